/** A line of a text with what the page itself says of it. */
export interface TextLine {
  text: string;
  /** its number in the file, from 1 */
  number: number;
  /** an empty line stands before it */
  afterGap: boolean;
}

const BULLET = /^\s*(?:[•·▪◦‣●○–—*-]|[a-z]\)|\(?[a-z0-9]{1,2}\))\s+(?=\S)/u;
/** `1.5. Definition`, `3.1.Schedule`: at least two parts, since `1.` alone may number a list */
const NUMBERED = /^\d{1,2}(?:\.\d{1,2}){1,3}\.?\s?(?=\p{L})/u;
const LONGEST_HEADING = 160;

export const isListItem = (text: string): boolean => BULLET.test(text);
export const withoutBullet = (text: string): string => text.replace(BULLET, '');

/** Depth of a numbered heading (`1.5.` is 2); undefined for any other line. */
export function headingDepth(text: string): number | undefined {
  const number = NUMBERED.exec(text)?.[0];
  if (number === undefined || text.length > LONGEST_HEADING) return undefined;
  return number.split('.').filter((part) => part.trim() !== '').length;
}

/** Text files of mail programs and terminals break lines at a width: then one paragraph is many lines. */
export function isHardWrapped(lines: readonly string[]): boolean {
  const lengths = lines.map((line) => line.trimEnd().length);
  const longest = Math.max(0, ...lengths);
  if (longest > 120 || longest < 50) return false;
  const inner = lengths.filter((length, index) => length > 0 && (lengths[index + 1] ?? 0) > 0);
  return inner.length >= 4 && inner.filter((length) => length >= longest * 0.7).length >= inner.length * 0.6;
}

/** Lines that belong together as one: those of a wrapped paragraph, and a sentence that goes on after a comma. */
export function joinLines(lines: readonly TextLine[], isWrapped: boolean): TextLine[] {
  const joined: TextLine[] = [];
  for (const line of lines) {
    const before = joined.at(-1);
    const goesOn = before && !line.afterGap && continues(before.text, line.text, isWrapped);
    if (goesOn) before.text = joinWords(before.text, line.text, isWrapped);
    else joined.push({ ...line });
  }
  return joined;
}

function continues(before: string, next: string, isWrapped: boolean): boolean {
  if (isListItem(next) || headingDepth(next) !== undefined) return false;
  if (isWrapped) return headingDepth(before) === undefined;
  return before.length > 120 && /,$/.test(before.trimEnd()) && /^\s*\p{Ll}/u.test(next);
}

function joinWords(before: string, next: string, isWrapped: boolean): string {
  const broken = isWrapped && /\p{Ll}-$/u.test(before) && /^\s*\p{Ll}/u.test(next);
  return broken ? before.slice(0, -1) + next.trimStart() : `${before.trimEnd()} ${next.trimStart()}`;
}
