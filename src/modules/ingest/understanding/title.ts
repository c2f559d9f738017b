import { hasPattern } from './pattern';
import { findDates } from './dates';
import type { Reading } from './record-builder';
import type { Line, Section } from './sections';
import { withoutNumber } from './headings';
import { wordsOf } from './words';

const FIRST_LINES = 8;

/**
 * The line that names the document: its highest heading, else what the file says of itself where the text agrees, else
 * the likeliest of the first lines. A site's name in the front matter is no title.
 */
export function findTitle(
  lines: readonly Line[],
  sections: readonly Section[],
  declared: string | undefined,
  reading: Reading,
): Line | undefined {
  const known = new Set(sections.flatMap(({ role, heading }) => (role && heading ? [heading.index] : [])));
  const firstField = Math.min(Infinity, ...known);
  const highest = lines.find(
    (line) =>
      line.kind === 'heading' && line.level === 1 && !known.has(line.index) && line.index <= firstField,
  );
  if (highest) return { ...highest, text: withoutNumber(highest.text).text || highest.text };
  const scored = lines
    .filter((line) => line.index < firstField && line.kind !== 'table-row' && line.kind !== 'list-item')
    .slice(0, FIRST_LINES)
    .map((line, index) => ({ line, score: scoreOf(line.text, reading) - index * 0.15 }))
    .sort((a, b) => b.score - a.score);
  if (declared && isAbout(declared, lines)) {
    const first = lines[0];
    return { kind: 'heading', text: declared, anchor: first?.anchor ?? {}, index: -1 };
  }
  const [best] = scored;
  if (best && best.score > -0.5) return best.line;
  return lines.find((line) => line.kind === 'heading' && line.level === 1);
}

function scoreOf(text: string, { lexicons, dateWords, gazetteer }: Reading): number {
  const own = lexicons[0];
  const words = wordsOf(text).length;
  if (words === 0 || words > 40) return -5;
  const signs = own ? Object.values(own.kinds).filter((patterns) => hasPattern(text, patterns)).length : 0;
  const isShort = words <= 2 ? -0.5 : 0;
  const isSentence = /:$/u.test(text) ? -1.5 : /[.;,]$/u.test(text) ? -0.6 : /^\d/u.test(text) ? -0.4 : 0;
  const isNamed = gazetteer.find(text).length > 0 ? 0.5 : 0;
  return (
    Math.min(signs, 3) * 0.6 +
    (findDates(text, dateWords).length > 0 ? 0.4 : 0) +
    isShort +
    isNamed +
    isSentence +
    (words > 25 ? -0.5 : 0)
  );
}

/** Whether most words of a declared title occur in the text: a site's name does not. */
function isAbout(declared: string, lines: readonly Line[]): boolean {
  const text = new Set(
    lines
      .slice(0, 40)
      .flatMap((line) => wordsOf(line.text))
      .map((word) => word.folded.slice(0, 5)),
  );
  const words = wordsOf(declared).filter((word) => word.folded.length > 2);
  if (words.length < 2) return false;
  const found = words.filter((word) => text.has(word.folded.slice(0, 5))).length;
  return found / words.length >= 0.6;
}
