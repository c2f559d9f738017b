import type { JsonValue } from '../../../common/json';
import type { TableColumn } from './table-kinds';

/** What a cell's words stand for on this site; undefined where nothing is known by them. */
export interface Resolver {
  /** empty: the source's word is known to say nothing here */
  concepts(scheme: string, words: string): readonly string[] | undefined;
  record(kinds: readonly string[], words: string): string | undefined;
}

export type CellResult = { value: JsonValue } | { problem: CellProblem; words: string };
export type CellProblem = 'date' | 'number' | 'concept' | 'record' | 'url' | 'needed' | 'filler' | 'address';

const DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;
const DAY_FIRST = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/;
const BETWEEN = /\s*;\s*/;

/** A filled cell as a value. */
export function readCell(column: TableColumn, cell: string, resolver: Resolver): CellResult {
  const text = unescapeFormula(cell).trim();
  switch (column.form) {
    case 'date':
      return readDate(text);
    case 'number':
    case 'integer':
      return readNumber(text, column.form === 'integer');
    case 'concepts':
    case 'records':
      return readList(column, text, resolver);
    case 'concept':
    case 'record': {
      const [id] = resolve(column, text, resolver) ?? [];
      return id === undefined ? { problem: column.form, words: text } : { value: id };
    }
    case 'words':
      return { value: isList(column) ? text.split(BETWEEN).filter(Boolean) : text };
    case 'url':
      return /^https?:\/\/[^\s]+$/i.test(text) ? { value: text } : { problem: 'url', words: text };
    default:
      return { value: text };
  }
}

const LISTS = new Set(['leadDepartments', 'externalLeads', 'otherActors', 'otherNames', 'spokenLanguages']);
export const isList = ({ key }: TableColumn): boolean => LISTS.has(key);

function resolve(
  { scheme = '', kinds = [], form }: TableColumn,
  words: string,
  resolver: Resolver,
): readonly string[] | undefined {
  if (form === 'concept' || form === 'concepts') return resolver.concepts(scheme, words);
  const id = resolver.record(kinds, words);
  return id === undefined ? undefined : [id];
}

function readList(column: TableColumn, text: string, resolver: Resolver): CellResult {
  const parts = text.split(BETWEEN).filter(Boolean);
  const ids: string[] = [];
  for (const words of parts) {
    const found = resolve(column, words, resolver);
    if (found === undefined) return { problem: column.form === 'concepts' ? 'concept' : 'record', words };
    ids.push(...found.filter((id) => !ids.includes(id)));
  }
  return { value: ids };
}

function readDate(text: string): CellResult {
  if (DATE.test(text)) return { value: text };
  const parts = DAY_FIRST.exec(text);
  const date = parts
    ? `${parts[3]}-${(parts[2] ?? '').padStart(2, '0')}-${(parts[1] ?? '').padStart(2, '0')}`
    : '';
  return DATE.test(date) ? { value: date } : { problem: 'date', words: text };
}

/** `1 234,5`, `1,234.50`, `80%`: the last mark before one or two digits parts the decimals. */
function readNumber(text: string, isWhole: boolean): CellResult {
  const plain = text.replace(/[\s\u00a0]|%$|€|EUR$/g, '');
  const decimals = /[.,](\d{1,2})$/.exec(plain)?.[1];
  const digits = plain.replace(/[.,]\d{1,2}$/, '').replace(/[.,](?=\d{3}\b)/g, '');
  const value = Number(decimals === undefined ? digits : `${digits}.${decimals}`);
  const isRight = /^-?\d+$/.test(digits) && Number.isFinite(value) && (!isWhole || Number.isInteger(value));
  return isRight ? { value } : { problem: 'number', words: text };
}

const FORMULA = /^[=+\-@\t\r]/;

/** A text that a spreadsheet would run is written with an apostrophe before it, and read without. */
export function escapeFormula(cell: string): string {
  return FORMULA.test(cell) && !/^-?\d+(?:[.,]\d+)?$/.test(cell) ? `'${cell}` : cell;
}

function unescapeFormula(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
