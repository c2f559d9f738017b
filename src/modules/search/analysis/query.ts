import type { Locale } from '../../../common/locale';
import { fold, segment, STEMMED_LOCALES } from '../../../platform/language';
import { MAX_WORD_LENGTH, stemOf } from './analyse';
import type { ParsedQuery, QueryPhrase, QueryWord, StemTerm } from './analysis.type';
import { isQueryStopWord } from './stop-words';

/** More of a query is not read: 2,000 characters, 24 different words, 8 phrases, 8 exclusions. */
export const QUERY_LIMITS = { characters: 2000, words: 24, phrases: 8, excluded: 8 } as const;

const QUOTES = /["\u201c\u201d\u201e\u201f\u00ab\u00bb]/;

interface Piece {
  text: string;
  quoted: boolean;
  excluded: boolean;
}

/**
 * Takes any string for a query: words, `"phrases"`, `-excluded` words or phrases. There is no other syntax, so no
 * input is an error: brackets, operators, control characters and unbalanced quotes are signs between words.
 * The last word counts as unfinished unless a space or a sign follows it.
 */
export function parseQuery(query: string, locale: Locale): ParsedQuery {
  const text = query.slice(0, QUERY_LIMITS.characters);
  const parsed: ParsedQuery = { words: [], phrases: [], excluded: [], ignored: [] };
  const littleWords: QueryWord[] = [];
  const pieces = split(text);
  for (const [index, piece] of pieces.entries()) {
    const segments = segment(piece.text);
    const folded = segments
      .map((word) => fold(word.text).slice(0, MAX_WORD_LENGTH))
      .filter((word) => word !== '');
    if (folded.length === 0) continue;
    const phrase: QueryPhrase = { surface: piece.text.trim(), words: folded };
    if (piece.excluded) {
      if (parsed.excluded.length < QUERY_LIMITS.excluded) parsed.excluded.push(phrase);
    } else if (piece.quoted) {
      if (parsed.phrases.length < QUERY_LIMITS.phrases) parsed.phrases.push(phrase);
    } else {
      const unfinished = index === pieces.length - 1 && segments.at(-1)?.end === piece.text.length;
      addWords(parsed, littleWords, piece.text, unfinished, locale);
    }
  }
  if (parsed.words.length === 0 && parsed.phrases.length === 0) parsed.words = littleWords;
  else parsed.ignored = littleWords.map((word) => word.surface);
  return parsed;
}

/** Cuts a query at quotes and finds what a minus sign excludes. A quote without its partner is no quote. */
function split(text: string): Piece[] {
  const pieces: Piece[] = [];
  const parts = text.split(QUOTES);
  const balanced = parts.length - 1 - ((parts.length - 1) % 2);
  let minus = false;
  parts.forEach((part, index) => {
    if (index % 2 === 1 && index <= balanced) {
      pieces.push({ text: part, quoted: true, excluded: minus });
      minus = false;
      return;
    }
    minus = index < balanced && /(^|\s)[-\u2212]$/.test(part);
    let plainFrom = 0;
    for (const match of part.matchAll(/(?<=^|\s)[-\u2212](?=[\p{L}\p{N}])(\S+)/gu)) {
      pieces.push({ text: part.slice(plainFrom, match.index), quoted: false, excluded: false });
      pieces.push({ text: match[1] ?? '', quoted: false, excluded: true });
      plainFrom = match.index + match[0].length;
    }
    pieces.push({ text: part.slice(plainFrom), quoted: false, excluded: false });
  });
  return pieces.filter((piece) => piece.text !== '');
}

function addWords(
  parsed: ParsedQuery,
  littleWords: QueryWord[],
  text: string,
  unfinished: boolean,
  locale: Locale,
): void {
  const segments = segment(text);
  for (const [index, part] of segments.entries()) {
    const folded = fold(part.text).slice(0, MAX_WORD_LENGTH);
    if (folded === '') continue;
    const prefix = unfinished && index === segments.length - 1;
    const known = parsed.words.find((word) => word.folded === folded);
    if (known) {
      known.prefix ||= prefix;
      continue;
    }
    const target = isQueryStopWord(folded, locale) ? littleWords : parsed.words;
    if (target.length >= QUERY_LIMITS.words || target.some((word) => word.folded === folded)) continue;
    const previous = segments[index - 1];
    const joined = previous?.hyphened
      ? fold(previous.text + part.text)
      : part.hyphened
        ? fold(part.text + (segments[index + 1]?.text ?? ''))
        : undefined;
    target.push({
      surface: part.text,
      folded,
      stems: stemsOf(folded, locale),
      prefix: prefix && folded.length > 1,
      synonyms: joined ? [[joined.slice(0, MAX_WORD_LENGTH)]] : [],
    });
  }
}

function stemsOf(folded: string, locale: Locale): StemTerm[] {
  const locales = [locale, ...STEMMED_LOCALES.filter((other) => other !== locale)];
  return locales.flatMap((language) => {
    const term = stemOf(folded, language);
    return term === null ? [] : [{ locale: language, term }];
  });
}
