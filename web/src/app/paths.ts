import type { FacetFilter, SearchSort } from '../gql/graphql';
import { FACET_PARAMETERS, type FacetName, facetNames } from '../search/facets';

/** What a search address says. `page` counts from 1. */
export interface SearchState {
  query: string;
  filters: Partial<Record<FacetName, string[]>>;
  sort: SearchSort;
  page: number;
}

export const EMPTY_SEARCH: SearchState = { query: '', filters: {}, sort: 'RELEVANCE', page: 1 };

const SORTS: Record<string, SearchSort> = { newest: 'NEWEST', title: 'TITLE' };
const LAST_PAGE = 500;
export const LONGEST_QUERY = 500;

export const startPath = (locale: string): string => `/${locale}/`;

export const recordPath = (locale: string, slug: string): string => `/${locale}/r/${slug}`;

/** All versions of a record. */
export const versionsPath = (locale: string, slug: string): string => `${recordPath(locale, slug)}/versions`;

/** The permanent address of one version: it never means another, and old slugs lead to it too. */
export const versionPath = (locale: string, slug: string, number: number): string =>
  `${versionsPath(locale, slug)}/${number}`;

/** A page of the desk; `page` without a slash at its start, e.g. `imports/<id>`. */
export const deskPath = (locale: string, page = ''): string =>
  `/${locale}/desk${page === '' ? '' : `/${page}`}`;

/** Where people with a role work on a record that readers see. */
export const recordWorkPath = (locale: string, slug: string): string => deskPath(locale, `records/${slug}`);

/** The page on which a text is corrected in a language, or translated by a person. */
export function correctionPath(
  reader: string,
  { recordId, field, locale }: { recordId: string; field: string; locale: string },
): string {
  const parameters = new URLSearchParams({ record: recordId, field, locale });
  return `${deskPath(reader, 'translations/text')}?${parameters.toString()}`;
}

/** Pages about one's own account; letters link to them. */
export const accountPath = (locale: string, page = ''): string =>
  `/${locale}/account${page === '' ? '' : `/${page}`}`;

/** The address of a search. What is left at its default is left out, so that one search has one address. */
export function searchPath(locale: string, state: Partial<SearchState>): string {
  const parameters = new URLSearchParams();
  if (state.query) parameters.append('q', state.query);
  for (const facet of facetNames) {
    for (const value of state.filters?.[facet] ?? []) parameters.append(FACET_PARAMETERS[facet], value);
  }
  const sort = Object.entries(SORTS).find(([, value]) => value === state.sort)?.[0];
  if (sort) parameters.append('sort', sort);
  if (state.page && state.page > 1) parameters.append('page', String(state.page));
  const text = parameters.toString().replaceAll('%2F', '/');
  return `/${locale}/search${text === '' ? '' : `?${text}`}`;
}

/** Reads a search address (or a submitted form). What it does not understand counts as not said. */
export function readSearch(parameters: URLSearchParams): SearchState {
  const filters: SearchState['filters'] = {};
  for (const facet of facetNames) {
    const values = [...new Set(parameters.getAll(FACET_PARAMETERS[facet]).filter((value) => value !== ''))];
    if (values.length > 0) filters[facet] = values;
  }
  const page = Number(parameters.get('page'));
  return {
    query: readQuery(parameters.get('q') ?? ''),
    filters,
    sort: SORTS[parameters.get('sort') ?? ''] ?? 'RELEVANCE',
    page: Number.isInteger(page) && page > 0 ? Math.min(page, LAST_PAGE) : 1,
  };
}

/** What was typed, without control characters and no longer than the field takes. */
function readQuery(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_QUERY);
}

export function toFacetFilters(filters: SearchState['filters']): FacetFilter[] {
  return facetNames.flatMap((facet) => {
    const values = filters[facet];
    return values ? [{ facet, values }] : [];
  });
}

/** The same page in another language: only the first step of the path changes. */
export function inLocale(path: string, locale: string): string {
  return path.replace(/^\/[^/?#]*/, `/${locale}`);
}
