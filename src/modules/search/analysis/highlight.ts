import type { Locale } from '../../../common/locale';
import { type AnalysedWord, eachWord } from './analyse';
import type { Alternative } from './analysis.type';

/** Stand around a match in a snippet; the API's contract. Texts never hold them: they are taken out first. */
export const MATCH_START = '\ue000';
export const MATCH_END = '\ue001';
const MARKS = /[\ue000\ue001]/g;

/** Which words of a text to mark: the terms of a query's alternatives, and beginnings of unfinished words. */
export interface Matcher {
  /** folded forms and stem terms, each with what a match by it is worth */
  terms: ReadonlyMap<string, number>;
  /** folded beginnings of words */
  prefixes: readonly string[];
}

export interface Snippet {
  /** plain text with U+E000 and U+E001 around the matches; `…` where it was cut */
  text: string;
  /** number of different terms matched in it; 0: nothing matches, the text's beginning is shown */
  matches: number;
}

/** What to mark for a query, from the alternatives of all its words. */
export function matcherOf(alternatives: Iterable<Alternative>, prefixes: readonly string[] = []): Matcher {
  const terms = new Map<string, number>();
  for (const { terms: words, weight } of alternatives) {
    for (const term of words) terms.set(term, Math.max(terms.get(term) ?? 0, weight));
  }
  return { terms, prefixes };
}

/**
 * The passage of a text in which the most matches by worth stand, at most `length` characters long, with the matches
 * marked. `locale` is the text's own language.
 */
export function highlight(text: string, locale: Locale, matcher: Matcher, length = 240): Snippet {
  const clean = text.replace(MARKS, '');
  const matches: Match[] = [];
  const places: Places = { starts: [], ends: [] };
  eachWord(clean, locale, (word, _joined, start, end) => {
    places.starts.push(start);
    places.ends.push(end);
    const found = matchOf(word, matcher);
    if (found) matches.push({ start, end, ...found });
  });
  const [start, end] = bestWindow(clean, places, matches, length);
  const inside = matches.filter((match) => match.start >= start && match.end <= end);
  let marked = '';
  let from = start;
  for (const match of inside) {
    if (match.start < from) continue;
    marked += clean.slice(from, match.start) + MATCH_START + clean.slice(match.start, match.end) + MATCH_END;
    from = match.end;
  }
  marked += clean.slice(from, end);
  const cut = `${start > 0 ? '… ' : ''}${marked.trim()}${end < clean.length ? ' …' : ''}`;
  return { text: cut.replace(/\s+/g, ' '), matches: new Set(inside.map(({ key }) => key)).size };
}

/** Where the words of a text begin and end, in order; most texts have no match, so nothing else is kept of them. */
interface Places {
  starts: number[];
  ends: number[];
}

interface Match {
  start: number;
  end: number;
  key: string;
  weight: number;
}

function matchOf(word: AnalysedWord, matcher: Matcher): { key: string; weight: number } | undefined {
  const { folded, stem } = word;
  const exact = matcher.terms.get(folded) ?? 0;
  const byStem = stem === null ? 0 : (matcher.terms.get(stem) ?? 0);
  if (exact > 0 || byStem > 0) return { key: stem ?? folded, weight: Math.max(exact, byStem) };
  if (matcher.prefixes.length === 0) return undefined;
  const prefix = matcher.prefixes.find((beginning) => folded.startsWith(beginning));
  return prefix === undefined ? undefined : { key: prefix, weight: 0.5 };
}

/** The stretch with the highest worth: each different match counts once in full, its repetitions a little. */
function bestWindow(
  text: string,
  { starts, ends }: Places,
  matches: readonly Match[],
  length: number,
): [start: number, end: number] {
  if (text.length <= length) return [0, text.length];
  let best = { from: 0, until: 0, score: 0 };
  for (const [index, first] of matches.entries()) {
    const seen = new Set<string>();
    let score = 0;
    let until = first.end;
    for (const match of matches.slice(index)) {
      if (match.end - first.start > length) break;
      score += seen.has(match.key) ? match.weight / 10 : match.weight;
      seen.add(match.key);
      until = match.end;
    }
    if (score > best.score) best = { from: first.start, until, score };
  }
  const spare = Math.max(0, length - (best.until - best.from));
  const wanted = Math.max(0, Math.min(best.from - Math.floor(spare / 3), text.length - length));
  const start = wanted === 0 ? 0 : (starts.find((place) => place >= wanted) ?? wanted);
  const limit = Math.min(text.length, start + length);
  if (limit === text.length) return [start, limit];
  const last = ends.findLast((place, index) => place <= limit && (starts[index] ?? 0) >= start);
  return [start, Math.max(last ?? limit, best.until > limit ? limit : best.until)];
}
