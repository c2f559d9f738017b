import { type CellObject, read, type WorkBook } from '@e965/xlsx';
import { BlockList } from '../block-list';
import { htmlToText } from '../markup/html-text';
import type { ReadContent, ReaderInput } from '../reader.type';
import { ReadingError } from '../reading.error';
import { meaningOf, showNumber } from '../sheet/number-format';

const MOST_COLUMNS = 500;
/** streams of the old shell that hold a workbook, and programs */
const WORKBOOK = ['Workbook', 'Book'].map((name) => Buffer.from(`${name}\0`, 'utf16le'));
const PROGRAMS = Buffer.from('_VBA_PROJECT', 'utf16le');

/** Whether a file in the shell of the old office formats is a workbook of Excel 5 to 2003. */
export const isWorkbook = (bytes: Buffer): boolean => WORKBOOK.some((name) => bytes.includes(name));

/** Excel 5 to 2003: as the reader of today's. Formulas are their last result, programs are left where they are. */
export function readXls({ bytes, limits, name }: ReaderInput): ReadContent {
  const list = new BlockList(limits);
  const book = open(bytes, limits.rows, name);
  const counts1904 = book.Workbook?.WBProps?.date1904 === true;
  for (const [index, sheet] of book.SheetNames.entries()) {
    if (book.Workbook?.Sheets?.[index]?.Hidden) continue;
    for (const [row, cells] of rowsOf(book, sheet).entries()) {
      if (list.full) break;
      const texts = Array.from({ length: Math.min(cells.length, MOST_COLUMNS) }, (_, column) =>
        textOf(cells[column], counts1904),
      );
      list.addRow(texts, { sheet, cell: `A${row + 1}` });
    }
  }
  const macros = bytes.includes(PROGRAMS) ? [{ code: 'macrosLeftOut' }] : [];
  return { metadata: {}, blocks: list.blocks, warnings: [...macros, ...list.warnings] };
}

function open(bytes: Buffer, rows: number, name: string): WorkBook {
  try {
    return read(bytes, {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellHTML: false,
      cellFormula: false,
      sheetRows: rows + 1,
    });
  } catch (error) {
    throw new ReadingError(/password|encrypt/i.test(String(error)) ? 'encrypted' : 'damaged', { name });
  }
}

/** Rows by their place in the sheet; places without a cell are undefined. */
function rowsOf(book: WorkBook, sheet: string): (CellObject | undefined)[][] {
  const data = book.Sheets[sheet]?.['!data'] ?? [];
  return Array.from({ length: data.length }, (_, row) => data[row] ?? []);
}

function textOf(cell: CellObject | undefined, counts1904: boolean): string {
  if (cell?.v === undefined || cell.t === 'z') return '';
  if (cell.t === 'b') return cell.v === true ? 'TRUE' : 'FALSE';
  if (cell.t === 'e') return '';
  if (cell.t !== 'n') return htmlToText(String(cell.v));
  return showNumber(String(cell.v), meaningOf(-1, String(cell.z ?? '')), counts1904);
}
