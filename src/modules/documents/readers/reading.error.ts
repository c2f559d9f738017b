import { CodedError, type ErrorParameters } from '../../../common/errors';

/** Why a file could not be read. Each has a message `error.reading.<reason>` in every language. */
export type ReadingFailure =
  | 'empty'
  | 'encrypted'
  | 'damaged'
  | 'unknownType'
  | 'notWhatItSays'
  | 'legacyOffice'
  | 'noText'
  | 'scanned'
  | 'tooBigUnpacked'
  | 'tooManyEntries'
  | 'nestedArchive'
  | 'hostileMarkup'
  | 'tookTooLong'
  | 'tookTooMuchMemory'
  | 'failed';

const CODES: Readonly<Record<ReadingFailure, string>> = {
  empty: 'FILE_EMPTY',
  encrypted: 'FILE_ENCRYPTED',
  damaged: 'FILE_DAMAGED',
  unknownType: 'FILE_TYPE_UNKNOWN',
  notWhatItSays: 'FILE_NOT_WHAT_IT_SAYS',
  legacyOffice: 'FILE_LEGACY_OFFICE',
  noText: 'FILE_WITHOUT_TEXT',
  scanned: 'FILE_SCANNED',
  tooBigUnpacked: 'FILE_TOO_BIG_UNPACKED',
  tooManyEntries: 'FILE_TOO_MANY_ENTRIES',
  nestedArchive: 'FILE_NESTED_ARCHIVE',
  hostileMarkup: 'FILE_HOSTILE_MARKUP',
  tookTooLong: 'FILE_TOOK_TOO_LONG',
  tookTooMuchMemory: 'FILE_TOOK_TOO_MUCH_MEMORY',
  failed: 'FILE_NOT_READ',
};

/** A file that cannot be read, and why: 422, since the request was right and the file is not. */
export class ReadingError extends CodedError {
  constructor(
    readonly failure: ReadingFailure,
    parameters: ErrorParameters = {},
  ) {
    super(CODES[failure], `error.reading.${failure}`, parameters, 422);
    this.name = 'ReadingError';
  }
}
