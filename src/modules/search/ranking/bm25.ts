/** Robertson's BM25 with the usual constants; over several fields it becomes BM25F (Zaragoza et al., 2004). */
export const K1 = 1.2;
export const B = 0.6;

/** The searched fields of a record in one language, and what a word in them is worth. */
export const FIELDS = ['title', 'summary', 'fields', 'body'] as const;
export type FieldName = (typeof FIELDS)[number];
/** one number per entry of `FIELDS`, in its order */
export type PerField = readonly [title: number, summary: number, fields: number, body: number];
export const FIELD_WEIGHTS: PerField = [4, 2, 1.5, 1];

/** What the ranking has to know of the whole index: rows (a record's text in one language) and their mean lengths. */
export interface IndexStatistics {
  rows: number;
  /** mean number of words per field over all rows */
  averageLengths: PerField;
}

/**
 * How telling a term is that stands in `frequency` of `rows` rows: ln(1 + (N − n + ½) / (n + ½)), always above 0.
 */
export function inverseDocumentFrequency(frequency: number, rows: number): number {
  return Math.log(1 + (Math.max(rows - frequency, 0) + 0.5) / (frequency + 0.5));
}

/**
 * A term's weight in a row, 0 (absent) to below 1 + K1: occurrences per field, each made comparable by the field's
 * length and multiplied by the field's weight, then saturated. The row's lengths begin in `lengths` at `from`.
 */
export function termWeight(
  occurrences: ArrayLike<number>,
  lengths: ArrayLike<number>,
  statistics: IndexStatistics,
  from = 0,
): number {
  let sum = 0;
  for (let field = 0; field < FIELDS.length; field += 1) {
    const count = occurrences[field] ?? 0;
    if (count === 0) continue;
    const average = statistics.averageLengths[field] ?? 0;
    const relative = average > 0 ? (lengths[from + field] ?? 0) / average : 1;
    sum += ((FIELD_WEIGHTS[field] ?? 1) * count) / (1 - B + B * relative);
  }
  return sum === 0 ? 0 : (sum * (K1 + 1)) / (K1 + sum);
}

/** A way in which a query word stands in a row. */
export interface RowMatch {
  /** `Alternative.weight` */
  weight: number;
  /** rows in which the term stands */
  frequency: number;
  occurrences: PerField;
}

/** What it adds that a title says what was asked for, next to the words' own telling. */
const TITLE_COVERED = 0.5;

/**
 * A row's score for a query: for each query word the best of the ways in which it matches, summed over the words, and
 * more where the title is made of these words: a record that is called what was asked for comes before one that
 * speaks of it, though in another form of the word. `wordMatches` has an entry per query word, empty where the row
 * lacks it.
 */
export function scoreRow(
  wordMatches: readonly (readonly RowMatch[])[],
  lengths: PerField,
  statistics: IndexStatistics,
): number {
  let score = 0;
  let inTitle = 0;
  let toldByTitle = 0;
  for (const matches of wordMatches) {
    let best = 0;
    let told = 0;
    for (const { weight, frequency, occurrences } of matches) {
      const telling = inverseDocumentFrequency(frequency, statistics.rows);
      best = Math.max(best, weight * telling * termWeight(occurrences, lengths, statistics));
      if (occurrences[0] > 0) told = Math.max(told, telling);
    }
    score += best;
    toldByTitle += told;
    if (told > 0) inTitle += 1;
  }
  return score + titleWorth(toldByTitle, inTitle, lengths[0]);
}

/**
 * What a row gets for its title.
 * @param toldByTitle how telling the words are that stand in it, summed
 * @param inTitle number of these words
 * @param length number of the title's own words
 */
export function titleWorth(toldByTitle: number, inTitle: number, length: number): number {
  return TITLE_COVERED * toldByTitle * Math.sqrt(Math.min(1, inTitle / Math.max(1, length)));
}

/** What a record's second-best row adds: it has the words in another language too, or the rest of them there. */
const SECOND_ROW = 0.3;

/** A record's score from the scores of its rows. */
export function scoreRecord(rowScores: readonly number[]): number {
  let best = 0;
  let second = 0;
  for (const score of rowScores) {
    if (score > best) {
      second = best;
      best = score;
    } else if (score > second) second = score;
  }
  return best + SECOND_ROW * second;
}
