import type { Audience } from '../../../common/records';
import type { Alternative, ParsedQuery } from '../analysis';
import { facetTerm } from '../facets';
import type { FacetSelection } from '../search-engine';

/** One of the values; values are only ever written through here, so none is read as a condition. */
function oneOf(attribute: string, values: readonly string[]): string {
  const quoted = values.map((v) => `"${v.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);
  return `${attribute} IN [${quoted.join(', ')}]`;
}

const has = (terms: readonly string[]): string =>
  `(${terms.map((term) => oneOf('terms', [term])).join(' AND ')})`;

/** The record has the word in one of these ways. */
export function hasAny(alternatives: readonly Alternative[]): string {
  const single = alternatives.filter(({ terms }) => terms.length === 1).flatMap(({ terms }) => terms);
  const several = alternatives.filter(({ terms }) => terms.length > 1);
  const ways = several.map(({ terms }) => has(terms));
  if (single.length > 0) ways.unshift(oneOf('terms', single));
  return `(${ways.join(' OR ')})`;
}

/** Who asks, phrases and exclusions: filters, and what of them only a search for words in a row can tell. */
export function firmConditions(
  { phrases, excluded }: ParsedQuery,
  audiences: readonly Audience[],
): { filter: string[]; q: string } {
  const inRow = (words: readonly string[]): string => `"${words.join(' ')}"`;
  return {
    filter: [
      oneOf('audience', audiences),
      ...phrases.map(({ words }) => has(words)),
      ...excluded.filter(({ words }) => words.length === 1).map(({ words }) => `NOT ${has(words)}`),
    ],
    q: [
      ...phrases.filter(({ words }) => words.length > 1).map(({ words }) => inRow(words)),
      ...excluded.filter(({ words }) => words.length > 1).map(({ words }) => `-${inRow(words)}`),
    ].join(' '),
  };
}

export function facetFilter({ facet, values }: FacetSelection): string {
  return oneOf(
    'facets',
    values.map((value) => facetTerm(facet, value)),
  );
}

export function notAmong(ids: readonly string[]): string {
  return `NOT ${oneOf('id', ids)}`;
}
