import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Audience } from '../../../common/records';
import { type Alternative, type Matcher, matcherOf, MATCH_WEIGHTS, type ParsedQuery } from '../analysis';
import { Facet } from '../facets';
import { ANY_LANGUAGE } from '../indexing/search-document';
import { ENOUGH_MATCHES, inverseDocumentFrequency, relaxationSteps } from '../ranking';
import {
  type EngineHit,
  type EngineQuery,
  type EngineResult,
  SearchBackend,
  type SearchEngine,
  SearchSort,
} from '../search-engine';
import { KeptAnswers } from './kept-answers';
import { countWords, type FirmConditions, match, type MatchAnswer, RANKED_CLOSELY } from './match.query';
import { type RankedRecord, rankCandidates } from './rank-candidates';
import { type ResolvedWord, type ResolvedWords, resolveWords } from './term.query';
import { anyInTitle, anyOf } from './tsquery';

interface Condition {
  /** a tsquery, or null: every record */
  query: string | null;
  dropped: string[];
}

/**
 * Search in PostgreSQL. The index of terms finds who matches; our own BM25 orders them (analysis/README.md). At most
 * five statements, whatever is asked and found.
 */
@Injectable()
export class PostgresSearchEngine implements SearchEngine {
  readonly backend = SearchBackend.POSTGRES;

  private readonly everything: KeptAnswers;

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {
    this.everything = new KeptAnswers((request) => match(this.dataSource.manager, request));
  }

  async search(query: EngineQuery, audiences: readonly Audience[]): Promise<EngineResult> {
    const { parsed } = query;
    const manager = this.dataSource.manager;
    const phraseTerms = [...new Set(parsed.phrases.flatMap(({ words }) => words))];
    const resolved = await resolveWords(manager, parsed.words, phraseTerms, audiences);
    const firm: FirmConditions = { audiences, phrases: parsed.phrases, excluded: parsed.excluded };
    const condition = await this.condition(resolved.words, parsed, firm);
    const corrections = correctionsOf(resolved.words);
    const alternatives = [
      ...resolved.words.map((word) => word.alternatives),
      ...phraseTerms.map((term): Alternative[] => [
        { terms: [term], kind: 'exact', weight: MATCH_WEIGHTS.exact },
      ]),
    ].filter((ways) => ways.length > 0);
    const matcher = matcherFor(resolved.words, alternatives);
    if (!condition) {
      const droppedWords = parsed.words.map(({ surface }) => surface);
      return { total: 0, hits: [], facets: new Map(), droppedWords, corrections, matcher };
    }
    const answer = await this.everything.answer(resolved.version, {
      ...firm,
      condition: condition.query,
      filters: query.filters,
      sort: query.sort,
      locale: query.locale,
      limit: query.pageSize,
      offset: (query.page - 1) * query.pageSize,
      terms: [...new Set(alternatives.flatMap((ways) => ways.flatMap(({ terms }) => terms)))],
      worths: alternatives.map((ways) => ({
        query: anyOf(ways),
        inTitle: anyInTitle(ways),
        worth: worthOf(ways, resolved),
      })),
    });
    const ranked = rankCandidates(answer.rows, alternatives, resolved.frequencies, resolved.statistics);
    return {
      total: answer.total,
      hits: hitsOf(query, answer, ranked, alternatives.length > 0),
      facets: facetsOf(answer),
      droppedWords: condition.dropped,
      corrections,
      matcher,
    };
  }

  /** Which words a record must have; null: no record can match. */
  private async condition(
    words: readonly ResolvedWord[],
    parsed: ParsedQuery,
    firm: FirmConditions,
  ): Promise<Condition | null> {
    const known = words.filter(({ alternatives }) => alternatives.length > 0);
    const surfaces = (dropped: readonly ResolvedWord[]): string[] => dropped.map(({ word }) => word.surface);
    const unknown = words.filter((word) => !known.includes(word));
    const queries = known.map(({ alternatives }) => anyOf(alternatives));
    if (known.length === 0) {
      return words.length === 0 || parsed.phrases.length > 0
        ? { query: null, dropped: surfaces(unknown) }
        : null;
    }
    if (known.length === 1) return { query: queries[0] ?? null, dropped: surfaces(unknown) };
    const counts = await countWords(this.dataSource.manager, queries, firm);
    if (counts.all >= ENOUGH_MATCHES) return { query: queries.join(' & '), dropped: surfaces(unknown) };
    const recordsWith = (mask: number): number =>
      counts.byMask.reduce((sum, row) => sum + ((row.mask & mask) === mask ? row.records : 0), 0);
    for (const step of relaxationSteps(known.map((_, index) => recordsWith(2 ** index)))) {
      const required = step.required.reduce((mask, index) => mask | (2 ** index), 0);
      if (step.enough > 0 && recordsWith(required) < step.enough) continue;
      const asked = step.required.map((index) => queries[index] ?? '');
      return {
        query: asked.length > 0 ? asked.join(' & ') : queries.join(' | '),
        dropped: surfaces(
          words.filter((word) => unknown.includes(word) || step.dropped.includes(known.indexOf(word))),
        ),
      };
    }
    return null;
  }
}

/** How telling a word is by its best alternative. */
function worthOf(alternatives: readonly Alternative[], { frequencies, statistics }: ResolvedWords): number {
  return Math.max(
    ...alternatives.map(({ terms, weight }) => {
      const frequency = Math.min(...terms.map((term) => frequencies.get(term) ?? 0));
      return weight * inverseDocumentFrequency(frequency, statistics.rows);
    }),
  );
}

function hitsOf(
  query: EngineQuery,
  answer: MatchAnswer,
  ranked: RankedRecord[],
  hasWords: boolean,
): EngineHit[] {
  const byId = new Map(ranked.map((record) => [record.recordId, record]));
  const offset = (query.page - 1) * query.pageSize;
  const byRelevance = query.sort === SearchSort.RELEVANCE && hasWords;
  const best = ranked.map(({ recordId }) => recordId);
  const unranked = answer.ids.filter((id) => !byId.has(id));
  const ids = byRelevance
    ? [
        ...[...best, ...unranked].slice(0, RANKED_CLOSELY).slice(offset, offset + query.pageSize),
        ...answer.beyond,
      ]
    : answer.ids;
  return ids.map((recordId) => {
    const record = byId.get(recordId);
    const locale = record && record.bestLocale !== ANY_LANGUAGE ? record.bestLocale : null;
    return { recordId, locale, inTitle: record?.inTitle ?? false };
  });
}

function facetsOf(answer: MatchAnswer): Map<Facet, Map<string, number>> {
  const facets = new Map<Facet, Map<string, number>>();
  for (const { value, records } of answer.facets) {
    const at = value.indexOf(':');
    const facet = value.slice(0, at) as Facet;
    const counts = facets.get(facet) ?? new Map<string, number>();
    facets.set(facet, counts.set(value.slice(at + 1), records));
  }
  return facets;
}

export function correctionsOf(words: readonly ResolvedWord[]): Map<string, string> {
  return new Map(
    words.flatMap(({ word, isTypo, alternatives }) => {
      const meant = alternatives[0]?.terms.join(' ');
      return isTypo && meant ? [[word.surface, meant] as const] : [];
    }),
  );
}

export function matcherFor(words: readonly ResolvedWord[], alternatives: readonly Alternative[][]): Matcher {
  const prefixes = words.filter(({ word, isTypo }) => word.prefix && !isTypo).map(({ word }) => word.folded);
  return matcherOf(alternatives.flat(), prefixes);
}
