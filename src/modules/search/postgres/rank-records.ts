import type { Locale } from '../../../common/locale';
import type { Alternative } from '../analysis';
import { FIELDS, inverseDocumentFrequency, scoreRecord, termWeight, titleWorth } from '../ranking';
import { countIn } from './postings';
import type { ResolvedQuery, TermIndex, TermRows } from './resolved-query';
import type { Slots } from './matching';
import { RowScratch } from './row-scratch';

/** A record as ranked, with the row that speaks for it. */
export interface RankedRecord {
  recordId: string;
  score: number;
  /** null: it has none of the words */
  bestLocale: Locale | null;
  inTitle: boolean;
}

/**
 * The best of these records, by our own BM25 over their rows (analysis/README.md); equal ones in the order of their
 * ids.
 * @param most how many are wanted
 */
export function rankRecords(query: ResolvedQuery, slots: Slots, most: number): RankedRecord[] {
  const { catalogue } = query.records;
  const { rowScores, titled, clear } = scoreRows(query, slots);
  const scores = new Float64Array(slots.length);
  /** one for all records, as a search may list them all */
  const rows: number[] = [];
  slots.forEach((slot, index) => {
    catalogue.rowsInto(rows, slot);
    for (let at = 0; at < rows.length; at += 1) rows[at] = rowScores[rows[at] ?? 0] ?? 0;
    scores[index] = scoreRecord(rows);
  });
  const least = slots.length > most ? (Float64Array.from(scores).sort().at(-most) ?? 0) : 0;
  const best: { slot: number; id: string; score: number }[] = [];
  slots.forEach((slot, index) => {
    const score = scores[index] ?? 0;
    if (score >= least) best.push({ slot, id: catalogue.ids[slot] ?? '', score });
  });
  best.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const ranked = best.slice(0, most).map(({ slot, id, score }) => {
    catalogue.rowsInto(rows, slot);
    let bestRow = -1;
    for (const row of rows) {
      if ((rowScores[row] ?? 0) > (bestRow < 0 ? 0 : (rowScores[bestRow] ?? 0))) bestRow = row;
    }
    return {
      recordId: id,
      score,
      bestLocale: bestRow < 0 ? null : catalogue.localeOfRow(bestRow),
      inTitle: rows.some((row) => (titled[row] ?? 0) > 0),
    };
  });
  clear();
  return ranked;
}

/** Scores of the rows of these records, by their numbers, and how many words each has in its title; as `scoreRow`. */
function scoreRows(
  { ranking, terms, records }: ResolvedQuery,
  slots: Slots,
): { rowScores: Float64Array; titled: Uint8Array; clear: () => void } {
  const { catalogue, statistics } = records;
  const wanted = new Uint8Array(catalogue.ids.length);
  for (const slot of slots) wanted[slot] = 1;
  /** `best`: of a word's alternatives so far; `told`: how telling the one in the title is */
  const { scores: rowScores, best, told, toldByTitle, titled } = RowScratch.of(catalogue.rowEnd);
  const { rowSlots } = catalogue;
  const scored: number[] = [];
  const { lengths } = catalogue;
  const occurrences = [0, 0, 0, 0];
  for (const alternatives of ranking) {
    const touched: number[] = [];
    for (const alternative of alternatives) {
      const { rows, counts } = rowsWith(alternative, terms);
      const frequency = Math.min(...alternative.terms.map((term) => terms.frequency(term)));
      const telling = inverseDocumentFrequency(frequency, statistics.rows);
      for (let index = 0; index < rows.length; index += 1) {
        const row = rows[index] ?? 0;
        if (wanted[rowSlots[row] ?? -1] !== 1) continue;
        const packed = counts[index] ?? 0;
        for (let field = 0; field < FIELDS.length; field += 1) occurrences[field] = countIn(packed, field);
        if (occurrences[0] !== 0) told[row] = Math.max(told[row] ?? 0, telling);
        const weight = termWeight(occurrences, lengths, statistics, row * FIELDS.length);
        const score = alternative.weight * telling * weight;
        const known = best[row] ?? 0;
        if (score <= known) continue;
        if (known === 0) touched.push(row);
        best[row] = score;
      }
    }
    for (const row of touched) {
      const known = rowScores[row] ?? 0;
      if (known === 0) scored.push(row);
      rowScores[row] = known + (best[row] ?? 0);
      best[row] = 0;
      const telling = told[row] ?? 0;
      if (telling === 0) continue;
      told[row] = 0;
      toldByTitle[row] = (toldByTitle[row] ?? 0) + telling;
      titled[row] = (titled[row] ?? 0) + 1;
    }
  }
  for (const row of scored) {
    const words = titled[row] ?? 0;
    if (words === 0) continue;
    const length = lengths[row * FIELDS.length] ?? 0;
    rowScores[row] = (rowScores[row] ?? 0) + titleWorth(toldByTitle[row] ?? 0, words, length);
  }
  const clear = (): void => {
    for (const row of scored) {
      rowScores[row] = 0;
      toldByTitle[row] = 0;
      titled[row] = 0;
    }
  };
  return { rowScores, titled, clear };
}

/** Rows that have all the terms; several count as often as the rarest of them. */
function rowsWith({ terms: wanted }: Alternative, terms: TermIndex): TermRows {
  const [first, ...others] = wanted.map((term) => terms.of(term));
  if (!first || others.length === 0) return first ?? terms.of('');
  let common = new Map([...first.rows].map((row, index) => [row, first.counts[index] ?? 0]));
  for (const { rows, counts } of others) {
    const next = new Map<number, number>();
    rows.forEach((row, index) => {
      const known = common.get(row);
      if (known !== undefined) next.set(row, leastOf(known, counts[index] ?? 0));
    });
    common = next;
  }
  return { rows: Int32Array.from(common.keys()), counts: Uint32Array.from(common.values()) };
}

function leastOf(a: number, b: number): number {
  let least = 0;
  for (let field = 0; field < FIELDS.length; field += 1) {
    least += Math.min(countIn(a, field), countIn(b, field)) * 2 ** (field * 8);
  }
  return least;
}
