import type { Alternative, QueryPhrase, QueryWord } from '../analysis';
import type { ConceptLabels } from '../concept-labels';
import { addCounts, type PackedCounts, readPostings } from './postings';
import { RowScratch } from './row-scratch';
import type { VisibleRecords } from './catalogue';

/** The rows that have a term, of records that the reader may see. */
export interface TermRows {
  rows: Int32Array;
  counts: Uint32Array;
}

/** A query word and all the ways in which the index has it; none: nothing has it. */
export interface ResolvedWord {
  word: QueryWord;
  alternatives: Alternative[];
  /** the word that it was taken for, as no record has it as it stands; else null */
  meant: string | null;
}

/** A phrase with the concepts in whose labels it stands, as their terms. */
export interface ResolvedPhrase {
  phrase: QueryPhrase;
  concepts: string[];
}

/** A query as the index understands it for one reader, at one moment. */
export interface ResolvedQuery {
  records: VisibleRecords;
  words: ResolvedWord[];
  phrases: ResolvedPhrase[];
  excluded: ResolvedPhrase[];
  /** what ranks: of each word, and of each word of phrases, its alternatives; none is empty */
  ranking: Alternative[][];
  terms: TermIndex;
}

const NO_ROWS: TermRows = { rows: new Int32Array(0), counts: new Uint32Array(0) };

/**
 * The rows of terms, of records that one reader may see. A word or stem stands where a text has it, and where a concept
 * is carried whose label has it.
 */
export class TermIndex {
  private readonly lists = new Map<string, TermRows>();
  private readonly whole = new Map<string, TermRows>();

  constructor(
    private readonly records: VisibleRecords,
    private readonly labels: ConceptLabels,
  ) {}

  /** Takes in lists as they stand in the index. */
  add(lists: ReadonlyMap<string, readonly Buffer[]>): void {
    this.whole.clear();
    for (const [term, bytes] of lists) this.lists.set(term, readVisible(bytes, this.records));
  }

  of(term: string): TermRows {
    const known = this.whole.get(term);
    if (known) return known;
    const own = { term, times: 1 };
    const parts = [own, ...this.labels.conceptsOf(term)].flatMap(({ term: one, times }) => {
      const list = this.lists.get(one);
      return list ? [times === 1 ? list : { rows: list.rows, counts: multiplied(list.counts, times) }] : [];
    });
    const [only = NO_ROWS] = parts;
    const whole = parts.length > 1 ? together(parts, this.records.catalogue.rowEnd) : only;
    this.whole.set(term, whole);
    return whole;
  }

  /** terms of the concepts in whose labels it stands */
  conceptsOf(term: string): string[] {
    return this.labels.conceptsOf(term).map((concept) => concept.term);
  }

  /** number of rows that have it */
  frequency(term: string): number {
    return this.of(term).rows.length;
  }

  has(alternative: Alternative): boolean {
    return alternative.terms.every((term) => this.frequency(term) > 0);
  }
}

/** All rows of several terms, occurrences added. */
function together(parts: readonly TermRows[], rowEnd: number): TermRows {
  const { counts: sums } = RowScratch.of(rowEnd);
  const found: number[] = [];
  for (const part of parts) {
    for (let index = 0; index < part.rows.length; index += 1) {
      const row = part.rows[index] ?? 0;
      const known = sums[row] ?? 0;
      if (known === 0) found.push(row);
      sums[row] = addCounts(known, part.counts[index] ?? 0);
    }
  }
  const counts = new Uint32Array(found.length);
  for (let index = 0; index < found.length; index += 1) {
    const row = found[index] ?? 0;
    counts[index] = sums[row] ?? 0;
    sums[row] = 0;
  }
  return { rows: Int32Array.from(found), counts };
}

function multiplied(counts: Uint32Array, times: number): Uint32Array {
  return counts.map((count) => {
    let product = 0;
    for (let turn = 0; turn < times; turn += 1) product = addCounts(product, count);
    return product;
  });
}

function readVisible(lists: readonly Buffer[], records: VisibleRecords): TermRows {
  const { rowSlots, slotAudiences } = records.catalogue;
  const { sets } = records;
  // A row takes two bytes at least.
  const most = lists.reduce((sum, bytes) => sum + (bytes.length >> 1), 0);
  const rows = new Int32Array(most);
  const counts = new Uint32Array(most);
  let size = 0;
  const add = (row: number, found: PackedCounts): void => {
    // A number that the catalogue does not know was given after it was read.
    if (sets[slotAudiences[rowSlots[row] ?? -1] ?? -1] !== 1) return;
    rows[size] = row;
    counts[size] = found;
    size += 1;
  };
  for (const bytes of lists) readPostings(bytes, add);
  return { rows: rows.subarray(0, size), counts: counts.subarray(0, size) };
}
