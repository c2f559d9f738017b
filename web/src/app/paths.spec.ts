import { EMPTY_SEARCH, inLocale, LONGEST_QUERY, readSearch, searchPath, toFacetFilters } from './paths';

const read = (text: string) => readSearch(new URLSearchParams(text));

describe('the address of a search', () => {
  it('says everything, and reads back as it was written', () => {
    const state = {
      query: 'unge & ældre',
      filters: { THEME: ['theme/youth', 'theme/health'], COUNTRY: ['CZ'] },
      sort: 'NEWEST' as const,
      page: 3,
    };
    const path = searchPath('da', state);
    expect(path).toContain('theme=theme/youth&theme=theme/health');
    expect(read(path.slice(path.indexOf('?')))).toEqual(state);
  });

  it('leaves out what is as usual', () => {
    expect(searchPath('da', EMPTY_SEARCH)).toBe('/da/search');
    expect(searchPath('da', { ...EMPTY_SEARCH, query: 'x' })).toBe('/da/search?q=x');
  });

  it.each(['0', '-1', '1.5', 'x', '', '1e9'])('takes page=%s for one that is there', (page) => {
    const { page: read_ } = read(`page=${page}`);
    expect(read_).toBeGreaterThanOrEqual(1);
    expect(read_).toBeLessThanOrEqual(500);
    expect(Number.isInteger(read_)).toBe(true);
  });

  it('drops control characters, an unknown order, empty and repeated values', () => {
    expect(read('q=a%00b%0Ac&sort=random&theme=&theme=t&theme=t')).toEqual({
      query: 'a b c',
      filters: { THEME: ['t'] },
      sort: 'RELEVANCE',
      page: 1,
    });
    expect(read(`q=${'x'.repeat(100_000)}`).query).toHaveLength(LONGEST_QUERY);
  });

  it('becomes the filters of the API', () => {
    expect(toFacetFilters({ COUNTRY: ['CZ'], KIND: ['PLAN'] })).toEqual([
      { facet: 'KIND', values: ['PLAN'] },
      { facet: 'COUNTRY', values: ['CZ'] },
    ]);
  });
});

describe('the same page in another language', () => {
  it.each([
    ['/da/search?q=unge&page=2', '/nl/search?q=unge&page=2'],
    ['/da/', '/nl/'],
    ['/da/r/part-net', '/nl/r/part-net'],
  ])('%s → %s', (path, expected) => {
    expect(inLocale(path, 'nl')).toBe(expected);
  });
});
