import { fold } from '../../../platform/language';
import type { TableColumn } from './table-kinds';

/** One column of a file and what it is taken for. */
export interface MappedColumn {
  /** from 0 */
  index: number;
  header: string;
  /** key of our column; null: left out */
  column: string | null;
  /** 0 to 1; 1 where a person said so */
  confidence: number;
}

/** Names of our columns in all languages, folded. */
export type ColumnWords = ReadonlyMap<string, ReadonlySet<string>>;

export const foldHeader = (header: string): string =>
  fold(header)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * Proposes what the columns of a file are: by their names first, then by what stands in them. Each of ours is given once.
 */
export function proposeMapping(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  columns: readonly TableColumn[],
  words: ColumnWords,
): MappedColumn[] {
  const mapped = headers.map((header, index): MappedColumn => ({
    index,
    header,
    column: null,
    confidence: 0,
  }));
  const taken = new Set<string>();
  const give = (entry: MappedColumn, column: string, confidence: number): void => {
    Object.assign(entry, { column, confidence });
    taken.add(column);
  };
  for (const [confidence, fits] of BY_NAME) {
    for (const entry of mapped.filter(({ column }) => column === null)) {
      const name = foldHeader(entry.header);
      const found = columns.find(({ key }) => !taken.has(key) && fits(name, words.get(key) ?? new Set()));
      if (found && name !== '') give(entry, found.key, confidence);
    }
  }
  for (const entry of mapped.filter(({ column }) => column === null)) {
    const cells = rows.map((row) => row[entry.index] ?? '').filter((cell) => cell !== '');
    const found = byContent(
      cells,
      columns.filter(({ key }) => !taken.has(key)),
    );
    if (found) give(entry, found, 0.5);
  }
  return mapped;
}

type Fits = (name: string, words: ReadonlySet<string>) => boolean;

const BY_NAME: readonly (readonly [number, Fits])[] = [
  [0.95, (name, words) => words.has(name)],
  [
    0.7,
    (name, words) => {
      const parts = name.split(' ');
      return (
        parts.length > 1 && parts.length <= 4 && parts.some((part) => part.length > 3 && words.has(part))
      );
    },
  ],
];

/** What the cells themselves say: addresses, dates, web pages. */
function byContent(cells: readonly string[], columns: readonly TableColumn[]): string | undefined {
  if (cells.length < 3) return undefined;
  const most = (pattern: RegExp): boolean =>
    cells.filter((cell) => pattern.test(cell)).length >= cells.length * 0.9;
  const has = (key: string): string | undefined => columns.find((column) => column.key === key)?.key;
  if (most(/^https?:\/\/\S+$/)) return has('url') ?? has('website');
  if (most(/^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i)) return has('email') ?? has('mailbox');
  if (most(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/)) return has('start') ?? has('due');
  if (most(/^[A-Z]{2}$/)) return has('country');
  return undefined;
}
