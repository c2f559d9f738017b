import type { Locale } from '../../src/common/locale';
import {
  directAlternatives,
  parseQuery,
  prefixAlternatives,
  typoAlternatives,
  type Alternative,
  type QueryWord,
} from '../../src/modules/search/analysis';
import {
  relaxationSteps,
  scoreRecord,
  scoreRow,
  type PerField,
  type RowMatch,
} from '../../src/modules/search/ranking';
import type { BenchDocument, BenchEngine } from './bench-engine.type';
import { MemoryIndex } from './memory-index';

interface MatchedWord {
  /** row → the ways in which the word stands in it */
  rows: Map<number, RowMatch[]>;
  records: Set<number>;
}

/**
 * The analysis and the ranking with nothing in between: the rule by which a record matches and ranks
 * (search/analysis/README.md), run in memory. What the engines add to it, or lose, is the difference to this one.
 */
export class MemoryEngine implements BenchEngine {
  private data = new MemoryIndex([], { stems: true });
  private typos = new Map<string, Alternative[]>();

  constructor(
    private readonly stems = true,
    readonly name = stems ? 'in memory' : 'in memory, stemmers off',
  ) {}

  async index(documents: readonly BenchDocument[]): Promise<void> {
    this.data = new MemoryIndex(documents, { stems: this.stems });
    this.typos = new Map();
  }

  async search(query: string, locale: Locale, limit: number): Promise<string[]> {
    const words = parseQuery(query, locale).words.map((word) => this.match(word));
    const allowed = this.allowed(words);
    const rows = new Set(words.flatMap((word) => [...word.rows.keys()]));
    const rowScores = new Map<number, number[]>();
    for (const number of rows) {
      const row = this.data.rows[number];
      if (!row || !allowed.has(row.record)) continue;
      const matches = words.map((word) => word.rows.get(number) ?? []);
      const score = scoreRow(matches, row.lengths, this.data.statistics);
      const known = rowScores.get(row.record);
      if (known) known.push(score);
      else rowScores.set(row.record, [score]);
    }
    return [...rowScores]
      .map(([record, scores]) => ({ record, score: scoreRecord(scores) }))
      .sort((a, b) => b.score - a.score || a.record - b.record)
      .slice(0, limit)
      .map(({ record }) => this.data.ids[record] ?? '');
  }

  private match(word: QueryWord): MatchedWord {
    const rows = new Map<number, RowMatch[]>();
    for (const { terms, weight } of this.alternatives(word)) {
      const posting = this.posting(terms);
      for (const [row, occurrences] of posting) {
        const match = { weight, frequency: posting.size, occurrences };
        const known = rows.get(row);
        if (known) known.push(match);
        else rows.set(row, [match]);
      }
    }
    return { rows, records: new Set([...rows.keys()].map((row) => this.data.rows[row]?.record ?? -1)) };
  }

  private alternatives(word: QueryWord): Alternative[] {
    const known = directAlternatives(word).filter(({ terms }) => this.posting(terms).size > 0);
    if (word.prefix) known.push(...prefixAlternatives(word, this.data.startingWith(word.folded)));
    if (known.length > 0) return known;
    const typos =
      this.typos.get(word.folded) ?? typoAlternatives(word, this.data.ofLengthAround(word.folded.length));
    this.typos.set(word.folded, typos);
    return typos;
  }

  /** Rows that have all the terms; a synonym of several words counts as often as its rarest word. */
  private posting(terms: readonly string[]): ReadonlyMap<number, PerField> {
    const [first, ...others] = terms.map((term) => this.data.posting(term));
    if (!first || others.length === 0) return first ?? new Map();
    return new Map(
      [...first].flatMap(([row, counts]) => {
        const rest = others.map((other) => other?.get(row));
        if (rest.some((other) => other === undefined)) return [];
        const least = (field: number): number =>
          Math.min(counts[field] ?? 0, ...rest.map((other) => other?.[field] ?? 0));
        return [[row, [least(0), least(1), least(2), least(3)] as PerField]];
      }),
    );
  }

  private allowed(words: readonly MatchedWord[]): Set<number> {
    for (const { required, enough } of relaxationSteps(words.map(({ records }) => records.size))) {
      const [first, ...others] = required.flatMap((index) => words[index] ?? []);
      const records = first
        ? [...first.records].filter((record) => others.every((word) => word.records.has(record)))
        : words.flatMap((word) => [...word.records]);
      if (enough === 0 || records.length >= enough) return new Set(records);
    }
    return new Set();
  }
}
