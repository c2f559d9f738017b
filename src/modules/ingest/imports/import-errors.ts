import { CodedError, type ErrorParameters } from '../../../common/errors';

/** Something that a person asked of an import and that cannot be done as things stand; 409. */
export type ImportRefusal =
  | 'notReady'
  | 'notRunning'
  | 'notFailed'
  | 'valueMissing'
  | 'valueThere'
  | 'valueUnfit'
  | 'valueRead'
  | 'recordMissing'
  | 'targetUnfit'
  | 'joinUnfit'
  | 'splitUnfit'
  | 'nothingAccepted'
  | 'incomplete';

const CODES: Readonly<Record<ImportRefusal, string>> = {
  notReady: 'IMPORT_NOT_READY',
  notRunning: 'IMPORT_NOT_RUNNING',
  notFailed: 'IMPORT_NOT_FAILED',
  valueMissing: 'IMPORT_VALUE_MISSING',
  valueThere: 'IMPORT_VALUE_THERE',
  valueUnfit: 'IMPORT_VALUE_UNFIT',
  valueRead: 'IMPORT_VALUE_READ',
  recordMissing: 'IMPORT_RECORD_MISSING',
  targetUnfit: 'IMPORT_TARGET_UNFIT',
  joinUnfit: 'IMPORT_JOIN_UNFIT',
  splitUnfit: 'IMPORT_SPLIT_UNFIT',
  nothingAccepted: 'IMPORT_NOTHING_ACCEPTED',
  incomplete: 'IMPORT_INCOMPLETE',
};

export class ImportRefusedError extends CodedError {
  constructor(refusal: ImportRefusal, parameters: ErrorParameters = {}) {
    super(CODES[refusal], `error.import.${refusal}`, parameters, 409);
    this.name = 'ImportRefusedError';
  }
}

/** One of the records is not this person's to change, or to add; 403. An answer all the same: it can be left out. */
export class RecordNotTheirsError extends CodedError {
  constructor(
    /** its name within the import */
    readonly ref: string,
    title: string,
    isNew: boolean,
  ) {
    super('FORBIDDEN', isNew ? 'error.import.notYoursToAdd' : 'error.import.notYours', { title }, 403);
    this.name = 'RecordNotTheirsError';
  }
}

export const importMissing = (): CodedError => new CodedError('NOT_FOUND', 'error.import.missing', {}, 404);
