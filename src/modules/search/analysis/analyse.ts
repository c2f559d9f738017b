import type { Locale } from '../../../common/locale';
import { fold, segment, type Segment, stemmerFor } from '../../../platform/language';
import type { Token } from './analysis.type';
import { isStopWord } from './stop-words';

/** Longer words are cut here: nobody types them, and an index entry must stay small. */
export const MAX_WORD_LENGTH = 48;
/** A language's known words are forgotten when there are this many, so that memory stays bounded. */
const CACHE_SIZE = 100_000;

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

const caches = new Map<Locale, Map<string, AnalysedWord>>();

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
  const cache = cacheOf(locale);
  const segments = segment(text);
  for (let place = 0; place < segments.length; place += 1) {
    const part = segments[place];
    if (!part) continue;
    const word = analyseWord(part.text, locale, cache);
    if (word.folded === '') continue;
    found(word, false, part.start, part.end);
    const joined = part.hyphened ? joinFrom(segments, place) : undefined;
    if (joined) found(analyseWord(joined.text, locale, cache), true, part.start, joined.end);
  }
}

/** `spolu-` + `tvorby` → `spolutvorby`; nothing within a chain, whose beginning has given the joined form already. */
function joinFrom(segments: Segment[], from: number): { text: string; end: number } | undefined {
  if (segments[from - 1]?.hyphened) return undefined;
  let text = '';
  let last = from;
  for (; last < segments.length && last < from + 4; last += 1) {
    const part = segments[last];
    if (!part) break;
    text += part.text;
    if (!part.hyphened) return { text, end: part.end };
  }
  return undefined;
}

function analyseWord(word: string, locale: Locale, cache: Map<string, AnalysedWord>): AnalysedWord {
  const known = cache.get(word);
  if (known) return known;
  // A word cut out of a text keeps the whole text in memory; one put together from its letters does not.
  const own = Array.from(word).join('');
  const folded = fold(own).slice(0, MAX_WORD_LENGTH);
  const stem = folded === '' || isStopWord(folded, locale) ? null : stemOf(folded, locale);
  const analysed = { folded, stem, numberedBy: null, foldedNumber: -1, stemNumber: -1 };
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(own, analysed);
  return analysed;
}

function cacheOf(locale: Locale): Map<string, AnalysedWord> {
  let cache = caches.get(locale);
  if (!cache) {
    cache = new Map();
    caches.set(locale, cache);
  }
  return cache;
}
