import { yearsCovered } from '../../../common/partial-date';
import { RecordKind } from '../../../common/records';
import type { FacetValues } from '../../records';
import { Facet, FACET_SCHEMES, facetTerm } from '../facets';
import type { RecordSource } from './record-source.query';

/** Facets whose values are concepts that a record carries itself. */
const OF_CONCEPTS = [
  Facet.THEME,
  Facet.TARGET_GROUP,
  Facet.METHOD,
  Facet.PARTICIPATION_LEVEL,
  Facet.SDG,
  Facet.STATUS,
  Facet.OGP_VALUE,
] as const;

/** Kinds that are activities: one that tells no status is counted as such. */
const HAVE_STATUS = new Set([RecordKind.PRACTICE, RecordKind.PLAN, RecordKind.ACTION]);
const STATUS_NOT_REPORTED = 'activity-status/not-reported';

/** What a record takes over from the cities it stands in. */
const FROM_CITIES = [Facet.COUNTRY, Facet.POPULATION_BAND] as const;

/**
 * All facet values of a record, sorted, each once. `own`: what its kind says of it; `ofCities`: what the places kind
 * says of each of its cities.
 */
export function facetsOf(
  source: RecordSource,
  own: FacetValues | undefined,
  ofCities: ReadonlyMap<string, FacetValues>,
): string[] {
  const facets = new Set<string>();
  const add = (facet: Facet | string, values: readonly string[] | undefined): void => {
    for (const value of values ?? []) facets.add(facetTerm(facet, value));
  };
  add(Facet.KIND, [source.kind]);
  add(Facet.SOURCE_LOCALE, [source.sourceLocale]);
  add(Facet.CITY, source.cities);
  if (source.kind === RecordKind.CITY) add(Facet.CITY, [source.id]);
  add(Facet.NETWORK, source.networks);
  add(Facet.LABEL, source.labels);
  for (const facet of OF_CONCEPTS) {
    add(
      facet,
      source.concepts.filter((id) => id.startsWith(`${FACET_SCHEMES[facet]}/`)),
    );
  }
  if (HAVE_STATUS.has(source.kind) && !source.concepts.some((id) => id.startsWith('activity-status/'))) {
    add(Facet.STATUS, [STATUS_NOT_REPORTED]);
  }
  add(Facet.YEAR, yearsCovered(source.start, source.end).map(String));
  for (const city of source.cities) {
    for (const facet of FROM_CITIES) add(facet, ofCities.get(city)?.[facet]);
  }
  for (const [facet, values] of Object.entries(own ?? {})) add(facet, values);
  return [...facets].sort();
}
