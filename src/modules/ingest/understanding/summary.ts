import type { Locale } from '../../../common/locale';
import { type Line } from './sections';
import { sentencesOf, wordsOf } from './words';

export interface RankedSentence {
  text: string;
  line: Line;
}

const SHORTEST = 6;
const LONGEST = 60;
const MOST_SENTENCES = 250;

/**
 * The sentences that share most with the others (a random walk over their common words, TextRank), in the order of
 * the document. They are the document's own; nothing is written anew.
 */
export function summarise(
  lines: readonly Line[],
  count: number,
  stem: (word: string, locale: Locale) => string,
  locale: Locale,
): RankedSentence[] {
  const sentences = lines
    .filter((line) => line.kind === 'paragraph')
    .flatMap((line) => sentencesOf(line.text).map((text) => ({ text, line })))
    .filter(({ text }) => {
      const words = wordsOf(text).length;
      return (
        words >= SHORTEST &&
        words <= LONGEST &&
        /[.!…]["”“»)]?$/u.test(text) &&
        /\p{Ll}{3}/u.test(text) &&
        !/^[„“"«]|[“”"»],?\s/u.test(text)
      );
    })
    .slice(0, MOST_SENTENCES);
  if (sentences.length === 0) return [];
  const bags = sentences.map(
    ({ text }) =>
      new Set(
        wordsOf(text)
          .filter((word) => word.folded.length > 3)
          .map((word) => stem(word.text.toLowerCase(), locale)),
      ),
  );
  const ranks = rank(bags);
  return ranks
    .map((score, index) => ({ score: score * (1 + 0.3 / (1 + index)), index }))
    .sort((a, b) => b.score - a.score)
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .flatMap(({ index }) => sentences[index] ?? []);
}

const DAMPING = 0.85;
const ROUNDS = 20;

function rank(bags: readonly ReadonlySet<string>[]): number[] {
  const likeness = bags.map((bag, a) => bags.map((other, b) => (a === b ? 0 : similarity(bag, other))));
  const sums = likeness.map((row) => row.reduce((sum, value) => sum + value, 0));
  let ranks = bags.map(() => 1);
  for (let round = 0; round < ROUNDS; round++) {
    ranks = ranks.map(
      (_, index) =>
        1 -
        DAMPING +
        DAMPING *
          ranks.reduce((sum, value, other) => {
            const weight = likeness[other]?.[index] ?? 0;
            const total = sums[other] ?? 0;
            return total === 0 ? sum : sum + (value * weight) / total;
          }, 0),
    );
  }
  return ranks;
}

function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size < 2 || b.size < 2) return 0;
  let shared = 0;
  for (const word of a) if (b.has(word)) shared++;
  return shared / (Math.log(a.size) + Math.log(b.size));
}
