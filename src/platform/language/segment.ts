/** A word in a text; `start` and `end` are UTF-16 offsets into the text as given. */
export interface Segment {
  start: number;
  end: number;
  text: string;
  /** joined to the next word by a hyphen, as `spolu-` in `spolu-tvorby` */
  hyphened: boolean;
}

/** Letters, digits and marks; inside a word also the Catalan middle dot and signs that print nothing. */
const WORD =
  /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[\u00b7\u00ad\u200b-\u200f\u2060\ufeff]+[\p{L}\p{N}\p{M}]+)*/gu;
const APOSTROPHES = new Set(["'", '\u2019', '\u02bc', '\u2018', '\u00b4', '`']);
const HYPHENS = new Set(['-', '\u2010', '\u2011']);

/**
 * The words of a text, in order. An elided letter beside an apostrophe (`l'acció`, `d'Horta`, `city's`, `thema's`)
 * is no word of its own and is left out.
 */
export function segment(text: string): Segment[] {
  const words: Segment[] = [];
  WORD.lastIndex = 0;
  for (let match = WORD.exec(text); match; match = WORD.exec(text)) {
    const word = match[0];
    const start = match.index;
    const end = start + word.length;
    if (word.length === 1 && isElided(text, start, end)) continue;
    const after = text.charAt(end);
    words.push({
      start,
      end,
      text: word,
      hyphened: HYPHENS.has(after) && isWordCharacter(text.charAt(end + 1)),
    });
  }
  return words;
}

function isElided(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  return (
    (APOSTROPHES.has(after) && isWordCharacter(text.charAt(end + 1))) ||
    (APOSTROPHES.has(before) && start > 1 && isWordCharacter(text.charAt(start - 2)))
  );
}

function isWordCharacter(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
