import { CodedError, type ErrorParameters } from '../../../common/errors';

export type TableRefusal = 'noTable' | 'noColumns' | 'badRows' | 'nothingToDo' | 'mapping';

const CODES: Readonly<Record<TableRefusal, string>> = {
  noTable: 'TABLE_MISSING',
  noColumns: 'TABLE_COLUMNS_MISSING',
  badRows: 'TABLE_ROWS_REFUSED',
  nothingToDo: 'TABLE_UNCHANGED',
  mapping: 'TABLE_MAPPING_INVALID',
};

/** A table that cannot be taken in as it is; 422. */
export class TableError extends CodedError {
  constructor(refusal: TableRefusal, parameters: ErrorParameters = {}) {
    super(CODES[refusal], `error.table.${refusal}`, parameters, 422);
    this.name = 'TableError';
  }
}
