import type { BlockKind } from '../../read-document';
import { isListItem, withoutBullet } from '../text/text-lines';
import type { PageLine } from './layout.type';

/** A block that is still being put together. */
export interface Paragraph {
  kind: BlockKind;
  text: string;
  page: number;
  level?: number;
  cells?: string[];
}

const ENDS_SENTENCE = /[.!?:;…]["“”»)]?$/u;
const LONGEST_HEADING = 200;

/** Lines of a document as paragraphs, list items, headings and rows; words that were parted at a line's end are whole. */
export function toParagraphs(lines: readonly PageLine[]): Paragraph[] {
  const body = bodySize(lines);
  const levels = headingLevels(lines, body);
  const hyphenated = wordsWithHyphen(lines);
  const gap = usualGap(lines, body);
  const paragraphs: Paragraph[] = [];
  let before: PageLine | undefined;
  for (const line of lines) {
    const current = paragraphs.at(-1);
    const level = headingLevel(line, levels, body);
    if (line.cells)
      paragraphs.push({ kind: 'table-row', text: line.text, page: line.page, cells: line.cells });
    else if (current && before && goesOn(current, before, line, level, gap)) {
      current.text = joinLines(current.text, line.text, hyphenated);
    } else if (level !== undefined) {
      paragraphs.push({ kind: 'heading', text: line.text, page: line.page, level });
    } else if (isListItem(line.text)) {
      paragraphs.push({ kind: 'list-item', text: withoutBullet(line.text), page: line.page });
    } else {
      paragraphs.push({ kind: 'paragraph', text: line.text, page: line.page });
    }
    before = line;
  }
  // A whole passage in bold or large letters is no heading.
  return paragraphs.map((paragraph) =>
    paragraph.kind === 'heading' && paragraph.text.length > LONGEST_HEADING
      ? { kind: 'paragraph', text: paragraph.text, page: paragraph.page }
      : paragraph,
  );
}

function goesOn(
  current: Paragraph,
  before: PageLine,
  line: PageLine,
  level: number | undefined,
  gap: number,
): boolean {
  if (before.cells || line.cells) return false;
  if (current.kind === 'heading') {
    const isNear = line.page === before.page && line.y > before.y && line.y - before.y < line.size * 1.9;
    return level === current.level && isNear;
  }
  if (level !== undefined || isListItem(line.text)) return false;
  if (Math.abs(line.size - before.size) > 0.8) return false;
  const endsSentence = ENDS_SENTENCE.test(before.text);
  const beginsSmall = /^[\p{Ll}(]/u.test(line.text);
  // Over a page or column no gap can be measured: only a sentence that is not over goes on.
  if (line.startsStretch || line.page !== before.page || line.y < before.y)
    return !endsSentence && beginsSmall;
  if (line.y - before.y > Math.max(gap, line.size * 1.15) * 1.4) return false;
  const wasFull = before.right > before.columnRight - (before.columnRight - before.x) * 0.18;
  if (wasFull) return !(endsSentence && line.x > before.x + line.size && current.kind !== 'list-item');
  return beginsSmall || before.text.endsWith(',') || before.text.endsWith('-');
}

/** Words over a line's end. The hyphen stays where the document writes the word with it elsewhere. */
function joinLines(before: string, next: string, hyphenated: ReadonlySet<string>): string {
  const left = /(\p{L}+)-$/u.exec(before)?.[1];
  const right = /^(\p{Ll}+)/u.exec(next)?.[1];
  if (left === undefined || right === undefined) return `${before} ${next}`;
  return hyphenated.has(`${left}-${right}`.toLowerCase()) ? before + next : before.slice(0, -1) + next;
}

function wordsWithHyphen(lines: readonly PageLine[]): Set<string> {
  const words = lines.flatMap(({ text }) => text.match(/\p{L}+-\p{L}+/gu) ?? []);
  return new Set(words.map((word) => word.toLowerCase()));
}

/** The size that most letters have outside tables. */
function bodySize(lines: readonly PageLine[]): number {
  const letters = new Map<number, number>();
  for (const { size, text, cells } of lines) {
    if (cells) continue;
    const step = Math.round(size * 2) / 2;
    letters.set(step, (letters.get(step) ?? 0) + text.length);
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

/** Sizes above that of the body, the largest first, are the levels of headings; bold in the body's size is the last. */
function headingLevels(lines: readonly PageLine[], body: number): number[] {
  const sizes = lines
    .filter(({ cells }) => !cells)
    .map(({ size }) => Math.round(size * 2) / 2)
    .filter((size) => size > body * 1.12);
  return [...new Set(sizes)].sort((a, b) => b - a).slice(0, 5);
}

function headingLevel(line: PageLine, levels: readonly number[], body: number): number | undefined {
  if (line.cells || line.text.length > LONGEST_HEADING || !/\p{L}/u.test(line.text)) return undefined;
  const at = levels.indexOf(Math.round(line.size * 2) / 2);
  if (at >= 0) return at + 1;
  const isBold = line.bold && line.size >= body * 0.95 && line.text.length < 120;
  return isBold && !/[.;]$/.test(line.text) && !isListItem(line.text) ? levels.length + 1 : undefined;
}

/** Distance of two lines of the body, as most of them have it. */
function usualGap(lines: readonly PageLine[], body: number): number {
  const gaps: number[] = [];
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    if (!before || before.page !== line.page || Math.abs(line.size - body) > 0.6) continue;
    const gap = line.y - before.y;
    if (gap > body * 0.8 && gap < body * 2.5) gaps.push(gap);
  }
  gaps.sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? body * 1.2;
}
