import { createHash } from 'node:crypto';
import type { Settings } from 'meilisearch';

/**
 * The index's settings. Which records match is decided by filters over our own analysed terms (analysis/README.md),
 * so that both engines find the same; hence no typos and no prefixes of Meilisearch's own.
 */
export const SETTINGS: Settings = {
  searchableAttributes: ['title', 'summary', 'fields', 'body'],
  displayedAttributes: ['id', 'fingerprint'],
  filterableAttributes: [
    {
      attributePatterns: ['id', 'audience', 'facets', 'terms'],
      features: { facetSearch: false, filter: { equality: true, comparison: false } },
    },
  ],
  sortableAttributes: ['id', 'date', 'titles'],
  rankingRules: ['words', 'attribute', 'proximity', 'sort', 'exactness'],
  // Stems are tagged with their language: sk:spolupracov is one word.
  nonSeparatorTokens: [':'],
  stopWords: [],
  synonyms: {},
  typoTolerance: { enabled: false },
  prefixSearch: 'disabled',
  proximityPrecision: 'byWord',
  facetSearch: false,
  // Totals are never above the first, counts of values never more than the second.
  pagination: { maxTotalHits: 1_000_000 },
  faceting: { maxValuesPerFacet: 10_000 },
};

/** Changes with the form of the documents. */
const DOCUMENT_FORM = 2;

/**
 * Name of a site's index. It tells the settings apart: a new version of the application builds an index of its own
 * before it asks it.
 */
export function indexName(prefix: string): string {
  const form = createHash('sha256')
    .update(JSON.stringify([DOCUMENT_FORM, SETTINGS]))
    .digest('hex');
  return `${prefix}-${form.slice(0, 10)}`;
}

/** What the names of indexes that are being built anew begin with. */
export function sideIndexPrefix(index: string): string {
  return `${index}-next-`;
}
