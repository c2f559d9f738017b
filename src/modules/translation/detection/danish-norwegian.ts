import table from './danish-norwegian.words.json';
import { wordsOf } from './sample';

/**
 * Groups of letters hardly tell Danish from Norwegian Bokmål, single words do (`hvad`, `hva`). Their weights are the
 * logarithms of how much more frequent a word is in the one than in the other, from the word lists that the table
 * names.
 */
let weights: Map<string, number> | undefined;

/** Evidence from groups of letters, in units of the words' logarithms. */
const LETTERS_WEIGHT = 0.004;
/** Words of a text depend on one another: their logarithms, added up, claim too much or (being base 10) too little. */
const SHARPNESS = 1.2;

/** How likely passages that are one of the two are Norwegian, 0 to 1. */
export function norwegianOverDanish(passages: readonly string[], letters: number): number {
  weights ??= new Map(
    Object.entries(table.words).flatMap(([weight, words]) =>
      words.split(' ').map((word) => [word, Number(weight)] as const),
    ),
  );
  let evidence = letters * LETTERS_WEIGHT;
  for (const passage of passages) {
    for (const word of wordsOf(passage)) evidence += weights.get(word) ?? 0;
  }
  return 1 / (1 + Math.exp(-evidence * SHARPNESS));
}
