import type { Locale } from '../../../common/locale';
import { analyse } from './analyse';
import type { Alternative, Token } from './analysis.type';

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
  const tokens = analyse(clean, locale);
  const matched = tokens.flatMap((token) => {
    const found = matchOf(token, matcher);
    return found ? [{ token, ...found }] : [];
  });
  const [start, end] = bestWindow(
    clean,
    tokens,
    matched.map(({ token, key, weight }) => ({ start: token.start, end: token.end, key, weight })),
    length,
  );
  const inside = matched.filter(({ token }) => token.start >= start && token.end <= end);
  let marked = '';
  let from = start;
  for (const { token } of inside) {
    if (token.start < from) continue;
    marked += clean.slice(from, token.start) + MATCH_START + clean.slice(token.start, token.end) + MATCH_END;
    from = token.end;
  }
  marked += clean.slice(from, end);
  const cut = `${start > 0 ? '… ' : ''}${marked.trim()}${end < clean.length ? ' …' : ''}`;
  return { text: cut.replace(/\s+/g, ' '), matches: new Set(inside.map(({ key }) => key)).size };
}

interface Match {
  start: number;
  end: number;
  key: string;
  weight: number;
}

function matchOf(token: Token, matcher: Matcher): { key: string; weight: number } | undefined {
  const exact = matcher.terms.get(token.folded) ?? 0;
  const stem = token.stem === null ? 0 : (matcher.terms.get(token.stem) ?? 0);
  if (exact > 0 || stem > 0) return { key: token.stem ?? token.folded, weight: Math.max(exact, stem) };
  const prefix = matcher.prefixes.find((beginning) => token.folded.startsWith(beginning));
  return prefix === undefined ? undefined : { key: prefix, weight: 0.5 };
}

/** The stretch with the highest worth: each different match counts once in full, its repetitions a little. */
function bestWindow(
  text: string,
  tokens: readonly Token[],
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
  const start = wanted === 0 ? 0 : (tokens.find((token) => token.start >= wanted)?.start ?? wanted);
  const limit = Math.min(text.length, start + length);
  if (limit === text.length) return [start, limit];
  const last = tokens.findLast((token) => token.end <= limit && token.start >= start);
  return [start, Math.max(last?.end ?? limit, best.until > limit ? limit : best.until)];
}
