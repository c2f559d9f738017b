import type { Locale } from '../../../common/locale';
import type { Alternative } from '../analysis';
import { type IndexStatistics, type PerField, type RowMatch, scoreRecord, scoreRow } from '../ranking';
import type { CandidateRow } from './match.query';

/** A record as ranked, with the row that speaks for it. */
export interface RankedRecord {
  recordId: string;
  score: number;
  bestLocale: Locale;
  inTitle: boolean;
}

const FIELD_OF: Readonly<Record<string, number>> = { A: 0, B: 1, C: 2, D: 3 };

/**
 * Scores records by their rows: `words` has the alternatives of each query word, `frequencies` how many rows have a
 * term. Best first; equal ones in the order of their ids.
 */
export function rankCandidates(
  rows: readonly CandidateRow[],
  words: readonly (readonly Alternative[])[],
  frequencies: ReadonlyMap<string, number>,
  statistics: IndexStatistics,
): RankedRecord[] {
  const byRecord = new Map<
    string,
    { scores: number[]; best: number; bestLocale: Locale; inTitle: boolean }
  >();
  for (const row of rows) {
    const counts = new Map(Object.entries(row.terms).map(([term, weights]) => [term, perField(weights)]));
    const matches = words.map((alternatives) =>
      alternatives.flatMap((alternative) => rowMatch(alternative, counts, frequencies)),
    );
    const score = scoreRow(matches, row.lengths, statistics);
    const inTitle = matches.flat().some(({ occurrences }) => occurrences[0] > 0);
    const known = byRecord.get(row.recordId);
    if (!known) {
      byRecord.set(row.recordId, { scores: [score], best: score, bestLocale: row.locale, inTitle });
      continue;
    }
    known.scores.push(score);
    known.inTitle ||= inTitle;
    if (score > known.best) {
      known.best = score;
      known.bestLocale = row.locale;
    }
  }
  return [...byRecord]
    .map(([recordId, { scores, bestLocale, inTitle }]) => ({
      recordId,
      score: scoreRecord(scores),
      bestLocale,
      inTitle,
    }))
    .sort((a, b) => b.score - a.score || (a.recordId < b.recordId ? -1 : 1));
}

/** Several terms in a row count as often as the rarest of them. */
function rowMatch(
  { terms, weight }: Alternative,
  counts: ReadonlyMap<string, PerField>,
  frequencies: ReadonlyMap<string, number>,
): RowMatch[] {
  const found = terms.map((term) => counts.get(term));
  const least = (field: number): number => Math.min(...found.map((count) => count?.[field] ?? 0));
  const occurrences: PerField = [least(0), least(1), least(2), least(3)];
  if (occurrences.every((count) => count === 0)) return [];
  const frequency = Math.min(...terms.map((term) => frequencies.get(term) ?? 0));
  return [{ weight, frequency, occurrences }];
}

function perField(weights: string): PerField {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const letter of weights) {
    const field = FIELD_OF[letter] ?? 3;
    counts[field] = (counts[field] ?? 0) + 1;
  }
  return counts;
}
