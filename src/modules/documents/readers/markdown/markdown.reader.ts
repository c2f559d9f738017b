import MarkdownIt from 'markdown-it';
import type { BlockKind } from '../../read-document';
import { BlockList } from '../block-list';
import type { ReadContent, ReaderInput } from '../reader.type';
import { decodeText } from '../text/decode-text';
import { findPageChrome } from '../text/page-chrome';
import { splitFrontMatter } from './front-matter';

const parser = new MarkdownIt('commonmark', { html: true }).enable(['table', 'strikethrough']);
type Token = ReturnType<typeof parser.parse>[number];

/** Markdown with or without front matter. Addresses behind links stay out, the words of the link stay. */
export function readMarkdown({ bytes, limits }: Pick<ReaderInput, 'bytes' | 'limits'>): ReadContent {
  const decoded = decodeText(bytes);
  const { body, metadata, declaredTitle, isReadable } = splitFrontMatter(decoded.text);
  const list = new BlockList(limits);
  for (const { kind, text, level, cells } of piecesOf(parser.parse(body, {}))) {
    if (cells) list.addRow(cells);
    else list.add(kind, text, level === undefined ? {} : { level });
  }
  const chrome = findPageChrome(list.blocks.map(({ text }) => text));
  const warnings = [...decoded.warnings, ...list.warnings];
  if (!isReadable) warnings.push({ code: 'frontMatterUnreadable' });
  if (chrome.size > 0) warnings.push({ code: 'pageChromeRemoved', parameters: { lines: chrome.size } });
  return {
    metadata: { ...metadata, encoding: decoded.encoding },
    blocks: list.blocks.filter((_, index) => !chrome.has(index)),
    warnings,
    ...(declaredTitle === undefined ? {} : { declaredTitle }),
  };
}

interface Piece {
  kind: BlockKind;
  text: string;
  level?: number;
  cells?: string[];
}

/** Blocks of the flat list that the parser makes: what opens before a text says what the text is. */
function piecesOf(tokens: readonly Token[]): Piece[] {
  const pieces: Piece[] = [];
  let heading: number | undefined;
  let listDepth = 0;
  let row: string[] | undefined;
  for (const token of tokens) {
    switch (token.type) {
      case 'heading_open':
        heading = Number(token.tag.slice(1));
        break;
      case 'heading_close':
        heading = undefined;
        break;
      case 'list_item_open':
        listDepth++;
        break;
      case 'list_item_close':
        listDepth--;
        break;
      case 'tr_open':
        row = [];
        break;
      case 'tr_close':
        if (row) pieces.push({ kind: 'table-row', text: '', cells: row });
        row = undefined;
        break;
      case 'inline': {
        const lines = inlineLines(token);
        if (row) row.push(lines.join(' '));
        else if (heading !== undefined)
          pieces.push({ kind: 'heading', text: lines.join(' '), level: heading });
        else
          pieces.push(
            ...lines.map((text): Piece => ({ kind: listDepth > 0 ? 'list-item' : 'paragraph', text })),
          );
        break;
      }
      case 'fence':
      case 'code_block':
        pieces.push(...token.content.split('\n').map((text): Piece => ({ kind: 'paragraph', text })));
        break;
    }
  }
  return pieces;
}

/** The words of a text without its marks; a hard break begins a new line, pictures and markup are left out. */
function inlineLines(token: Token): string[] {
  let text = '';
  for (const child of token.children ?? []) {
    if (child.type === 'text' || child.type === 'code_inline') text += child.content;
    else if (child.type === 'softbreak') text += ' ';
    else if (child.type === 'hardbreak' || /^<br\b/i.test(child.content)) text += '\n';
  }
  return text.split('\n');
}
