import type { JsonObject, JsonValue } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import { type CellProblem, escapeFormula, readCell, type Resolver } from './cell-values';
import { isFiller } from './filler';
import type { MappedColumn } from './mapping';
import { cellOf, type NamesOf, withCell } from './table-cells';
import type { TableRow } from './table-file';
import type { TableColumn } from './table-kinds';

export enum RowState {
  NEW = 'NEW',
  CHANGED = 'CHANGED',
  UNCHANGED = 'UNCHANGED',
  REJECTED = 'REJECTED',
}

export interface RowProblem {
  column: string;
  problem: CellProblem | 'notYours' | 'unknownRow' | 'foreign' | 'invalid';
  words: string;
}

export interface CellChange {
  column: string;
  before: string;
  after: string;
}

export interface RowReport {
  row: number;
  state: RowState;
  title: string;
  /** of a row that is there already */
  recordId: string | null;
  changes: CellChange[];
  problems: RowProblem[];
  /** cells that say nothing, or nothing that the site could keep; the row comes in without them */
  leftOut: RowProblem[];
}

export interface CheckedRow extends RowReport {
  /** the record as the row makes it; null where it is refused */
  content: JsonObject | null;
  cells: ReadonlyMap<string, string>;
}

export interface CheckContext {
  columns: readonly TableColumn[];
  mapping: readonly MappedColumn[];
  resolver: Resolver;
  slugOf: NamesOf;
  /** of texts that do not show theirs */
  locale: Locale;
  /** of a text that shows it; null: one that the site does not have */
  localeOf?: (text: string) => Locale | null | undefined;
}

/** The filled cells of a row by the key of our column; what says nothing counts as empty. */
export function cellsByKey({ cells }: TableRow, mapping: readonly MappedColumn[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { index, column } of mapping) {
    if (column === null) continue;
    const cell = cells[index] ?? '';
    found.set(column, isFiller(cell) ? '' : cell);
  }
  return found;
}

const SHOWN = 60;

function filler({ cells }: TableRow, mapping: readonly MappedColumn[]): RowProblem[] {
  return mapping.flatMap(({ index, column }) => {
    const cell = (cells[index] ?? '').trim();
    if (column === null || cell === '' || !isFiller(cell)) return [];
    return [{ column, problem: 'filler' as const, words: cell.slice(0, SHOWN) }];
  });
}

/**
 * A row against the record that is there, or against nothing. Only cells that differ from what the table would be written
 * with change anything, so a table that went out and comes back changes what was edited in it.
 */
export function checkRow(
  row: TableRow,
  base: { id: string; content: JsonObject } | null,
  start: JsonObject,
  context: CheckContext,
): CheckedRow {
  const { columns, resolver, slugOf } = context;
  const cells = cellsByKey(row, context.mapping);
  const locale = languageOf(cells, context);
  let content = base?.content ?? { ...start, sourceLocale: locale };
  const changes: CellChange[] = [];
  const problems: RowProblem[] = [];
  const leftOut = filler(row, context.mapping);
  for (const column of columns) {
    const cell = cells.get(column.key);
    if (cell === undefined || column.path === 'slug' || column.path === 'sourceLocale' || column.isSecret)
      continue;
    const before = cellOf(content, column, slugOf);
    // What a record has to have, or is given when it is made, is not taken from it by an empty cell.
    const isLeft = cell === '' && (base === null || column.isKept === true);
    if (isSame(cell, before) || isLeft) continue;
    const own = column.form === 'text' && !cells.get('language') ? context.localeOf?.(cell) : undefined;
    if (own === null && !column.isNeeded) {
      leftOut.push({ column: column.key, problem: 'foreign', words: cell.slice(0, SHOWN) });
      continue;
    }
    const result = cell === '' ? { value: undefined } : readCell(column, cell, resolver);
    if ('problem' in result) problems.push({ column: column.key, ...result });
    else {
      const changed = withCell(content, column, result.value as JsonValue | undefined, own ?? locale);
      // The same in other words: a name in place of a slug, a date written differently.
      if (squeeze(cellOf(changed, column, slugOf)) === squeeze(before)) continue;
      content = changed;
      changes.push({ column: column.key, before, after: cell });
    }
  }
  problems.push(...missing(context, cells, base === null));
  const title = cellOf(content, { key: 'title', path: 'texts.title', form: 'text' }, slugOf);
  const state = stateOf(problems, base !== null, changes);
  return {
    row: row.number,
    state,
    title,
    recordId: base?.id ?? null,
    changes: state === RowState.REJECTED ? [] : changes,
    problems,
    leftOut,
    content: state === RowState.REJECTED ? null : content,
    cells,
  };
}

/** As the row says, else as its title shows together with its longest text, else the table's. */
function languageOf(cells: ReadonlyMap<string, string>, { columns, locale, localeOf }: CheckContext): Locale {
  const given = cells.get('language') ?? '';
  if (/^[a-z]{2}$/.test(given)) return given;
  const texts = columns.flatMap(({ form, key }) => (form === 'text' ? [cells.get(key) ?? ''] : []));
  const longest = texts.reduce((most, text) => (text.length > most.length ? text : most), '');
  return localeOf?.(cells.get('title') ?? '') ?? localeOf?.(longest) ?? locale;
}

const squeeze = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
const isSame = (cell: string, before: string): boolean =>
  squeeze(cell) === squeeze(before) || squeeze(cell) === squeeze(escapeFormula(before));

function missing(
  { columns, mapping }: CheckContext,
  cells: ReadonlyMap<string, string>,
  isNew: boolean,
): RowProblem[] {
  const mapped = new Set(mapping.map(({ column }) => column));
  return columns
    .filter(({ key, isNeeded }) => isNeeded && (isNew || mapped.has(key)) && (cells.get(key) ?? '') === '')
    .map(({ key }) => ({ column: key, problem: 'needed' as const, words: '' }));
}

function stateOf(
  problems: readonly RowProblem[],
  isKnown: boolean,
  changes: readonly CellChange[],
): RowState {
  if (problems.length > 0) return RowState.REJECTED;
  if (!isKnown) return RowState.NEW;
  return changes.length > 0 ? RowState.CHANGED : RowState.UNCHANGED;
}
