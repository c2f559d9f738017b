import type { Audience } from '../../../common/records';
import type { Alternative } from '../analysis';
import { facetTerm } from '../facets';
import type { ResolvedPhrase, ResolvedQuery } from '../postgres/resolved-query';
import type { FacetSelection } from '../search-engine';

/** One of the values; values are only ever written through here, so none is read as a condition. */
function oneOf(attribute: string, values: readonly string[]): string {
  const quoted = values.map((v) => `"${v.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);
  return `${attribute} IN [${quoted.join(', ')}]`;
}

/** A term, and the concepts in whose labels it stands. */
const withConcepts = (term: string, { terms }: ResolvedQuery): string[] => [term, ...terms.conceptsOf(term)];

const has = (words: readonly string[], query: ResolvedQuery): string =>
  `(${words.map((term) => oneOf('terms', withConcepts(term, query))).join(' AND ')})`;

/** The record has the word in one of these ways. */
export function hasAny(alternatives: readonly Alternative[], query: ResolvedQuery): string {
  const single = alternatives.filter(({ terms }) => terms.length === 1).flatMap(({ terms }) => terms);
  const several = alternatives.filter(({ terms }) => terms.length > 1);
  const ways = several.map(({ terms }) => has(terms, query));
  const anyOfThem = new Set(single.flatMap((term) => withConcepts(term, query)));
  if (single.length > 0) ways.unshift(oneOf('terms', [...anyOfThem]));
  return `(${ways.join(' OR ')})`;
}

/** Who asks, phrases and exclusions: filters, and what of them only a search for words in a row can tell. */
export function firmConditions(
  query: ResolvedQuery,
  audiences: readonly Audience[],
): { filter: string[]; q: string } {
  const inRow = (words: readonly string[]): string => `"${words.join(' ')}"`;
  const { phrases, excluded } = query;
  const having = ({ phrase }: ResolvedPhrase): string => has(phrase.words, query);
  const several = (of: readonly ResolvedPhrase[]): string[][] =>
    of.map(({ phrase }) => phrase.words).filter((words) => words.length > 1);
  return {
    filter: [
      oneOf('audience', audiences),
      ...phrases.map(having),
      ...excluded.filter(({ phrase }) => phrase.words.length === 1).map((word) => `NOT ${having(word)}`),
    ],
    q: [...several(phrases).map(inRow), ...several(excluded).map((words) => `-${inRow(words)}`)].join(' '),
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
