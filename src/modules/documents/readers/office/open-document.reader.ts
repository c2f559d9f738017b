import { MEDIA_TYPES } from '../../media-type';
import type { SourceAnchor } from '../../read-document';
import { BlockList } from '../block-list';
import { type Attributes, walkXml } from '../markup/xml-walk';
import type { ReadContent, ReaderInput } from '../reader.type';
import { needPart, openOffice } from './office-parts';

/**
 * OpenDocument text and presentation: headings, paragraphs, list items and rows. Notes, comments, deleted text and what
 * stands on the master pages are left out. Pages of a text are those of the program that saved it last.
 */
export async function readOpenDocument(input: ReaderInput): Promise<ReadContent> {
  const { archive, ...about } = await openOffice(input);
  const bytes = await needPart(archive, 'content.xml');
  const list = new BlockList(input.limits);
  const walk = new OpenDocumentWalk(list, bytes.includes('text:soft-page-break'));
  walkXml(bytes, { open: walk.open, close: walk.close, text: walk.words, isDone: () => list.full });
  const isSlides = input.mediaType === MEDIA_TYPES.odp;
  const pageCount = isSlides ? walk.slides : walk.pages;
  return {
    ...about,
    blocks: list.blocks,
    warnings: [...about.warnings, ...list.warnings],
    ...(pageCount > 0 ? { pageCount } : {}),
  };
}

const LEFT_OUT = new Set([
  'text:note',
  'text:tracked-changes',
  'office:annotation',
  'presentation:notes',
  'office:forms',
  'office:scripts',
  'svg:title',
  'svg:desc',
]);
const FURNITURE = new Set(['date-time', 'footer', 'header', 'page-number']);
const MOST_CELLS = 500;

class OpenDocumentWalk {
  slides = 0;
  /** pages seen; 0 where the file notes none */
  pages: number;
  private skipped = 0;
  private text = '';
  private level: number | undefined;
  /** paragraphs within paragraphs (frames) end the outer one's words */
  private paragraphs = 0;
  private lists = 0;
  private isTitle = false;
  private tables = 0;
  private row: string[] = [];
  private cell: string[] = [];
  private repeated = 1;

  constructor(
    private readonly list: BlockList,
    notesPages: boolean,
  ) {
    this.pages = notesPages ? 1 : 0;
  }

  open = (name: string, attributes: Attributes): void => {
    const isFurniture = name === 'draw:frame' && FURNITURE.has(attributes['presentation:class'] ?? '');
    if (this.skipped > 0 || LEFT_OUT.has(name) || isFurniture) {
      this.skipped++;
      return;
    }
    switch (name) {
      case 'text:p':
      case 'text:h':
        if (this.paragraphs > 0) this.endParagraph();
        this.paragraphs++;
        this.text = '';
        this.level = name === 'text:h' ? Number(attributes['text:outline-level'] ?? 1) : undefined;
        break;
      case 'text:s':
      case 'text:tab':
      case 'text:line-break':
        this.text += ' ';
        break;
      case 'text:list':
        this.lists++;
        break;
      case 'text:soft-page-break':
        this.pages++;
        break;
      case 'draw:page':
        this.slides++;
        break;
      case 'draw:frame':
        this.isTitle = attributes['presentation:class'] === 'title';
        break;
      case 'table:table':
        this.tables++;
        break;
      case 'table:table-row':
        if (this.tables === 1) this.row = [];
        break;
      case 'table:table-cell':
      case 'table:covered-table-cell':
        if (this.tables !== 1) break;
        this.cell = [];
        this.repeated = Math.min(MOST_CELLS, Number(attributes['table:number-columns-repeated'] ?? 1));
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
    if (name === 'text:p' || name === 'text:h') {
      this.endParagraph();
      this.paragraphs--;
    } else if (name === 'text:list') this.lists--;
    else if (name === 'draw:frame') this.isTitle = false;
    else if (name === 'table:table') this.tables--;
    else if (this.tables === 1 && (name === 'table:table-cell' || name === 'table:covered-table-cell')) {
      for (let count = 0; count < this.repeated && this.row.length < MOST_CELLS; count++) {
        this.row.push(this.cell.join(' '));
      }
    } else if (this.tables === 1 && name === 'table:table-row') this.list.addRow(this.row, this.anchor());
  };

  private endParagraph(): void {
    const { text, level } = this;
    this.text = '';
    const anchor = this.anchor();
    if (this.tables > 0) this.cell.push(text);
    else if (level !== undefined || this.isTitle)
      this.list.add('heading', text, { level: level ?? 1, anchor });
    else this.list.add(this.lists > 0 ? 'list-item' : 'paragraph', text, { anchor });
  }

  private anchor(): SourceAnchor {
    if (this.slides > 0) return { slide: this.slides };
    return this.pages > 0 ? { page: this.pages } : {};
  }
}
