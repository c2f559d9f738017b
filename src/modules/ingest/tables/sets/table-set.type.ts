import { TABLE_COLUMNS, TableKind } from '../table-kinds';
import { TableError } from '../table-errors';

/**
 * Where a cell comes from. A string is a column of the file. What says nothing (filler text) counts as empty everywhere.
 * - `is`: these words in every row
 * - `of`: one or several columns, `between` them; `values` puts other words in place of the source's and leaves out those it
 *   does not name; `without` are regular expressions that are cut out; `within` keeps the first match alone
 * - `from`: rows of another file whose columns `on` are the same, their column `of` with `between` between
 * - `first`: the first that is not empty
 * - `lines`: all that are not empty, one below the other
 * `before`: words put before it where it is not empty
 */
export type CellSource =
  | string
  | { is: string }
  | OfSource
  | { from: string; on: string[]; of: string; between?: string; before?: string }
  | { first: CellSource[] }
  | { lines: CellSource[] };

export interface OfSource {
  of: string | string[];
  between?: string;
  values?: Record<string, string>;
  without?: string[];
  within?: string;
  before?: string;
}

export interface TableDescription {
  kind: TableKind;
  /** what the table is called, and a plan that is made of its actions */
  name: string;
  /** file name of the table with a row for each record */
  from: string;
  /** by our columns' keys */
  columns: Record<string, CellSource>;
  /** our columns without which a row is another table's */
  only?: string[];
  /** rows with the same words in our column are one */
  once?: string;
}

/** How a source's files, joined by their ids, become tables of ours. */
export interface TableSet {
  tables: TableDescription[];
  /** the source's own categories: its words → concept ids, none where they say nothing here */
  categories?: Record<string, string[]>;
}

/** Checks a description. Throws TABLE_MAPPING_INVALID. */
export function tableSetOf(value: unknown): TableSet {
  const set = value as Partial<TableSet> | null;
  const isRight =
    typeof set === 'object' &&
    set !== null &&
    Array.isArray(set.tables) &&
    set.tables.length > 0 &&
    set.tables.every(isDescription) &&
    Object.values(set.categories ?? {}).every(
      (ids) => Array.isArray(ids) && ids.every((id) => typeof id === 'string'),
    );
  if (!isRight) throw new TableError('mapping');
  return set as TableSet;
}

function isDescription(table: TableDescription): boolean {
  if (!Object.values(TableKind).includes(table.kind) || typeof table.from !== 'string') return false;
  const keys = new Set(TABLE_COLUMNS[table.kind].map(({ key }) => key));
  const named = [
    ...Object.keys(table.columns ?? {}),
    ...(table.only ?? []),
    ...(table.once ? [table.once] : []),
  ];
  return typeof table.name === 'string' && named.length > 0 && named.every((key) => keys.has(key));
}
