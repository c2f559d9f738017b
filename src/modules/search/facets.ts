/** What results are counted and narrowed by; names of the API. */
export enum Facet {
  KIND = 'KIND',
  CITY = 'CITY',
  COUNTRY = 'COUNTRY',
  NETWORK = 'NETWORK',
  THEME = 'THEME',
  TARGET_GROUP = 'TARGET_GROUP',
  METHOD = 'METHOD',
  PARTICIPATION_LEVEL = 'PARTICIPATION_LEVEL',
  SDG = 'SDG',
  /** the activity's own status, never the state of review */
  STATUS = 'STATUS',
  COST_BAND = 'COST_BAND',
  POPULATION_BAND = 'POPULATION_BAND',
  SOURCE_LOCALE = 'SOURCE_LOCALE',
  LABEL = 'LABEL',
  YEAR = 'YEAR',
  OGP_VALUE = 'OGP_VALUE',
  FUNDING_STATUS = 'FUNDING_STATUS',
  FUNDING_SOURCE = 'FUNDING_SOURCE',
  PLAN_KIND = 'PLAN_KIND',
}

export const FACETS: readonly Facet[] = Object.values(Facet);

/** The scheme whose concepts are a facet's values. Facets that are not here hold record ids, codes or years. */
export const FACET_SCHEMES: Partial<Record<Facet, string>> = {
  [Facet.THEME]: 'theme',
  [Facet.TARGET_GROUP]: 'target-group',
  [Facet.METHOD]: 'method',
  [Facet.PARTICIPATION_LEVEL]: 'participation-level',
  [Facet.SDG]: 'sdg',
  [Facet.STATUS]: 'activity-status',
  [Facet.COST_BAND]: 'cost-band',
  [Facet.POPULATION_BAND]: 'population-band',
  [Facet.LABEL]: 'label',
  [Facet.OGP_VALUE]: 'ogp-value',
  [Facet.FUNDING_STATUS]: 'funding-status',
  [Facet.FUNDING_SOURCE]: 'funding-source',
  [Facet.PLAN_KIND]: 'plan-kind',
};

/** A facet value as both engines keep it. */
export function facetTerm(facet: Facet | string, value: string): string {
  return `${facet}:${value}`;
}
