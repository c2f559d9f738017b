import { BlockList } from '../block-list';
import { htmlToText } from '../markup/html-text';
import { type Attributes, walkXml } from '../markup/xml-walk';
import { needPart, openOffice } from '../office/office-parts';
import type { ReadContent, ReaderInput } from '../reader.type';
import { cellName } from './cell-name';

const MOST_COLUMNS = 500;
/** a row with content that stands for so many equal ones is decoration */
const MOST_REPEATS = 1_000;

/** OpenDocument spreadsheet: as the reader of Excel. Hidden sheets and what filters hide are treated as there. */
export async function readOds(input: ReaderInput): Promise<ReadContent> {
  const { archive, ...about } = await openOffice(input);
  const list = new BlockList(input.limits);
  const walk = new OdsWalk(list);
  const bytes = await needPart(archive, 'content.xml');
  walkXml(bytes, { open: walk.open, close: walk.close, text: walk.words, isDone: () => list.full });
  return { ...about, blocks: list.blocks, warnings: [...about.warnings, ...list.warnings] };
}

class OdsWalk {
  private sheet = '';
  private row = 0;
  private rowRepeats = 1;
  private cells: string[] = [];
  private cellRepeats = 1;
  private value: string | undefined;
  private text = '';
  private paragraphs = 0;
  private skipped = 0;

  constructor(private readonly list: BlockList) {}

  open = (name: string, attributes: Attributes): void => {
    if (this.skipped > 0 || name === 'office:annotation' || name === 'table:shapes') {
      this.skipped++;
      return;
    }
    switch (name) {
      case 'table:table':
        [this.sheet, this.row] = [attributes['table:name'] ?? '', 0];
        break;
      case 'table:table-row':
        this.rowRepeats = Number(attributes['table:number-rows-repeated'] ?? 1);
        this.cells = [];
        break;
      case 'table:table-cell':
      case 'table:covered-table-cell':
        this.cellRepeats = Number(attributes['table:number-columns-repeated'] ?? 1);
        [this.text, this.value] = ['', plainValue(attributes)];
        break;
      case 'text:p':
        if (this.text !== '') this.text += '\n';
        this.paragraphs++;
        break;
      case 'text:s':
      case 'text:tab':
      case 'text:line-break':
        this.text += ' ';
        break;
    }
  };

  words = (text: string): void => {
    if (this.skipped === 0 && this.paragraphs > 0) this.text += text;
  };

  close = (name: string): void => {
    if (this.skipped > 0) {
      this.skipped--;
      return;
    }
    if (name === 'text:p') this.paragraphs--;
    else if (name === 'table:table-cell' || name === 'table:covered-table-cell') this.endCell();
    else if (name === 'table:table-row') this.endRow();
  };

  private endCell(): void {
    const shown = this.value ?? htmlToText(this.text);
    const room = MOST_COLUMNS - this.cells.length;
    // Behind the last cell with content a row is filled up with thousands of empty ones.
    for (let count = 0; count < Math.min(this.cellRepeats, room); count++) this.cells.push(shown);
  }

  private endRow(): void {
    const isEmpty = this.cells.every((cell) => cell === '');
    const repeats = isEmpty ? 0 : Math.min(this.rowRepeats, MOST_REPEATS);
    for (let count = 1; count <= repeats; count++) {
      this.list.addRow(this.cells, { sheet: this.sheet, cell: cellName(1, this.row + count) });
    }
    this.row += this.rowRepeats;
  }
}

/** Numbers and dates as stored rather than as this file's language writes them; undefined for text. */
function plainValue(attributes: Attributes): string | undefined {
  switch (attributes['office:value-type']) {
    case 'float':
    case 'currency':
      return attributes['office:value'];
    case 'percentage':
      return `${Number((Number(attributes['office:value']) * 100).toPrecision(15))}%`;
    case 'date':
      return attributes['office:date-value']?.replace(/T00:00:00.*$/, '').replace('T', ' ');
    case 'boolean':
      return attributes['office:boolean-value']?.toUpperCase();
    default:
      return undefined;
  }
}
