import { isFiller } from '../filler';
import type { TableFile } from '../table-file';
import { TableError } from '../table-errors';
import type { CellSource, OfSource, TableDescription } from './table-set.type';

/** Words of the source that were left out, and where they stood. */
export interface LeftOutWords {
  file: string;
  /** as a spreadsheet numbers it */
  row: number;
  column: string;
  words: string;
}

export interface JoinedTable {
  /** the first row names the columns by our keys */
  rows: string[][];
  /** by place in `rows`: the row of the file */
  origins: number[];
  leftOut: LeftOutWords[];
}

type Cells = ReadonlyMap<string, string>;

/** One table of a set, made of the source's files. Throws TABLE_MAPPING_INVALID where a file or column is not there. */
export function joinTables(
  { from, columns, only = [], once }: TableDescription,
  files: ReadonlyMap<string, TableFile>,
): JoinedTable {
  const keys = Object.keys(columns);
  const reading = new Reading(files);
  const table: JoinedTable = { rows: [keys], origins: [0], leftOut: reading.leftOut };
  const seen = new Set<string>();
  for (const { number, cells } of reading.rowsOf(from)) {
    const before = reading.leftOut.length;
    reading.told.clear();
    const row = keys.map((key) => reading.cell(columns[key] ?? '', cells, { file: from, row: number }));
    const at = (key: string): string => row[keys.indexOf(key)] ?? '';
    const isOther = only.some((key) => at(key) === '');
    const isAgain = once !== undefined && seen.has(at(once));
    if (isOther || isAgain) {
      reading.leftOut.length = before;
      continue;
    }
    if (once !== undefined) seen.add(at(once));
    table.rows.push(row);
    table.origins.push(number);
  }
  return table;
}

class Reading {
  readonly leftOut: LeftOutWords[] = [];
  /** of the row that is being read */
  readonly told = new Set<string>();
  private readonly rows = new Map<string, { number: number; cells: Cells }[]>();
  private readonly byKey = new Map<string, Map<string, Cells[]>>();

  constructor(private readonly files: ReadonlyMap<string, TableFile>) {}

  rowsOf(name: string): { number: number; cells: Cells }[] {
    const known = this.rows.get(name);
    if (known) return known;
    const file = this.files.get(name);
    if (!file) throw new TableError('mapping');
    const rows = file.rows.map(({ number, cells }) => ({
      number,
      cells: new Map(file.headers.map((header, index) => [header, cells[index] ?? ''])),
    }));
    this.rows.set(name, rows);
    return rows;
  }

  cell(source: CellSource, cells: Cells, place: { file: string; row: number }): string {
    if (typeof source === 'string') return this.column(source, cells, place);
    if ('is' in source) return source.is;
    if ('first' in source) {
      for (const one of source.first) {
        const words = this.cell(one, cells, place);
        if (words !== '') return words;
      }
      return '';
    }
    if ('lines' in source) {
      return source.lines
        .map((one) => this.cell(one, cells, place))
        .filter((words) => words !== '')
        .join('\n');
    }
    const words =
      'from' in source
        ? this.others(source.from, source.on, cells)
            .map((other) => this.column(source.of, other, { ...place, file: source.from }))
            .filter((one, index, all) => one !== '' && all.indexOf(one) === index)
            .join(source.between ?? '; ')
        : this.ofColumns(source, cells, place);
    return words === '' ? '' : `${source.before ?? ''}${words}`;
  }

  private ofColumns(
    { of, between = ' ', values, without = [], within }: OfSource,
    cells: Cells,
    place: { file: string; row: number },
  ): string {
    const parts = (Array.isArray(of) ? of : [of]).map((header) => this.column(header, cells, place));
    // Ids of which one is missing would name another row.
    if (parts.includes('') && between !== ' ') return '';
    let words = parts.filter((part) => part !== '').join(between);
    if (values) words = values[words] ?? '';
    for (const pattern of without) words = words.replace(new RegExp(pattern, 'giu'), '');
    if (within !== undefined) words = new RegExp(within, 'iu').exec(words)?.[0] ?? '';
    return words.trim();
  }

  private column(header: string, cells: Cells, place: { file: string; row: number }): string {
    const cell = cells.get(header);
    if (cell === undefined) throw new TableError('mapping');
    // Some exports write line breaks out.
    const words = cell.replaceAll('\\n', '\n').trim();
    if (words === '' || !isFiller(words)) return words;
    // A column that two cells are made of is told once.
    const key = `${place.file}\n${place.row}\n${header}`;
    if (!this.told.has(key)) this.leftOut.push({ ...place, column: header, words: words.slice(0, 60) });
    this.told.add(key);
    return '';
  }

  private others(name: string, on: readonly string[], cells: Cells): Cells[] {
    const index = `${name}\n${on.join('\n')}`;
    let byKey = this.byKey.get(index);
    if (!byKey) {
      byKey = new Map();
      for (const { cells: other } of this.rowsOf(name)) {
        const key = on.map((header) => other.get(header) ?? '').join('\n');
        byKey.set(key, [...(byKey.get(key) ?? []), other]);
      }
      this.byKey.set(index, byKey);
    }
    return byKey.get(on.map((header) => cells.get(header) ?? '').join('\n')) ?? [];
  }
}
