export * from './media-type';
export * from './read-document';
export * from './reading/reading';
export { ReadingError, type ReadingFailure } from './readers/reading.error';
