import type { Locale } from '../../common/locale';
import type { Audience } from '../../common/records';
import type { Matcher, ParsedQuery } from './analysis';
import type { Facet } from './facets';

export enum SearchSort {
  RELEVANCE = 'RELEVANCE',
  NEWEST = 'NEWEST',
  TITLE = 'TITLE',
}

export enum SearchBackend {
  POSTGRES = 'POSTGRES',
  MEILISEARCH = 'MEILISEARCH',
}

/** Values of one facet are alternatives; different facets must all hold. */
export interface FacetSelection {
  facet: Facet;
  values: readonly string[];
}

export interface EngineQuery {
  parsed: ParsedQuery;
  /** each facet at most once, none without values */
  filters: readonly FacetSelection[];
  sort: SearchSort;
  /** from 1 */
  page: number;
  pageSize: number;
  /** language of titles when sorting by title */
  locale: Locale;
}

export interface EngineHit {
  recordId: string;
  /** language of the record's best row; null where there was nothing to match, or it matched by a name alone */
  locale: Locale | null;
  /** a word of the query stands in its title or is one of its names */
  inTitle: boolean;
}

export interface EngineResult {
  /** exact */
  total: number;
  hits: EngineHit[];
  /** facet → value → number of records; for a facet with a filter, those without that filter */
  facets: Map<Facet, Map<string, number>>;
  droppedWords: string[];
  /** what a word that nothing has was taken for: surface → folded word */
  corrections: Map<string, string>;
  /** what to mark in texts */
  matcher: Matcher;
}

/**
 * Finds records. `audiences` is who asks: a record that none of them may see is not matched, not counted, and lends
 * no word to suggestions and corrections.
 */
export interface SearchEngine {
  readonly backend: SearchBackend;
  search(query: EngineQuery, audiences: readonly Audience[]): Promise<EngineResult>;
}

/** A result with whom it is from. */
export interface EngineAnswer extends EngineResult {
  backend: SearchBackend;
  /** the configured engine did not answer, another one did */
  degraded: boolean;
}

/** What the application asks: whichever engine answers, there is an answer. */
export interface AnsweringEngine {
  search(query: EngineQuery, audiences: readonly Audience[]): Promise<EngineAnswer>;
}

/** Of an `AnsweringEngine`. */
export const SEARCH_ENGINE = Symbol('SEARCH_ENGINE');
