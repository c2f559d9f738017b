import { fold } from '../../../platform/language';
import { withoutNumber } from './headings';
import type { Line } from './sections';
import { squeeze } from './words';

/** Fewer lines are no table of contents. */
const FEWEST_ENTRIES = 3;
/** `2 Vision and objectives | 4`, `3. Actions ........ 5` */
const ENTRY = /^(.*\p{L}.*?)(?:\s*(?:[.·…_]\s?){3,}|\s*\|\s*|\s+)(\d{1,3})$/u;

interface Entry {
  words: string;
  page: number;
}

/** Lines without the table of contents and its heading: what it names stands where it is told. */
export function withoutContentsList(lines: readonly Line[]): Line[] {
  const headings = new Set(
    lines.filter(({ kind }) => kind !== 'table-row').map(({ text }) => plain(withoutNumber(text).text)),
  );
  const left: Line[] = [];
  for (let at = 0; at < lines.length;) {
    const entries = entriesFrom(lines, at);
    const known = entries.filter(({ words }) => headings.has(words)).length;
    if (entries.length >= FEWEST_ENTRIES && known >= entries.length / 2) {
      if (left.at(-1)?.kind === 'heading') left.pop();
      at += entries.length;
    } else {
      left.push(...lines.slice(at, at + 1));
      at += 1;
    }
  }
  return left;
}

/** Entries that follow one another, each on a page not before that of the last. */
function entriesFrom(lines: readonly Line[], start: number): Entry[] {
  const entries: Entry[] = [];
  for (const line of lines.slice(start)) {
    const entry = entryOf(line);
    if (!entry || entry.page < (entries.at(-1)?.page ?? 0)) break;
    entries.push(entry);
  }
  return entries;
}

function entryOf({ text }: Line): Entry | undefined {
  const match = ENTRY.exec(text);
  return match ? { words: plain(withoutNumber(match[1] ?? '').text), page: Number(match[2]) } : undefined;
}

const plain = (text: string): string => fold(squeeze(text)).replace(/[\s.:|]+$/u, '');
