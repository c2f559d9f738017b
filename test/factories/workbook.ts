import { type CellObject, utils, write } from '@e965/xlsx';

export type WorkbookCell = string | number | boolean | CellObject;

/** A workbook as Excel 97 to 2003 wrote it, by sheet. */
export function workbook(sheets: Readonly<Record<string, readonly (readonly WorkbookCell[])[]>>): Buffer {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  }
  return write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer;
}
