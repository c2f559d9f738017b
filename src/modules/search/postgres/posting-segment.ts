import type { Audience } from '../../../common/records';
import { differentWords, type EncodedRow } from './encode-document';
import { PostingLists } from './postings';
import { NumberCounts, type TermNumbers } from './term-numbers';

/** A part of the index: lists of rows per term, to be written in one go. */
export interface SegmentData {
  /** ascending, as their table is ordered */
  terms: string[];
  /** all lists, one behind the other */
  bytes: Buffer;
  /** of each term's list, from 1 */
  starts: number[];
  sizes: number[];
}

/** Collects what a number of documents have of each term. */
export class PostingSegment {
  private readonly lists = new PostingLists();

  constructor(private readonly numbers: TermNumbers) {}

  /** bytes of all lists */
  get size(): number {
    return this.lists.size;
  }

  /** @param firstRow number of the document's first row, above all before */
  add(rows: readonly EncodedRow[], firstRow: number): void {
    rows.forEach(({ terms, counts }, index) => {
      for (let place = 0; place < terms.length; place += 1) {
        this.lists.add(terms[place] ?? 0, firstRow + index, counts[place] ?? 0);
      }
    });
  }

  take(): SegmentData {
    const { terms } = this.numbers;
    const entries = this.lists
      .numbers()
      .map((number) => ({ number, term: terms[number] ?? '' }))
      .sort((a, b) => (a.term < b.term ? -1 : 1));
    const bytes = Buffer.allocUnsafe(this.size);
    const starts: number[] = [];
    const sizes: number[] = [];
    let at = 0;
    for (const { number } of entries) {
      const list = this.lists.bytesOf(number);
      bytes.set(list, at);
      starts.push(at + 1);
      sizes.push(list.length);
      at += list.length;
    }
    this.lists.clear();
    return { terms: entries.map(({ term }) => term), bytes, starts, sizes };
  }
}

/** In how many rows more, or fewer, each word stands that an audience may see. */
export class WordCounts {
  private readonly byAudience = new Map<Audience, NumberCounts>();

  constructor(private readonly numbers: TermNumbers) {}

  add(audiences: readonly Audience[], rows: readonly EncodedRow[]): void {
    for (const counts of audiences.map((audience) => this.of(audience))) {
      for (const { terms } of rows) for (const term of terms) counts.add(term, 1);
    }
  }

  /** Adds what stands in the index (sign 1), or takes it out (-1); `words` as kept there. */
  addWords(audiences: readonly Audience[], words: string, sign: 1 | -1): void {
    for (const row of differentWords(words)) {
      for (const audience of audiences) {
        for (const word of row) this.of(audience).add(this.numbers.of(word), sign);
      }
    }
  }

  /** Words whose number of rows changes. */
  changes(): { audience: Audience; words: string[]; rows: number[] }[] {
    return [...this.byAudience].map(([audience, { values }]) => {
      const changed: { word: string; rows: number }[] = [];
      values.forEach((rows, number) => {
        if (rows !== 0 && this.numbers.isWord(number)) {
          changed.push({ word: this.numbers.terms[number] ?? '', rows });
        }
      });
      changed.sort((a, b) => (a.word < b.word ? -1 : 1));
      return { audience, words: changed.map(({ word }) => word), rows: changed.map(({ rows }) => rows) };
    });
  }

  private of(audience: Audience): NumberCounts {
    let counts = this.byAudience.get(audience);
    if (!counts) this.byAudience.set(audience, (counts = new NumberCounts()));
    return counts;
  }
}
