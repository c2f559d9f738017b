export { DocumentEntity } from './document.entity';
export { formFor, scopeOf } from './document.policy';
export * from './documents.module';
export { type AddedDocument, DocumentsService } from './documents.service';
export * from './media-type';
export * from './read-document';
export { readDocument, type ReadingOptions } from './reading/reading';
export { ReadingError, type ReadingFailure } from './readers/reading.error';
export { UploadsService } from './uploads/uploads.service';
