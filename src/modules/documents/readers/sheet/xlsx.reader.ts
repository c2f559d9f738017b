import type { Archive } from '../archive/archive';
import { BlockList } from '../block-list';
import { htmlToText } from '../markup/html-text';
import { type Attributes, walkXml } from '../markup/xml-walk';
import { needPart, openOffice, relations } from '../office/office-parts';
import type { ReadContent, ReaderInput } from '../reader.type';
import { cellName, columnOf } from './cell-name';
import { meaningOf, type NumberMeaning, showNumber } from './number-format';

const MAIN = 'xl/workbook.xml';
/** columns beyond are left out: no table of ours is as wide */
const MOST_COLUMNS = 500;

interface Workbook {
  sheets: { name: string; id: string; isHidden: boolean }[];
  counts1904: boolean;
  strings: string[];
  meanings: NumberMeaning[];
}

/**
 * Excel: a row of each sheet as a row, its place the sheet and its first cell. Values are those that were last worked
 * out, formulas are never run. Hidden sheets and empty rows are left out.
 */
export async function readXlsx(input: ReaderInput): Promise<ReadContent> {
  const { archive, ...about } = await openOffice(input);
  const book = await openWorkbook(archive);
  const targets = await relations(archive, MAIN);
  const list = new BlockList(input.limits);
  const shown = book.sheets.filter(({ isHidden }) => !isHidden);
  let formulas = 0;
  for (const [index, sheet] of shown.entries()) {
    const bytes = await archive.read(targets.get(sheet.id) ?? '');
    if (!bytes || !isWorksheet(targets.get(sheet.id))) continue;
    const walk = new SheetWalk(list, sheet.name, book);
    walkXml(bytes, { open: walk.open, close: walk.close, text: walk.words, isDone: () => list.full });
    formulas += walk.formulasWithoutValue;
    input.progress(index + 1, shown.length);
  }
  const hidden = book.sheets.length - shown.length;
  return {
    ...about,
    blocks: list.blocks,
    warnings: [
      ...about.warnings,
      ...(hidden > 0 ? [{ code: 'hiddenLeftOut', parameters: { count: hidden } }] : []),
      ...(formulas > 0 ? [{ code: 'formulasWithoutValue', parameters: { count: formulas } }] : []),
      ...list.warnings,
    ],
  };
}

const isWorksheet = (path: string | undefined): boolean => path !== undefined && !/chartsheets\//.test(path);

async function openWorkbook(archive: Archive): Promise<Workbook> {
  const sheets: Workbook['sheets'] = [];
  let counts1904 = false;
  walkXml(await needPart(archive, MAIN), {
    open: (name, attributes) => {
      if (local(name) === 'sheet' && attributes['r:id']) {
        const isHidden = /hidden/i.test(attributes['state'] ?? '');
        sheets.push({ name: attributes['name'] ?? '', id: attributes['r:id'], isHidden });
      }
      if (local(name) === 'workbookPr') counts1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
    },
  });
  const strings = stringsOf(await archive.read('xl/sharedStrings.xml'));
  return { sheets, counts1904, strings, meanings: meaningsOf(await archive.read('xl/styles.xml')) };
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function stringsOf(bytes: Buffer | undefined): string[] {
  const strings: string[] = [];
  if (!bytes) return strings;
  let inText = false;
  let phonetic = 0;
  walkXml(bytes, {
    open: (name) => {
      if (local(name) === 'si') strings.push('');
      if (local(name) === 'rPh') phonetic++;
      inText = local(name) === 't' && phonetic === 0;
    },
    text: (text) => {
      if (inText) strings[strings.length - 1] += text;
    },
    close: (name) => {
      if (local(name) === 'rPh') phonetic--;
      inText = false;
    },
  });
  return strings;
}

/** What the numbers of each cell style are. */
function meaningsOf(bytes: Buffer | undefined): NumberMeaning[] {
  const codes = new Map<number, string>();
  const meanings: NumberMeaning[] = [];
  if (!bytes) return meanings;
  let inCellFormats = false;
  walkXml(bytes, {
    open: (name, attributes) => {
      if (local(name) === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (local(name) === 'cellXfs') inCellFormats = true;
      if (local(name) === 'xf' && inCellFormats) {
        const id = Number(attributes['numFmtId'] ?? 0);
        meanings.push(meaningOf(id, codes.get(id)));
      }
    },
    close: (name) => {
      if (local(name) === 'cellXfs') inCellFormats = false;
    },
  });
  return meanings;
}

class SheetWalk {
  formulasWithoutValue = 0;
  private row = 0;
  private cells: string[] = [];
  private column = 0;
  private type = 'n';
  private style = 0;
  private value = '';
  private inValue = false;
  private hasFormula = false;
  private phonetic = 0;

  constructor(
    private readonly list: BlockList,
    private readonly sheet: string,
    private readonly book: Workbook,
  ) {}

  open = (name: string, attributes: Attributes): void => {
    switch (local(name)) {
      case 'row':
        this.row = Number(attributes['r'] ?? this.row + 1);
        [this.cells, this.column] = [[], 0];
        break;
      case 'c':
        this.column = attributes['r'] ? columnOf(attributes['r']) : this.column + 1;
        this.type = attributes['t'] ?? 'n';
        this.style = Number(attributes['s'] ?? 0);
        [this.value, this.hasFormula] = ['', false];
        break;
      case 'f':
        this.hasFormula = true;
        break;
      case 'rPh':
        this.phonetic++;
        break;
      case 'v':
      case 't':
        this.inValue = this.phonetic === 0;
        break;
    }
  };

  words = (text: string): void => {
    if (this.inValue) this.value += text;
  };

  close = (name: string): void => {
    const element = local(name);
    if (element === 'v' || element === 't') this.inValue = false;
    else if (element === 'rPh') this.phonetic--;
    else if (element === 'c') this.endCell();
    else if (element === 'row' && this.cells.length > 0) {
      this.list.addRow(this.cells, { sheet: this.sheet, cell: cellName(1, this.row) });
    }
  };

  private endCell(): void {
    if (this.hasFormula && this.value === '') this.formulasWithoutValue++;
    if (this.value === '' || this.column > MOST_COLUMNS || this.column < 1) return;
    while (this.cells.length < this.column - 1) this.cells.push('');
    this.cells[this.column - 1] = htmlToText(this.shown());
  }

  private shown(): string {
    const { value, type, book } = this;
    if (type === 's') return book.strings[Number(value)] ?? '';
    if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE';
    // An error such as #REF! is no value that a source tells.
    if (type === 'e') return '';
    if (type === 'n') return showNumber(value, book.meanings[this.style] ?? 'number', book.counts1904);
    return value;
  }
}
