export { FileMissingError } from './file-missing.error';
export { FileStorage } from './file-storage';
export { StorageModule } from './storage.module';
