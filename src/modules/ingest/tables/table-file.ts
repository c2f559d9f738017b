import type { DocumentEntity, ReadDocument } from '../../documents';
import { TableError } from './table-errors';

/** For whom a table comes in, and what it is called. */
export type TableOrigin = Pick<DocumentEntity, 'ownerId' | 'networkIds' | 'fileName'>;

export interface TableRow {
  /** as a spreadsheet numbers it */
  number: number;
  cells: readonly string[];
}

export interface TableFile {
  headers: readonly string[];
  rows: readonly TableRow[];
}

/** The first table of a file: its first row with two filled cells names the columns. Throws TABLE_MISSING. */
export function tableOf(document: ReadDocument): TableFile {
  const rows = document.blocks.filter(({ kind, cells }) => kind === 'table-row' && cells);
  const sheet = rows.find(({ cells = [] }) => filled(cells) >= 2)?.anchor.sheet;
  const ofSheet = rows.filter(({ anchor }) => anchor.sheet === sheet);
  const start = ofSheet.findIndex(({ cells = [] }) => filled(cells) >= 2);
  const header = ofSheet[start];
  if (!header?.cells) throw new TableError('noTable');
  return {
    headers: header.cells,
    rows: ofSheet.slice(start + 1).map(({ cells = [], anchor }) => ({
      number: Number(/\d+$/.exec(anchor.cell ?? '')?.[0] ?? 0),
      cells,
    })),
  };
}

const filled = (cells: readonly string[]): number => cells.filter((cell) => cell !== '').length;
