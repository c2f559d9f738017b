import type { Locale } from '../../../common/locale';
import { fold, nextWord, stemmerFor, type WordPlace } from '../../../platform/language';
import type { Token } from './analysis.type';
import { isStopWord } from './stop-words';
import { WordTable } from './word-table';

/** Longer words are cut here: nobody types them, and an index entry must stay small. */
export const MAX_WORD_LENGTH = 48;
/** A language's known words are forgotten when there are this many, so that memory stays bounded. */
const CACHE_SIZE = 100_000;
/** Longer chains of hyphens are no word. */
const MOST_PARTS = 4;

/** A word of a language; the same object again and again, until it is forgotten. */
export interface AnalysedWord {
  folded: string;
  stem: string | null;
  /** Room for whoever numbers terms (`numberedBy`) to note this word's own, as looking each word up costs the most. */
  numberedBy: object | null;
  foldedNumber: number;
  /** -1: it has no stem */
  stemNumber: number;
}

interface KnownWords {
  table: WordTable<AnalysedWord>;
  make: (word: string) => AnalysedWord;
}

const known = new Map<Locale, KnownWords>();

/** The term under which a stem of a language is indexed. Words have no colon, so it never meets a folded form. */
export function stemTerm(locale: Locale, stem: string): string {
  return `${locale}:${stem}`;
}

/** A word's folded form and the term of its stem in that language (null where there is no stemmer). */
export function stemOf(folded: string, locale: Locale): string | null {
  const stem = stemmerFor(locale);
  return stem ? stemTerm(locale, stem(folded)) : null;
}

/**
 * The words of a text in its own language, in order, with their terms. A hyphenated word gives its parts and, in
 * addition, the parts joined (`spolu-tvorby` is found as `spolutvorby`, `tvorby`, and `spolu tvorby`).
 */
export function analyse(text: string, locale: Locale): Token[] {
  const tokens: Token[] = [];
  let position = -1;
  eachWord(text, locale, ({ folded, stem }, joined, start, end) => {
    if (!joined) position += 1;
    tokens.push({ start, end, position, folded, stem, joined });
  });
  return tokens;
}

/** The same words as `analyse` gives, one after the other: the index reads millions of them. */
export function eachWord(
  text: string,
  locale: Locale,
  found: (word: AnalysedWord, joined: boolean, start: number, end: number) => void,
): void {
  const { table, make } = wordsOf(locale);
  const place: WordPlace = { start: 0, end: 0, hyphened: false };
  let isWithinChain = false;
  for (let from = 0; nextWord(text, from, place);) {
    const { start, end, hyphened } = place;
    const word = table.of(text, start, end, make);
    if (word.folded !== '') {
      found(word, false, start, end);
      // Not within a chain, whose beginning has given the joined form already.
      const joined = hyphened && !isWithinChain ? joinFrom(text, place) : undefined;
      if (joined) found(table.of(joined.text, 0, joined.text.length, make), true, start, joined.end);
    }
    isWithinChain = hyphened;
    from = end;
  }
}

/** `spolu-` + `tvorby` → `spolutvorby`, from up to four parts. */
function joinFrom(text: string, { start, end }: WordPlace): { text: string; end: number } | undefined {
  let joined = text.slice(start, end);
  const next: WordPlace = { start, end, hyphened: true };
  for (let parts = 1; parts < MOST_PARTS && nextWord(text, next.end, next); parts += 1) {
    joined += text.slice(next.start, next.end);
    if (!next.hyphened) return { text: joined, end: next.end };
  }
  return undefined;
}

function wordsOf(locale: Locale): KnownWords {
  const words = known.get(locale);
  if (words) return words;
  const made: KnownWords = {
    table: new WordTable(CACHE_SIZE),
    make: (word) => {
      const folded = fold(word).slice(0, MAX_WORD_LENGTH);
      const stem = folded === '' || isStopWord(folded, locale) ? null : stemOf(folded, locale);
      return { folded, stem, numberedBy: null, foldedNumber: -1, stemNumber: -1 };
    },
  };
  known.set(locale, made);
  return made;
}
