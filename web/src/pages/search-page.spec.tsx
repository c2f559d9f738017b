import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { OverviewQuery, SearchQuery } from '../gql/graphql';
import { renderPage } from '../testing/render-page';
import { SearchPage } from './search-page';

const facets: SearchQuery['search']['facets'] = [
  {
    facet: 'THEME',
    buckets: [
      { value: 'theme/youth', label: 'Youth', count: 3 },
      { value: 'theme/health', label: 'Health', count: 1 },
    ],
  },
];

/** As the API answers: with the type's name, by which the cache matches fragments. */
const title = {
  __typename: 'LocalizedText',
  text: 'Litoměřice',
  locale: 'sk',
  origin: 'ORIGINAL',
  state: 'UNAVAILABLE',
  isFallback: true,
  engine: null,
  original: { __typename: 'LocalizedText', text: 'Litoměřice', locale: 'sk', origin: 'ORIGINAL' },
} as const;

const results: SearchQuery['search'] = {
  total: 41,
  page: 1,
  pageSize: 20,
  degraded: false,
  correctedQuery: null,
  droppedWords: [],
  facets,
  hits: [
    {
      snippet: 'works with \uE000young\uE001 people',
      matchedField: 'summary',
      matchedLocale: 'en',
      source: null,
      record: {
        __typename: 'City',
        id: '1',
        kind: 'CITY',
        slug: 'litomerice',
        themes: [],
        cities: [],
        summary: null,
        title,
      },
    },
  ],
};
const overview: OverviewQuery = { search: { total: 41, facets } };

function show(search: Partial<typeof results> | Error, path = '/en/search?q=young') {
  return renderPage(<SearchPage />, {
    path,
    answers: {
      Search: search instanceof Error ? search : { search: { ...results, ...search } },
      Overview: overview,
    },
  });
}

describe('the search page', () => {
  it('says how many, shows what matched, and marks a title in another language', async () => {
    show({});
    const heading = await screen.findByRole('heading', { level: 2, name: /41 results ?, page 1 of 3/ });
    expect(heading.getAttribute('aria-live')).toBe('polite');
    expect(screen.getByText('young').tagName).toBe('MARK');
    const link = screen.getByRole('link', { name: 'Litoměřice' });
    expect(link.getAttribute('href')).toBe('/en/r/litomerice');
    expect(within(link).getByText('Litoměřice').getAttribute('lang')).toBe('sk');
    expect(screen.getByText(/No translation yet/)).toBeTruthy();
  });

  it('asks again with a filter that is ticked, from the first page, and offers to take it away', async () => {
    const { asked } = show({}, '/en/search?q=young&page=2');
    fireEvent.click(await screen.findByRole('checkbox', { name: /Youth/ }));
    await waitFor(() => {
      expect(asked.at(-1)).toEqual({
        name: 'Search',
        variables: {
          query: 'young',
          locale: 'en',
          filters: [{ facet: 'THEME', values: ['theme/youth'] }],
          sort: 'RELEVANCE',
          page: 1,
          pageSize: 20,
        },
      });
    });
    const chip = await screen.findByRole('link', { name: 'Remove filter: Youth' });
    expect(chip.getAttribute('href')).toBe('/en/search?q=young');
  });

  it('says kindly that there is nothing, with ways on', async () => {
    show({ total: 0, hits: [], facets: [] }, '/en/search?q=zzz&theme=theme/youth');
    expect(await screen.findByRole('heading', { name: 'Nothing found for “zzz”' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Search again without filters' }).getAttribute('href')).toBe(
      '/en/search?q=zzz',
    );
    expect((await screen.findByRole('link', { name: 'Health' })).getAttribute('href')).toBe(
      '/en/search?theme=theme/health',
    );
  });

  it('tells what was corrected, left out, or answered by another engine', async () => {
    show({ correctedQuery: 'youth', droppedWords: ['the', 'of'], degraded: true });
    expect(await screen.findByText('Results for “youth”.')).toBeTruthy();
    expect(screen.getByText(/Results without the and of are shown/)).toBeTruthy();
    expect(screen.getByText(/main search engine did not answer/)).toBeTruthy();
  });

  it('survives an API that does not answer, and tries again', async () => {
    const { answers } = show(new Error('gone'));
    expect(await screen.findByRole('alert')).toBeTruthy();
    answers['Search'] = { search: results };
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'Litoměřice' })).toBeTruthy();
  });
});
