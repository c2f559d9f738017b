import { Parser } from 'htmlparser2';
import type { Block } from '../../read-document';
import { BlockList } from '../block-list';
import { cleanText } from '../plain-text';
import type { ReadContent, ReaderInput } from '../reader.type';
import { decodeText } from '../text/decode-text';
import { findPageChrome } from '../text/page-chrome';
import { isPageChrome } from './html-chrome';

const BREAKS = new Set(
  'p div section article main header body ul ol li dl dt dd table tr td th thead tbody tfoot caption blockquote figure figcaption h1 h2 h3 h4 h5 h6 pre hr br address details summary'.split(
    ' ',
  ),
);
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** as deep as any real page; a page of a million nested elements is none */
const DEEPEST = 2_000;
/** a `main` with less than this is an empty shell */
const FEWEST_CHARACTERS = 200;

/** A page: its main part where it names one, without navigation, consent, forms and what is hidden. */
export function readHtml({ bytes, limits }: Pick<ReaderInput, 'bytes' | 'limits'>): ReadContent {
  const decoded = decodeHtml(bytes);
  const list = new BlockList(limits);
  const walk = new PageWalk(list);
  const parser = new Parser(walk, { decodeEntities: true, lowerCaseTags: true });
  parser.write(decoded.text);
  parser.end();
  const main = list.blocks.filter((_, index) => walk.inMain.has(index));
  const isWhole = main.reduce((sum, { text }) => sum + text.length, 0) < FEWEST_CHARACTERS;
  const blocks = isWhole ? list.blocks : main;
  const chrome = findPageChrome(blocks.map(({ text }) => text));
  const kept = blocks.filter((_, index) => !chrome.has(index));
  const title = cleanText(walk.title);
  return {
    metadata: { encoding: decoded.encoding, ...(walk.language ? { language: walk.language } : {}) },
    blocks: kept.map((block, index): Block => ({
      ...block,
      anchor: { ...block.anchor, paragraph: index + 1 },
    })),
    warnings: [
      ...decoded.warnings,
      ...list.warnings,
      ...(chrome.size > 0 ? [{ code: 'pageChromeRemoved', parameters: { lines: chrome.size } }] : []),
    ],
    ...(title ? { declaredTitle: title } : {}),
  };
}

/** A page names its encoding in its head; that is believed only where the bytes are not UTF-8 anyway. */
function decodeHtml(bytes: Buffer): ReturnType<typeof decodeText> {
  const decoded = decodeText(bytes);
  if (decoded.encoding.startsWith('utf-') || decoded.warnings.length > 0) return decoded;
  const named = /charset\s*=\s*["']?\s*([\w-]+)/i.exec(bytes.subarray(0, 2_048).toString('latin1'))?.[1];
  if (!named || /^utf/i.test(named)) return decoded;
  try {
    return { text: new TextDecoder(named).decode(bytes), encoding: named.toLowerCase(), warnings: [] };
  } catch {
    return decoded;
  }
}

/** Follows the parser through the page and gathers blocks. */
class PageWalk {
  title = '';
  language = '';
  /** indices of the blocks inside the page's main part */
  readonly inMain = new Set<number>();
  private readonly open: string[] = [];
  /** depth at which what is left out began */
  private skippedAt: number | undefined;
  private text = '';
  private mainDepth = 0;
  private cells: string[] | undefined;

  constructor(private readonly list: BlockList) {}

  onopentag(name: string, attributes: Record<string, string>): void {
    if (name === 'html') this.language = attributes['lang'] ?? '';
    if (this.skippedAt === undefined && BREAKS.has(name)) this.flush();
    if (!VOID.has(name)) {
      this.open.push(name);
      if (this.skippedAt === undefined && (isPageChrome(name, attributes) || this.open.length > DEEPEST)) {
        this.skippedAt = this.open.length;
      }
    }
    if (this.skippedAt !== undefined) return;
    if (name === 'main' || name === 'article') this.mainDepth++;
    if (name === 'tr') this.cells = [];
  }

  onclosetag(name: string): void {
    if (VOID.has(name)) return;
    const isSkipped = this.skippedAt !== undefined;
    if (this.skippedAt === this.open.length) this.skippedAt = undefined;
    if (!isSkipped) this.close(name);
    this.open.pop();
  }

  ontext(data: string): void {
    if (this.open.at(-1) === 'title' && this.open.includes('head')) this.title += data;
    else if (this.skippedAt === undefined && this.text.length < 2_000_000) this.text += data;
  }

  onend(): void {
    this.flush();
  }

  private close(name: string): void {
    if (this.cells && (name === 'td' || name === 'th')) {
      this.cells.push(this.text);
      this.text = '';
    } else if (name === 'tr' && this.cells) {
      this.mark(() => this.list.addRow(this.cells ?? []));
      this.cells = undefined;
      this.text = '';
    } else if (BREAKS.has(name)) {
      this.flush();
    }
    if (name === 'main' || name === 'article') this.mainDepth--;
  }

  private flush(): void {
    if (this.cells) {
      this.text += ' ';
      return;
    }
    const heading = this.open.findLast((name) => /^h[1-6]$/.test(name));
    const { text } = this;
    this.text = '';
    this.mark(() => {
      if (heading) this.list.add('heading', text, { level: Number(heading[1]) });
      else this.list.add(this.open.includes('li') ? 'list-item' : 'paragraph', text);
    });
  }

  private mark(add: () => void): void {
    const before = this.list.blocks.length;
    add();
    if (this.mainDepth > 0 && this.list.blocks.length > before) this.inMain.add(before);
  }
}
