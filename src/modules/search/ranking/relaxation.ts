/** With fewer records than this that have all words, words are dropped. */
export const ENOUGH_MATCHES = 10;
/** Once words are dropped, they are dropped until there are this many records to rank: ten would be too few to choose from. */
export const ENOUGH_RELAXED = 100;

/** Which words a record must have, and with how many records that is enough. */
export interface RelaxationStep {
  /** indexes of the words that a record must have; empty: any one of the words will do */
  required: number[];
  /** take this step's records if there are at least so many, else go on; 0: the last step */
  enough: number;
  /** indexes of the words left out */
  dropped: number[];
}

/**
 * The steps by which a query is relaxed, from `frequencies`: for each word the number of records that have it. First
 * all words; then one fewer each time, the commonest first (a word that no record has goes at once); when even the
 * rarest alone gives too few, any of the words. Each step's records include those of the steps before.
 */
export function relaxationSteps(frequencies: readonly number[]): RelaxationStep[] {
  const all = frequencies.map((_, index) => index);
  const rarestFirst = all
    .filter((index) => (frequencies[index] ?? 0) > 0)
    .sort((a, b) => (frequencies[a] ?? 0) - (frequencies[b] ?? 0) || a - b);
  const steps: RelaxationStep[] = [];
  for (let count = rarestFirst.length; count > 0; count -= 1) {
    const required = rarestFirst.slice(0, count).sort((a, b) => a - b);
    steps.push({
      required,
      enough: count === rarestFirst.length ? ENOUGH_MATCHES : ENOUGH_RELAXED,
      dropped: all.filter((index) => !required.includes(index)),
    });
  }
  const last = steps.at(-1);
  // The rarest word is kept in so far as it ranks: "all words were left out" would tell nobody anything.
  if (last && rarestFirst.length > 1) steps.push({ required: [], enough: 0, dropped: last.dropped });
  else if (last) last.enough = 0;
  return steps;
}
