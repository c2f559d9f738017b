import { fold } from '../../../platform/language';
import { withoutNumber } from './headings';
import type { Line } from './sections';
import { squeeze } from './words';

/** Fewer lines are no table of contents. */
const FEWEST_ENTRIES = 3;
/** `2 Vision and objectives | 4`, `3. Actions ........ 5` */
const PAGE_AT_END = /[\s.·…_|](\d{1,3})$/u;
const LEADER_AT_END = /[\s.·…_|]+$/u;
const LONGEST_ENTRY = 200;

interface Entry {
  words: string;
  page: number;
}

/** Lines without the table of contents and its heading: what it names stands where it is told. */
export function withoutContentsList(lines: readonly Line[]): Line[] {
  const headings = new Set(
    lines
      .filter(({ kind, text }) => kind !== 'table-row' && text.length <= LONGEST_ENTRY)
      .map(({ text }) => plain(withoutNumber(text).text)),
  );
  const left: Line[] = [];
  for (let at = 0; at < lines.length;) {
    const entries = entriesFrom(lines, at);
    const known = entries.filter(({ words }) => headings.has(words)).length;
    const length = Math.max(1, entries.length);
    const isContents = entries.length >= FEWEST_ENTRIES && known >= entries.length / 2;
    if (!isContents) left.push(...lines.slice(at, at + length));
    else if (left.at(-1)?.kind === 'heading') left.pop();
    at += length;
  }
  return left;
}

/** Entries that follow one another, each on a page not before that of the last. */
function entriesFrom(lines: readonly Line[], start: number): Entry[] {
  const entries: Entry[] = [];
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at];
    const entry = line && entryOf(line);
    if (!entry || entry.page < (entries.at(-1)?.page ?? 0)) break;
    entries.push(entry);
  }
  return entries;
}

function entryOf({ text }: Line): Entry | undefined {
  const match = text.length <= LONGEST_ENTRY ? PAGE_AT_END.exec(text) : null;
  if (!match) return undefined;
  const words = plain(withoutNumber(text.slice(0, match.index).replace(LEADER_AT_END, '')).text);
  return /\p{L}/u.test(words) ? { words, page: Number(match[1]) } : undefined;
}

const plain = (text: string): string => fold(squeeze(text)).replace(/[\s.:|]+$/u, '');
