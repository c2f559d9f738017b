import { CodedError } from '../../common/errors';

/** The database knows the file and the storage does not: somebody emptied it, or a copy was restored without it. */
export class FileMissingError extends CodedError {
  constructor() {
    super('FILE_MISSING', 'error.file.missing', {}, 404);
    this.name = 'FileMissingError';
  }
}
