import type { Alternative, QueryWord } from './analysis.type';
import { allowedTypos, editDistance } from './edit-distance';

/** What a match is worth next to the word itself (`Alternative.weight`). Chosen by `bench:relevance`. */
export const MATCH_WEIGHTS = {
  exact: 1,
  synonym: 0.9,
  ownStem: 0.65,
  otherStem: 0.3,
  prefix: 0.6,
  typo: { 1: 0.7, 2: 0.4 },
} as const;

/** At most so many words of the vocabulary stand for a prefix or a mistyped word; the most frequent ones. */
export const EXPANSION_LIMITS = { prefix: 50, typo: 8 } as const;

/** A folded word of the index and in how many rows it stands. */
export interface VocabularyWord {
  term: string;
  frequency: number;
}

/** The terms that satisfy a query word without a look into the vocabulary: itself, its synonyms, its stems. */
export function directAlternatives(word: QueryWord): Alternative[] {
  return [
    { terms: [word.folded], kind: 'exact', weight: MATCH_WEIGHTS.exact },
    ...word.synonyms.map((terms): Alternative => ({ terms, kind: 'synonym', weight: MATCH_WEIGHTS.synonym })),
    ...word.stems.map(({ term }, index): Alternative => ({
      terms: [term],
      kind: 'stem',
      weight: index === 0 ? MATCH_WEIGHTS.ownStem : MATCH_WEIGHTS.otherStem,
    })),
  ];
}

/** Words of the vocabulary that begin with an unfinished word; those that end soon are worth more. */
export function prefixAlternatives(word: QueryWord, candidates: readonly VocabularyWord[]): Alternative[] {
  return candidates
    .filter(({ term }) => term.length > word.folded.length && term.startsWith(word.folded))
    .sort((a, b) => b.frequency - a.frequency || compare(a.term, b.term))
    .slice(0, EXPANSION_LIMITS.prefix)
    .map(({ term }) => ({
      terms: [term],
      kind: 'prefix',
      weight: MATCH_WEIGHTS.prefix * Math.sqrt(word.folded.length / term.length),
    }));
}

/**
 * What a word that the index does not know was probably meant to be: the words of the vocabulary within
 * `allowedTypos`, nearest first, of equally near ones the more frequent. `correction` of a query is the first.
 */
export function typoAlternatives(word: QueryWord, candidates: readonly VocabularyWord[]): Alternative[] {
  const limit = allowedTypos(word.folded.length);
  if (limit === 0) return [];
  return candidates
    .map(({ term, frequency }) => ({ term, frequency, distance: editDistance(word.folded, term, limit) }))
    .filter(({ distance }) => distance > 0 && distance <= limit)
    .sort(
      (a, b) =>
        a.distance - b.distance ||
        firstLetterKept(b.term, word.folded) - firstLetterKept(a.term, word.folded) ||
        b.frequency - a.frequency ||
        compare(a.term, b.term),
    )
    .slice(0, EXPANSION_LIMITS.typo)
    .map(({ term, distance }) => ({
      terms: [term],
      kind: 'typo',
      weight: distance === 1 ? MATCH_WEIGHTS.typo[1] : MATCH_WEIGHTS.typo[2],
    }));
}

function firstLetterKept(term: string, word: string): number {
  return term.charCodeAt(0) === word.charCodeAt(0) ? 1 : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
