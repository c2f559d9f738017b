import type { Facet } from '../gql/graphql';

export type FacetName = Facet;

/** How each facet is called in a search address. */
export const FACET_PARAMETERS: Record<FacetName, string> = {
  KIND: 'kind',
  THEME: 'theme',
  TARGET_GROUP: 'group',
  COUNTRY: 'country',
  CITY: 'city',
  NETWORK: 'network',
  STATUS: 'status',
  YEAR: 'year',
  METHOD: 'method',
  PARTICIPATION_LEVEL: 'level',
  PLAN_KIND: 'plan',
  OGP_VALUE: 'value',
  COST_BAND: 'cost',
  FUNDING_STATUS: 'secured',
  FUNDING_SOURCE: 'funding',
  POPULATION_BAND: 'population',
  SDG: 'sdg',
  LABEL: 'label',
  SOURCE_LOCALE: 'written',
};

/** All facets in the order in which readers see them. */
export const facetNames = Object.keys(FACET_PARAMETERS) as FacetName[];

/** Facets that are there at once; the others wait under "more filters". */
export const FIRST_FACETS: ReadonlySet<FacetName> = new Set<FacetName>([
  'KIND',
  'THEME',
  'TARGET_GROUP',
  'COUNTRY',
  'CITY',
  'NETWORK',
]);
