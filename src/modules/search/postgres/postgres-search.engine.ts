import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Audience } from '../../../common/records';
import { type Matcher, matcherOf } from '../analysis';
import { ANY_LANGUAGE } from '../indexing/search-document';
import {
  type EngineHit,
  type EngineQuery,
  type EngineResult,
  SearchBackend,
  type SearchEngine,
  SearchSort,
} from '../search-engine';
import { countFacets, firmCondition, matchWords, type Slots } from './matching';
import { phraseOf, sortByTitle } from './record.query';
import { QueryResolver } from './query-resolver';
import { rankRecords, type RankedRecord } from './rank-records';
import type { ResolvedQuery, ResolvedWord } from './resolved-query';

/**
 * Search in PostgreSQL. The lists of rows of the query's terms are read from there; which records have them, what is
 * counted and how they rank is worked out here, from these lists and the catalogue.
 */
@Injectable()
export class PostgresSearchEngine implements SearchEngine {
  readonly backend = SearchBackend.POSTGRES;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly resolver: QueryResolver,
  ) {}

  async search(query: EngineQuery, audiences: readonly Audience[]): Promise<EngineResult> {
    const resolved = await this.resolver.resolve(query.parsed, audiences);
    const { catalogue } = resolved.records;
    const isAllowed = await firmCondition(resolved, async (slots, words) => {
      const ids = slots.map((slot) => catalogue.ids[slot] ?? '');
      const found = await phraseOf(this.dataSource.manager, ids, words);
      return found.flatMap((id) => catalogue.slotOfRecord(id) ?? []);
    });
    const { slots, dropped } = matchWords(resolved, isAllowed);
    const { listed, facets } = countFacets(slots, query.filters, catalogue);
    return {
      total: listed.length,
      hits: await this.hitsOf(query, resolved, listed),
      facets,
      droppedWords: dropped,
      corrections: correctionsOf(resolved.words),
      matcher: matcherFor(resolved),
    };
  }

  private async hitsOf(
    { sort, page, pageSize, locale }: EngineQuery,
    resolved: ResolvedQuery,
    listed: Slots,
  ): Promise<EngineHit[]> {
    const { catalogue } = resolved.records;
    const offset = (page - 1) * pageSize;
    if (sort === SearchSort.RELEVANCE && resolved.ranking.length > 0) {
      return rankRecords(resolved, listed, offset + pageSize)
        .slice(offset)
        .map(hitOf);
    }
    const idOf = (slot: number): string => catalogue.ids[slot] ?? '';
    const ids =
      sort === SearchSort.TITLE
        ? await sortByTitle(this.dataSource.manager, listed.map(idOf), locale, pageSize, offset)
        : newestFirst(resolved, listed, offset + pageSize)
            .slice(offset)
            .map(idOf);
    const shown = ids.flatMap((id) => catalogue.slotOfRecord(id) ?? []);
    const ranked = new Map(
      rankRecords(resolved, shown, shown.length).map((record) => [record.recordId, record]),
    );
    return ids.map((recordId) => {
      const record = ranked.get(recordId);
      return record ? hitOf(record) : { recordId, locale: null, inTitle: false };
    });
  }
}

function hitOf({ recordId, bestLocale, inTitle }: RankedRecord): EngineHit {
  return { recordId, locale: bestLocale === ANY_LANGUAGE ? null : bestLocale, inTitle };
}

/** The last `most` by their date; of one date in the order of their ids. */
function newestFirst({ records: { catalogue } }: ResolvedQuery, slots: Slots, most: number): number[] {
  const dates = Int32Array.from(slots, (slot) => catalogue.dateOf(slot));
  const least = slots.length > most ? (dates.sort().at(-most) ?? 0) : 0;
  return slots
    .filter((slot) => catalogue.dateOf(slot) >= least)
    .sort(
      (a, b) =>
        catalogue.dateOf(b) - catalogue.dateOf(a) ||
        ((catalogue.ids[a] ?? '') < (catalogue.ids[b] ?? '') ? -1 : 1),
    )
    .slice(0, most);
}

export function correctionsOf(words: readonly ResolvedWord[]): Map<string, string> {
  return new Map(
    words.flatMap(({ word, meant }) => (meant === null ? [] : [[word.surface, meant] as const])),
  );
}

export function matcherFor({ words, ranking }: ResolvedQuery): Matcher {
  const prefixes = words
    .filter(({ word, meant }) => word.prefix && meant === null)
    .map(({ word }) => word.folded);
  return matcherOf(ranking.flat(), prefixes);
}
