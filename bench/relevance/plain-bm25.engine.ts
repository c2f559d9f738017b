import { fold, segment } from '../../src/platform/language';
import { wholeText, type BenchDocument, type BenchEngine } from './bench-engine.type';

const K1 = 1.2;
const B = 0.75;

/**
 * The yardstick: BM25 as in the textbooks (k1 1.2, b 0.75) over folded whole words of all of a document's text, any
 * word of the query may match. Shares no ranking code with the engines it judges.
 */
export class PlainBm25Engine implements BenchEngine {
  readonly name = 'plain BM25';
  private postings = new Map<string, [document: number, count: number][]>();
  private lengths: number[] = [];
  private ids: string[] = [];
  private averageLength = 0;

  async index(documents: readonly BenchDocument[]): Promise<void> {
    this.postings = new Map();
    this.ids = documents.map(({ id }) => id);
    this.lengths = documents.map((document, number) => {
      const words = wordsOf(wholeText(document));
      const counts = new Map<string, number>();
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      for (const [word, count] of counts) {
        const posting = this.postings.get(word);
        if (posting) posting.push([number, count]);
        else this.postings.set(word, [[number, count]]);
      }
      return words.length;
    });
    this.averageLength =
      this.lengths.reduce((sum, length) => sum + length, 0) / Math.max(this.lengths.length, 1);
  }

  async search(query: string, _locale: string, limit: number): Promise<string[]> {
    const scores = new Map<number, number>();
    for (const word of new Set(wordsOf(query))) {
      const posting = this.postings.get(word) ?? [];
      const idf = Math.log(1 + (this.ids.length - posting.length + 0.5) / (posting.length + 0.5));
      for (const [document, count] of posting) {
        const length = (this.lengths[document] ?? 0) / this.averageLength;
        const weight = (count * (K1 + 1)) / (count + K1 * (1 - B + B * length));
        scores.set(document, (scores.get(document) ?? 0) + idf * weight);
      }
    }
    return [...scores]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, limit)
      .map(([document]) => this.ids[document] ?? '');
  }
}

function wordsOf(text: string): string[] {
  return segment(text).map((word) => fold(word.text));
}
