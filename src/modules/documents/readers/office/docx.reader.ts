import { BlockList } from '../block-list';
import { type Attributes, walkXml } from '../markup/xml-walk';
import type { ReadContent, ReaderInput } from '../reader.type';
import { needPart, openOffice } from './office-parts';

/** What the styles of a document say of its paragraphs. */
interface Style {
  level?: number;
  isList: boolean;
}

/**
 * Word: paragraphs, headings by their style, list items and rows of tables. Deleted text, comments, notes, heads and
 * feet are left out. Pages are those of the program that saved the file last, where it noted them.
 */
export async function readDocx(input: ReaderInput): Promise<ReadContent> {
  const { archive, ...about } = await openOffice(input);
  const styles = stylesOf(await archive.read('word/styles.xml'));
  const bytes = await needPart(archive, 'word/document.xml');
  const list = new BlockList(input.limits);
  const walk = new DocxWalk(list, styles, bytes.includes('w:lastRenderedPageBreak'));
  walkXml(bytes, { open: walk.open, close: walk.close, text: walk.words, isDone: walk.isDone });
  return {
    ...about,
    blocks: list.blocks,
    warnings: [...about.warnings, ...list.warnings],
    ...(walk.pages > 0 ? { pageCount: walk.pages } : {}),
  };
}

function stylesOf(bytes: Buffer | undefined): Map<string, Style> {
  const styles = new Map<string, Style>();
  if (!bytes) return styles;
  let current: Style | undefined;
  walkXml(bytes, {
    open: (name, attributes) => {
      if (name === 'w:style') {
        current = { isList: false };
        styles.set(attributes['w:styleId'] ?? '', current);
      } else if (current && name === 'w:name') {
        const level = /^heading (\d)/i.exec(attributes['w:val'] ?? '')?.[1];
        if (level) current.level = Number(level);
        if (/^title$/i.test(attributes['w:val'] ?? '')) current.level = 1;
        if (/^list /i.test(attributes['w:val'] ?? '')) current.isList = true;
      } else if (current && name === 'w:outlineLvl' && Number(attributes['w:val']) < 9) {
        current.level ??= Number(attributes['w:val']) + 1;
      }
    },
  });
  return styles;
}

/** Elements whose words are not part of the text that is read. */
const LEFT_OUT = new Set([
  'w:del',
  'w:moveFrom',
  'mc:Fallback',
  'w:pict',
  'w:instrText',
  'w:delText',
  'w:sectPr',
]);

class DocxWalk {
  /** pages seen; 0 where the file notes none */
  pages: number;
  private skipped = 0;
  private inText = false;
  private text = '';
  private level: number | undefined;
  private isList = false;
  private rows: string[][] = [];
  private cell: string[] = [];
  private tables = 0;

  constructor(
    private readonly list: BlockList,
    private readonly styles: ReadonlyMap<string, Style>,
    private readonly notesPages: boolean,
  ) {
    this.pages = notesPages ? 1 : 0;
  }

  isDone = (): boolean => this.list.full;

  open = (name: string, attributes: Attributes): void => {
    if (this.skipped > 0 || LEFT_OUT.has(name)) {
      this.skipped++;
      return;
    }
    switch (name) {
      case 'w:p':
        [this.text, this.level, this.isList] = ['', undefined, false];
        break;
      case 'w:pStyle': {
        const style = this.styles.get(attributes['w:val'] ?? '');
        this.level ??= style?.level;
        this.isList ||= style?.isList ?? false;
        break;
      }
      case 'w:outlineLvl':
        if (Number(attributes['w:val']) < 9) this.level = Number(attributes['w:val']) + 1;
        break;
      case 'w:numId':
        if (attributes['w:val'] !== '0') this.isList = true;
        break;
      case 'w:t':
        this.inText = true;
        break;
      case 'w:tab':
      case 'w:br':
      case 'w:cr':
        this.text += ' ';
        break;
      case 'w:noBreakHyphen':
        this.text += '-';
        break;
      case 'w:lastRenderedPageBreak':
        if (this.notesPages) this.pages++;
        break;
      case 'w:tbl':
        this.tables++;
        break;
      case 'w:tr':
        if (this.tables === 1) this.rows.push([]);
        break;
      case 'w:tc':
        if (this.tables === 1) this.cell = [];
        break;
    }
  };

  words = (text: string): void => {
    if (this.skipped === 0 && this.inText) this.text += text;
  };

  close = (name: string): void => {
    if (this.skipped > 0) {
      this.skipped--;
      return;
    }
    if (name === 'w:t') this.inText = false;
    else if (name === 'w:p') this.endParagraph();
    else if (name === 'w:tc' && this.tables === 1) this.rows.at(-1)?.push(this.cell.join(' '));
    else if (name === 'w:tr' && this.tables === 1) this.list.addRow(this.rows.pop() ?? [], this.anchor());
    else if (name === 'w:tbl') this.tables--;
  };

  private endParagraph(): void {
    const { text, level } = this;
    this.text = '';
    if (this.tables > 0) this.cell.push(text);
    else if (level !== undefined) this.list.add('heading', text, { level, anchor: this.anchor() });
    else this.list.add(this.isList ? 'list-item' : 'paragraph', text, { anchor: this.anchor() });
  }

  private anchor(): { page?: number } {
    return this.pages > 0 ? { page: this.pages } : {};
  }
}
