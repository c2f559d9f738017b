export * from './media-type';
export * from './read-document';
export * from './reading';
export { ReadingError, type ReadingFailure } from './readers/reading.error';
