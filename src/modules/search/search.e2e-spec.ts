import { useApplication } from '../../../test/harness/application';
import { MATCH_END, MATCH_START } from './analysis';

interface Bucket {
  value: string;
  label: string;
  count: number;
}

interface Results {
  search: {
    total: number;
    correctedQuery: string | null;
    droppedWords: string[];
    backend: string;
    degraded: boolean;
    hits: {
      snippet: string | null;
      matchedField: string | null;
      matchedLocale: string | null;
      record: { id: string; slug: string; kind: string; title: { text: string; locale: string } };
    }[];
    facets: { facet: string; buckets: Bucket[] }[];
  };
}

const SEARCH = `query ($query: String!, $locale: Locale, $filters: [FacetFilter!], $sort: SearchSort, $page: Int,
    $pageSize: Int) {
  search(query: $query, locale: $locale, filters: $filters, sort: $sort, page: $page, pageSize: $pageSize) {
    total correctedQuery droppedWords backend degraded
    hits { snippet matchedField matchedLocale record { id slug kind title { text locale } } }
    facets { facet buckets { value label count } }
  }
}`;

describe('search', () => {
  const running = useApplication();

  const search = async (query: string, variables: Record<string, unknown> = {}): Promise<Results['search']> =>
    (await running().query<Results>(SEARCH, { query, pageSize: 100, ...variables })).search;
  const slugs = (results: Results['search']): string[] => results.hits.map(({ record }) => record.slug);
  const buckets = (results: Results['search'], facet: string): Bucket[] =>
    results.facets.find((counts) => counts.facet === facet)?.buckets ?? [];

  it.each([
    ['mediation', 'en', 'method-mediation'],
    ['mediation training', 'en', 'kekava-mediation-training-2025'],
    ['youth', 'en', 'litomerice'],
    ['unge', 'da', 'litomerice'],
    ['Genk', 'en', 'genk'],
    ['Genka', 'lv', 'genk'],
    ['Genku', 'cs', 'genk'],
    ['Orhūsa', 'lv', 'aarhus'],
  ])('%s (%s) finds %s first', async (query, locale, slug) => {
    expect(slugs(await search(query, { locale }))[0]).toBe(slug);
  });

  it('finds whatever language is read, and says in which it matched', async () => {
    const danish = await search('mediation', { locale: 'da' });
    expect(slugs(danish)).toContain('kekava-mediation-training-2025');
    const found = await search('konfliktmægling', { locale: 'da' });
    const english = await search('konfliktmægling', { locale: 'en' });
    expect(new Set(slugs(english))).toEqual(new Set(slugs(found)));
    expect(english.hits[0]?.record.title.locale).toBe('en');
    expect(english.hits[0]?.matchedLocale).not.toBe('en');
  });

  it('marks the matches of the passage that it shows', async () => {
    const { hits } = await search('mediation', { locale: 'en' });
    const hit = hits.find(({ record }) => record.slug === 'kekava-mediation-training-2025');
    expect(hit?.snippet).toContain(`${MATCH_START}mediation${MATCH_END}`);
    expect(hit).toMatchObject({ matchedField: 'summary', matchedLocale: 'en' });
  });

  it('takes a mistyped word for what was meant, and a beginning for its words', async () => {
    const typo = await search('meditaion', { locale: 'en' });
    expect(typo.correctedQuery).toBe('mediation');
    expect(slugs(typo)[0]).toBe('method-mediation');
    expect(slugs(await search('mediat', { locale: 'en' }))).toContain('kekava-mediation-training-2025');
  });

  it('finds nothing for a word that stands nowhere, and says which word that was', async () => {
    expect(await search('xyzzyqwert')).toMatchObject({ total: 0, hits: [], droppedWords: ['xyzzyqwert'] });
  });

  it('never relaxes a phrase or an exclusion', async () => {
    const phrase = await search('"resident councils"', { locale: 'en' });
    expect(phrase.total).toBeGreaterThan(0);
    expect((await search('"councils resident"', { locale: 'en' })).total).toBe(0);
    const all = slugs(await search('urbact'));
    const without = slugs(await search('urbact -breda'));
    expect(all).toContain('breda');
    expect(without).not.toContain('breda');
    expect(all).toEqual(expect.arrayContaining(without));
  });

  it('counts exactly what it lists', async () => {
    for (const query of ['', 'city', 'civic participation']) {
      const results = await search(query);
      expect(results.hits).toHaveLength(results.total);
      const kinds = new Map<string, number>();
      for (const { record } of results.hits) kinds.set(record.kind, (kinds.get(record.kind) ?? 0) + 1);
      expect(new Map(buckets(results, 'KIND').map(({ value, count }) => [value, count]))).toEqual(kinds);
    }
  });

  it('counts a facet as if it were not chosen, and the others as narrowed', async () => {
    const all = await search('');
    const filters = [
      { facet: 'KIND', values: ['EVENT'] },
      { facet: 'COUNTRY', values: ['LV', 'CZ'] },
    ];
    const narrowed = await search('', { filters });
    const events = await search('', { filters: filters.slice(0, 1) });
    const places = await search('', { filters: filters.slice(1) });
    expect(narrowed.total).toBe(narrowed.hits.filter(({ record }) => record.kind === 'EVENT').length);
    expect(narrowed.total).toBeLessThan(events.total);
    expect(buckets(narrowed, 'KIND')).toEqual(buckets(places, 'KIND'));
    expect(buckets(narrowed, 'COUNTRY')).toEqual(expect.arrayContaining(buckets(events, 'COUNTRY')));
    expect(buckets(narrowed, 'THEME').length).toBeLessThan(buckets(all, 'THEME').length);
    expect(all.facets).toHaveLength(19);
  });

  it('labels facets in the language of the reader', async () => {
    const danish = await search('', { locale: 'da' });
    expect(buckets(danish, 'COUNTRY').find(({ value }) => value === 'LV')?.label).toBe('Letland');
    expect(buckets(danish, 'KIND').find(({ value }) => value === 'CITY')?.label).toBe('By');
    expect(buckets(danish, 'SOURCE_LOCALE').find(({ value }) => value === 'sk')?.label).toBe('slovakisk');
    const latvian = await search('', { locale: 'lv' });
    expect(buckets(latvian, 'CITY').map(({ label }) => label)).toContain('Orhūsa');
  });

  it('sorts by title in the shown language, by the last date, and pages without gap', async () => {
    const titled = await search('', { locale: 'sk', sort: 'TITLE' });
    const titles = titled.hits.map(({ record }) => record.title.text);
    const shown = (await search('', { locale: 'sk', sort: 'TITLE', pageSize: 10, page: 2 })).hits;
    expect(shown.map(({ record }) => record.slug)).toEqual(slugs(titled).slice(10, 20));
    expect(titles).toEqual([...titles].sort(new Intl.Collator('und').compare));
    const pages = await Promise.all(
      [1, 2, 3].map((page) => search('city', { locale: 'en', page, pageSize: 4 })),
    );
    expect(pages.flatMap(slugs)).toEqual(slugs(await search('city', { locale: 'en' })).slice(0, 12));
    const newest = slugs(await search('mediation', { sort: 'NEWEST' }));
    expect(new Set(newest)).toEqual(new Set(slugs(await search('mediation'))));
  });

  it.each([
    ['page 0', { page: 0 }],
    ['page size 0', { pageSize: 0 }],
    ['page size 10000', { pageSize: 10_000 }],
    ['too far', { page: 101, pageSize: 100 }],
    ['a concept of another facet', { filters: [{ facet: 'THEME', values: ['sdg/1'] }] }],
    ['a city that is no id', { filters: [{ facet: 'CITY', values: ["x' OR 1=1"] }] }],
    ['NUL in a value', { filters: [{ facet: 'COUNTRY', values: ['L\u0000'] }] }],
    ['a very long query', { query: 'a'.repeat(100_000) }],
    ['an unknown locale', { locale: 'xx' }],
  ])('refuses %s with a stable code', async (_, variables) => {
    const answer = await running().send(SEARCH, { query: '', ...variables });
    expect(answer.status).toBe(400);
    expect(answer.errors[0]?.extensions.code).toMatch(/^(BAD_USER_INPUT|UNKNOWN_LOCALE)$/);
  });

  it.each([
    ['only punctuation', '!?… --- ""'],
    ['only little words', 'the of and'],
    ['10,000 words', Array.from({ length: 10_000 }, (_, index) => `w${index}`).join(' ')],
    ['emoji and right-to-left marks', '🎉 \u200fmediation\u200e'],
    ['filter syntax', 'kind = "CITY" AND (x IN [1])'],
    ['tsquery syntax', "mediation:* & !'genk' | (a <-> b)"],
    ['unbalanced quotes', '"mediation'],
    ['backslashes and apostrophes', "\\'; DROP TABLE search_record; --"],
    ['control characters and NUL', 'media\u0000tion \u0007'],
    ['half a surrogate pair', 'mediation \ud83c'],
  ])('answers %s sensibly', async (_, query) => {
    const answer = await running().send<Results>(SEARCH, { query, pageSize: 100 });
    expect(answer.errors).toEqual([]);
    expect(answer.data.search.hits).toHaveLength(Math.min(answer.data.search.total, 100));
  });

  it('suggests places, titles and themes, with a slip of the hand too', async () => {
    const suggest = async (
      text: string,
      locale: string,
    ): Promise<{ text: string; record: { slug: string } | null }[]> =>
      (
        await running().query<{ suggest: { text: string; record: { slug: string } | null }[] }>(
          'query ($text: String!, $locale: Locale) { suggest(text: $text, locale: $locale) { text record { slug } } }',
          { text, locale },
        )
      ).suggest;
    expect((await suggest('Gen', 'en'))[0]).toEqual({ text: 'Genk', record: { slug: 'genk' } });
    expect((await suggest('gdnask', 'pl'))[0]?.record?.slug).toBe('gdansk');
    expect(await suggest('volunt', 'en')).toContainEqual({ text: 'Volunteering', record: null });
    expect(await suggest('   ', 'en')).toEqual([]);
    const refused = await running().send('{ suggest(text: "a", limit: 21) { text } }');
    expect(refused.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('runs as many statements for one hit as for many, with filters and without', async () => {
    const few = await running().statementsOf(() => search('Orhūsa', { locale: 'en' }));
    const many = await running().statementsOf(() => search('urbact', { locale: 'en' }));
    const filters = [
      { facet: 'COUNTRY', values: ['LV', 'SK', 'CZ', 'BE'] },
      { facet: 'SOURCE_LOCALE', values: ['lv', 'sk', 'cs', 'nl'] },
    ];
    const narrowed = await running().statementsOf(() => search('urbact', { locale: 'en', filters }));
    // One fewer where the only hit is a place whose title the facets have asked for already.
    expect(few.length).toBeGreaterThanOrEqual(4);
    expect(few.length).toBeLessThanOrEqual(5);
    // One more where networks are among the hits: whose part in them is not for everybody.
    expect(many.length).toBe(6);
    expect(narrowed.length).toBeGreaterThanOrEqual(5);
    expect(narrowed.length).toBeLessThanOrEqual(6);
  });
});
