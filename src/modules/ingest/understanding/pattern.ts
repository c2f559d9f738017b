import { type Word, wordsOf } from './words';

/**
 * A phrase of the lexicon: words that follow one another. `mest*` matches every word that begins so, ` ~ ` stands
 * for up to six other words. Written with diacritics, compared without.
 */
export interface Pattern {
  readonly parts: readonly PatternPart[];
  /** number of words that it asks for */
  readonly weight: number;
}

interface PatternPart {
  word: string;
  isPrefix: boolean;
  /** other words may stand before this one */
  afterGap: boolean;
}

export interface PatternMatch {
  /** indexes of the first word and after the last one */
  from: number;
  to: number;
  weight: number;
}

const WIDEST_GAP = 6;

export function compilePattern(phrase: string): Pattern {
  const parts: PatternPart[] = [];
  let afterGap = false;
  for (const piece of phrase.split(/\s+/)) {
    if (piece === '~') {
      afterGap = true;
      continue;
    }
    const isPrefix = piece.endsWith('*');
    const words = wordsOf(isPrefix ? piece.slice(0, -1) : piece);
    for (const [index, word] of words.entries()) {
      parts.push({ word: word.folded, isPrefix: isPrefix && index === words.length - 1, afterGap });
      afterGap = false;
    }
  }
  return { parts, weight: parts.length };
}

export const compilePatterns = (phrases: readonly string[]): Pattern[] =>
  phrases.map(compilePattern).filter((pattern) => pattern.weight > 0);

/** The pattern at exactly this word, or undefined. */
export function matchAt(words: readonly Word[], pattern: Pattern, from: number): PatternMatch | undefined {
  let at = from;
  for (const part of pattern.parts) {
    const limit = part.afterGap && at > from ? at + WIDEST_GAP : at;
    let found = -1;
    for (let index = at; index <= limit && index < words.length; index++) {
      const word = words[index]?.folded ?? '';
      if (part.isPrefix ? word.startsWith(part.word) : word === part.word) {
        found = index;
        break;
      }
    }
    if (found === -1) return undefined;
    at = found + 1;
  }
  return { from, to: at, weight: pattern.weight };
}

/** The first and longest match of any of the patterns at or after a word. */
export function findPattern(
  words: readonly Word[],
  patterns: readonly Pattern[],
  start = 0,
): PatternMatch | undefined {
  for (let from = start; from < words.length; from++) {
    let best: PatternMatch | undefined;
    for (const pattern of patterns) {
      const match = matchAt(words, pattern, from);
      if (match && (!best || match.weight > best.weight)) best = match;
    }
    if (best) return best;
  }
  return undefined;
}

/** All matches, none overlapping another. */
export function findPatterns(words: readonly Word[], patterns: readonly Pattern[]): PatternMatch[] {
  const matches: PatternMatch[] = [];
  for (let match = findPattern(words, patterns); match; match = findPattern(words, patterns, match.to)) {
    matches.push(match);
  }
  return matches;
}

export const hasPattern = (text: string, patterns: readonly Pattern[]): boolean =>
  findPattern(wordsOf(text), patterns) !== undefined;
