import { analyse, type VocabularyWord } from '../../src/modules/search/analysis';
import { FIELDS, type IndexStatistics, type PerField } from '../../src/modules/search/ranking';
import type { BenchDocument } from './bench-engine.type';

type Counts = [number, number, number, number];

/** A record's words in one language. */
export interface MemoryRow {
  record: number;
  lengths: PerField;
}

export interface MemoryIndexOptions {
  /** false: whole words only, to show what the stemmers bring */
  stems: boolean;
}

/** An inverted index over analysed terms in memory, with the statistics that the ranking asks for. */
export class MemoryIndex {
  readonly ids: string[];
  readonly rows: MemoryRow[] = [];
  readonly statistics: IndexStatistics;
  private readonly postings = new Map<string, Map<number, Counts>>();
  /** folded words in order, for prefixes */
  private readonly sorted: VocabularyWord[];
  /** folded words by their number of letters, for typos */
  private readonly byLength: VocabularyWord[][] = [];

  constructor(documents: readonly BenchDocument[], options: MemoryIndexOptions) {
    this.ids = documents.map(({ id }) => id);
    documents.forEach((document, record) => {
      for (const text of document.texts) {
        const lengths: Counts = [0, 0, 0, 0];
        const row = this.rows.push({ record, lengths }) - 1;
        FIELDS.forEach((field, place) => {
          for (const token of analyse(text[field] ?? '', text.locale)) {
            if (!token.joined) lengths[place] = (lengths[place] ?? 0) + 1;
            this.add(token.folded, row, place);
            if (options.stems && token.stem !== null) this.add(token.stem, row, place);
          }
        });
      }
    });
    this.sorted = [...this.postings]
      .filter(([term]) => !term.includes(':'))
      .map(([term, rows]) => ({ term, frequency: rows.size }))
      .sort((a, b) => (a.term < b.term ? -1 : 1));
    for (const word of this.sorted) (this.byLength[word.term.length] ??= []).push(word);
    const average = (place: number): number =>
      this.rows.reduce((sum, row) => sum + (row.lengths[place] ?? 0), 0) / Math.max(this.rows.length, 1);
    this.statistics = {
      rows: this.rows.length,
      averageLengths: [average(0), average(1), average(2), average(3)],
    };
  }

  /** row → occurrences of a term, or undefined where no row has it */
  posting(term: string): ReadonlyMap<number, PerField> | undefined {
    return this.postings.get(term);
  }

  startingWith(beginning: string): VocabularyWord[] {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.sorted[middle]?.term ?? '') < beginning) low = middle + 1;
      else high = middle;
    }
    const found: VocabularyWord[] = [];
    for (let at = low; this.sorted[at]?.term.startsWith(beginning); at += 1) {
      const word = this.sorted[at];
      if (word) found.push(word);
    }
    return found;
  }

  /** words whose length differs by at most two */
  ofLengthAround(length: number): VocabularyWord[] {
    return this.byLength.slice(Math.max(0, length - 2), length + 3).flatMap((words) => words ?? []);
  }

  private add(term: string, row: number, place: number): void {
    let rows = this.postings.get(term);
    if (!rows) this.postings.set(term, (rows = new Map()));
    let counts = rows.get(row);
    if (!counts) rows.set(row, (counts = [0, 0, 0, 0]));
    counts[place] = (counts[place] ?? 0) + 1;
  }
}
