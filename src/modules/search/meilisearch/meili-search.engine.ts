import { Injectable } from '@nestjs/common';
import type { Audience } from '../../../common/records';
import type { Alternative } from '../analysis';
import type { Facet } from '../facets';
import { ANY_LANGUAGE } from '../indexing/search-document';
import { correctionsOf, matcherFor } from '../postgres/postgres-search.engine';
import { QueryResolver } from '../postgres/query-resolver';
import { rankRecords } from '../postgres/rank-records';
import type { ResolvedQuery } from '../postgres/resolved-query';
import { ENOUGH_MATCHES, relaxationSteps } from '../ranking';
import {
  type EngineHit,
  type EngineQuery,
  type EngineResult,
  SearchBackend,
  type SearchEngine,
  SearchSort,
} from '../search-engine';
import type { MeiliAnswer } from './meili-answer';
import { MeiliClient, type MeiliQuery, type TimeBudget } from './meili-client';
import { facetFilter, firmConditions, hasAny, notAmong } from './meili-filter';

interface Firm {
  filter: string[];
  q: string;
}

/** What is asked of the index, whatever the page. */
interface Matching extends Firm {
  /** phrases and the query's words: orders those that match where they are many */
  words: string;
  ranked: boolean;
}

/** So many records are ranked closely; those after them stand in the order of their ids. */
const RANKED_CLOSELY = 200;

/**
 * Search in Meilisearch. What the words of a query stand for comes from the vocabulary in PostgreSQL; which records
 * match, how many, and the counts of facets come from filters in Meilisearch; our own BM25 orders the first
 * `RANKED_CLOSELY` (analysis/README.md). Two round trips, up to two more where words are dropped or pages are deep.
 */
@Injectable()
export class MeiliSearchEngine implements SearchEngine {
  readonly backend = SearchBackend.MEILISEARCH;

  constructor(
    private readonly resolver: QueryResolver,
    private readonly client: MeiliClient,
  ) {}

  /** Throws EngineUnavailableError where Meilisearch has not answered within the deadline. */
  async search(query: EngineQuery, audiences: readonly Audience[]): Promise<EngineResult> {
    const { parsed } = query;
    const budget: TimeBudget = { leftMs: this.client.deadlineMs };
    const resolved = await this.resolver.resolve(parsed, audiences);
    const alternatives = resolved.ranking;
    const found = { corrections: correctionsOf(resolved.words), matcher: matcherFor(resolved) };
    const firm = firmConditions(resolved, audiences);
    const condition = await this.condition(resolved, parsed.phrases.length > 0, firm, budget);
    if (!condition) {
      const droppedWords = parsed.words.map(({ surface }) => surface);
      return { total: 0, hits: [], facets: new Map(), droppedWords, ...found };
    }
    const matching: Matching = {
      ...firm,
      filter: [...firm.filter, ...condition.filter],
      words: [firm.q, wordsOf(alternatives)].join(' ').trim(),
      ranked: query.sort === SearchSort.RELEVANCE && alternatives.length > 0,
    };
    const { total, facets, candidates } = await this.match(query, matching, budget);
    const { catalogue } = resolved.records;
    const slots = candidates.flatMap((id) => catalogue.slotOfRecord(id) ?? []);
    const ranked = rankRecords(resolved, slots, slots.length);
    const byId = new Map(ranked.map((record) => [record.recordId, record]));
    let ids = candidates;
    if (matching.ranked) {
      const order = [...byId.keys(), ...candidates.filter((id) => !byId.has(id))];
      ids = await this.pageOf(query, matching, order, total, budget);
    }
    const hits = ids.map((recordId): EngineHit => {
      const record = byId.get(recordId);
      const locale = record && record.bestLocale !== ANY_LANGUAGE ? record.bestLocale : null;
      return { recordId, locale, inTitle: record?.inTitle ?? false };
    });
    return { total, hits, facets, droppedWords: condition.dropped, ...found };
  }

  /** Which words a record must have, by the same steps as in PostgreSQL; null: no record can match. */
  private async condition(
    resolved: ResolvedQuery,
    hasPhrases: boolean,
    firm: Firm,
    budget: TimeBudget,
  ): Promise<{ filter: string[]; dropped: string[] } | null> {
    const { words } = resolved;
    const known = words.filter(({ alternatives }) => alternatives.length > 0);
    const unknown = words.filter((word) => !known.includes(word));
    const dropped = unknown.map(({ word }) => word.surface);
    if (known.length === 0) return words.length === 0 || hasPhrases ? { filter: [], dropped } : null;
    const filters = known.map(({ alternatives }) => hasAny(alternatives, resolved));
    if (known.length === 1) return { filter: filters, dropped };
    const [all = 0, ...each] = await this.count(
      firm,
      [filters, ...filters.map((filter) => [filter])],
      budget,
    );
    if (all >= ENOUGH_MATCHES) return { filter: filters, dropped };
    const steps = relaxationSteps(each).map((step) => ({
      ...step,
      filter:
        step.required.length > 0
          ? step.required.map((index) => filters[index] ?? '')
          : [`(${filters.join(' OR ')})`],
    }));
    const counted = steps.filter(({ enough }) => enough > 0);
    const counts =
      counted.length === 0
        ? []
        : await this.count(
            firm,
            counted.map(({ filter }) => filter),
            budget,
          );
    const taken = steps.find(({ enough }, index) => enough === 0 || (counts[index] ?? 0) >= enough);
    if (!taken) return null;
    return {
      filter: taken.filter,
      dropped: words
        .filter((word) => unknown.includes(word) || taken.dropped.includes(known.indexOf(word)))
        .map(({ word }) => word.surface),
    };
  }

