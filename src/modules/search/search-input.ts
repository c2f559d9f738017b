import { BadInputError } from '../../common/errors';
import type { Locale } from '../../common/locale';
import { RecordKind } from '../../common/records';
import { Facet, FACET_SCHEMES } from './facets';
import type { FacetSelection } from './search-engine';

/** characters of a query; more of it than the analysis reads is not looked at (`QUERY_LIMITS`) */
const LONGEST_QUERY = 90_000;
const MOST_RESULTS = 10_000;
const LARGEST_PAGE = 100;
const MOST_VALUES = 200;
const MOST_SUGGESTIONS = 20;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/** What of the vocabulary the checks need. */
export interface KnownValues {
  isConcept(id: string, scheme: string): boolean;
  isLocale(tag: Locale): boolean;
}

/** The query as text; control characters are spaces. Throws where it is longer than any person's. */
export function cleanQuery(query: string): string {
  if (query.length > LONGEST_QUERY)
    throw new BadInputError('error.search.queryTooLong', { max: LONGEST_QUERY });
  return query.replace(CONTROL, ' ').replace(/\p{Surrogate}/gu, ' ');
}

export function checkPage(page: number, pageSize: number): void {
  if (page < 1) throw new BadInputError('error.search.page');
  if (pageSize < 1 || pageSize > LARGEST_PAGE)
    throw new BadInputError('error.search.pageSize', { max: LARGEST_PAGE });
  if (page * pageSize > MOST_RESULTS) throw new BadInputError('error.search.tooFar', { max: MOST_RESULTS });
}

export function checkSuggestions(limit: number): void {
  if (limit < 1 || limit > MOST_SUGGESTIONS)
    throw new BadInputError('error.suggest.limit', { max: MOST_SUGGESTIONS });
}

/**
 * Filters with each facet once, its values joined; those without values say nothing. Throws where a value is none of
 * its facet's.
 */
export function checkFilters(
  filters: readonly { facet: Facet; values: readonly string[] }[],
  known: KnownValues,
): FacetSelection[] {
  const byFacet = new Map<Facet, Set<string>>();
  for (const { facet, values } of filters) {
    const kept = byFacet.get(facet) ?? new Set<string>();
    for (const given of values) {
      const value = facet === Facet.CITY || facet === Facet.NETWORK ? given.toLowerCase() : given;
      if (kept.size >= MOST_VALUES || !isValueOf(facet, value, known)) {
        throw new BadInputError('error.search.filterValue', {
          facet,
          value: given.replace(CONTROL, ' ').slice(0, 80),
        });
      }
      kept.add(value);
    }
    if (kept.size > 0) byFacet.set(facet, kept);
  }
  return [...byFacet].map(([facet, values]) => ({ facet, values: [...values] }));
}

function isValueOf(facet: Facet, value: string, known: KnownValues): boolean {
  const scheme = FACET_SCHEMES[facet];
  if (scheme) return known.isConcept(value, scheme);
  switch (facet) {
    case Facet.CITY:
    case Facet.NETWORK:
      return UUID.test(value);
    case Facet.COUNTRY:
      return /^[A-Z]{2}$/.test(value);
    case Facet.YEAR:
      return /^\d{4}$/.test(value);
    case Facet.SOURCE_LOCALE:
      return known.isLocale(value);
    case Facet.KIND:
      return Object.values<string>(RecordKind).includes(value);
    default:
      return false;
  }
}
