/** A word in a text; `start` and `end` are UTF-16 offsets into the text as given. */
export interface Segment {
  start: number;
  end: number;
  text: string;
  /** joined to the next word by a hyphen, as `spolu-` in `spolu-tvorby` */
  hyphened: boolean;
}

/** Where `nextWord` puts what it found. */
export type WordPlace = Omit<Segment, 'text'>;

const APOSTROPHES = new Set(["'", '\u2019', '\u02bc', '\u2018', '\u00b4', '`']);
const HYPHENS = new Set(['-', '\u2010', '\u2011']);

/** What a character does in a word: 0 is not looked up yet. */
const OTHER = 1;
/** letters and digits, which begin one */
const LETTER = 2;
const MARK = 3;
/** the Catalan middle dot and signs that print nothing, inside a word only */
const JOINER = 4;

/** By UTF-16 unit, filled as units are met; asking a regular expression for each would take most of an indexing's time. */
const classes = new Uint8Array(0x10000);

function classOf(character: string): number {
  if (/[\p{L}\p{N}]/u.test(character)) return LETTER;
  if (/\p{M}/u.test(character)) return MARK;
  return /[\u00b7\u00ad\u200b-\u200f\u2060\ufeff]/.test(character) ? JOINER : OTHER;
}

/** Two units are one character, whose class both have; one without the other is none. */
function classOfPair(text: string, at: number): number {
  const first = text.charCodeAt(at) < 0xdc00 ? at : at - 1;
  const point = text.codePointAt(first) ?? 0;
  return point > 0xffff ? classOf(String.fromCodePoint(point)) : OTHER;
}

function classAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit >= 0xd800 && unit < 0xe000) return classOfPair(text, at);
  const known = classes[unit] ?? OTHER;
  if (known !== 0) return known;
  return (classes[unit] = classOf(text.charAt(at)));
}

/**
 * The next word of a text that begins at `from` or after it; false where there is none. A word is letters, digits and
 * marks. An elided letter beside an apostrophe (`l'acció`, `d'Horta`, `city's`, `thema's`) is no word of its own and is
 * left out.
 */
export function nextWord(text: string, from: number, place: WordPlace): boolean {
  const { length } = text;
  for (let at = from; at < length;) {
    if (classAt(text, at) !== LETTER) {
      at += 1;
      continue;
    }
    const start = at;
    for (;;) {
      for (let found = LETTER; at < length && (found === LETTER || found === MARK);) {
        at += 1;
        found = at < length ? classAt(text, at) : OTHER;
      }
      let beyond = at;
      while (beyond < length && classAt(text, beyond) === JOINER) beyond += 1;
      const goesOn = beyond > at && beyond < length && classAt(text, beyond) !== OTHER;
      if (!goesOn) break;
      at = beyond;
    }
    if (at === start + 1 && isElided(text, start, at)) continue;
    place.start = start;
    place.end = at;
    place.hyphened = HYPHENS.has(text.charAt(at)) && isWordCharacter(text, at + 1);
    return true;
  }
  return false;
}

/** The words of a text, in order; see `nextWord`. */
export function segment(text: string): Segment[] {
  const words: Segment[] = [];
  const place: WordPlace = { start: 0, end: 0, hyphened: false };
  for (let from = 0; nextWord(text, from, place); from = place.end) {
    const { start, end, hyphened } = place;
    words.push({ start, end, text: text.slice(start, end), hyphened });
  }
  return words;
}

function isElided(text: string, start: number, end: number): boolean {
  return (
    (APOSTROPHES.has(text.charAt(end)) && isWordCharacter(text, end + 1)) ||
    (start > 1 && APOSTROPHES.has(text.charAt(start - 1)) && isWordCharacter(text, start - 2))
  );
}

function isWordCharacter(text: string, at: number): boolean {
  return at < text.length && classAt(text, at) === LETTER;
}