  private async count(firm: Firm, filters: readonly string[][], budget: TimeBudget): Promise<number[]> {
    const queries = filters.map((filter): MeiliQuery => ({
      q: firm.q,
      filter: [...firm.filter, ...filter],
      page: 1,
      hitsPerPage: 0,
    }));
    return (await this.client.search(queries, budget)).map(({ total }) => total);
  }

  /** Total, facets, and the records to rank closely, or of the page where there is nothing to rank. */
  private async match(
    { filters, sort, locale, page, pageSize }: EngineQuery,
    { filter, q, words, ranked }: Matching,
    budget: TimeBudget,
  ): Promise<{ total: number; facets: Map<Facet, Map<string, number>>; candidates: string[] }> {
    const within = filters.map(facetFilter);
    const order = ranked ? [] : [sort === SearchSort.TITLE ? `titles.${locale}:asc` : 'date:desc'];
    const listed: MeiliQuery = {
      q,
      filter: [...filter, ...within],
      facets: ['facets'],
      sort: [...order, 'id:asc'],
      page: ranked ? 1 : page,
      hitsPerPage: ranked ? RANKED_CLOSELY : pageSize,
    };
    // A facet with a choice is counted without it, so that its other values can be chosen too.
    const widened = filters.map((_, index): MeiliQuery => ({
      q,
      filter: [...filter, ...within.filter((__, other) => other !== index)],
      facets: ['facets'],
      page: 1,
      hitsPerPage: 0,
    }));
    const best: MeiliQuery[] =
      ranked && words !== ''
        ? [{ q: words, filter: listed.filter, matchingStrategy: 'frequency', limit: RANKED_CLOSELY }]
        : [];
    const answers = await this.client.search([listed, ...widened, ...best], budget);
    const main: MeiliAnswer = answers[0] ?? { ids: [], total: 0, facets: {} };
    const facets = facetsOf(main.facets);
    filters.forEach(({ facet }, index) => {
      const counts = facetsOf(answers[index + 1]?.facets ?? {}).get(facet);
      if (counts) facets.set(facet, counts);
      else facets.delete(facet);
    });
    const first = best.length > 0 && main.total > RANKED_CLOSELY ? (answers.at(-1)?.ids ?? []) : [];
    const candidates = ranked ? [...new Set([...first, ...main.ids])].slice(0, RANKED_CLOSELY) : main.ids;
    return { total: main.total, facets, candidates };
  }

  /** The page of the records ranked closely, and of those beyond them. */
  private async pageOf(
    { page, pageSize, filters }: EngineQuery,
    { filter, q }: Matching,
    ranked: readonly string[],
    total: number,
    budget: TimeBudget,
  ): Promise<string[]> {
    const from = (page - 1) * pageSize;
    const until = Math.min(from + pageSize, total);
    const close = ranked.slice(from, until);
    if (until <= ranked.length) return close;
    const offset = Math.max(from - ranked.length, 0);
    const others: MeiliQuery = {
      q,
      filter: [...filter, ...filters.map(facetFilter), notAmong(ranked)],
      sort: ['id:asc'],
      offset,
      limit: until - from - close.length,
    };
    const [beyond] = await this.client.search([others], budget);
    return [...close, ...(beyond?.ids ?? [])];
  }
}

/** Words and stems for Meilisearch's own first look. Synonyms of several words have no place in it. */
function wordsOf(alternatives: readonly Alternative[][]): string {
  return alternatives
    .flatMap((ways) => ways.filter(({ terms }) => terms.length === 1).slice(0, 2))
    .flatMap(({ terms }) => terms)
    .join(' ');
}

function facetsOf(counts: Readonly<Record<string, number>>): Map<Facet, Map<string, number>> {
  const facets = new Map<Facet, Map<string, number>>();
  for (const [value, records] of Object.entries(counts)) {
    const at = value.indexOf(':');
    const facet = value.slice(0, at) as Facet;
    facets.set(facet, (facets.get(facet) ?? new Map<string, number>()).set(value.slice(at + 1), records));
  }
  return facets;
}
