import { BOOT_TIMEOUT_MS, startApplication, type TestApplication } from '../../../test/harness/application';
import {
  HAS_MEILISEARCH,
  NO_MEILISEARCH,
  openMeilisearch,
  type TestMeilisearch,
} from '../../../test/harness/meilisearch';
import { describeIf } from '../../../test/harness/skip';
import { SIGNED_OUT } from '../../common/viewer';
import { parseQuery } from './analysis';
import { Facet } from './facets';
import { IndexingService } from './indexing/indexing.service';
import { MeiliSearchEngine } from './meilisearch/meili-search.engine';
import { PostgresSearchEngine } from './postgres/postgres-search.engine';
import { type EngineQuery, type EngineResult, SearchBackend, SearchSort } from './search-engine';

/** Whatever people type: inflected, without diacritics, mistyped, unfinished, quoted, excluded, hostile. */
const QUERIES: readonly string[] = [
  '',
  'gdansku',
  'kekava',
  'Orhūsa',
  'spolupracovnou',
  '"iedzīvotāju padomes"',
  'pocitove mapy ',
  'otvorene vladnutie',
  'resident councils',
  'resident coun',
  'rezident counsils ',
  'youth participation municipality budget plan',
  'participatory budgeting ',
  'urbact',
  'city -genk',
  'city -"of co-existence"',
  '"open government"',
  '"citizens assembly" youth',
  'zzzzqqqq unknownword city',
  'zzzzqqqq ',
  'the of and',
  '?!… ()',
  '"unbalanced quote',
  'audience IN ["x"] OR terms EXISTS',
  "a' | !b & (c:*",
  'PART-NET',
  'part net',
  'ł ø đ',
  '\u202Egenk\u202C 🙂',
  "l'ajuntament col·laboració",
];
const FILTERS: EngineQuery['filters'][] = [
  [],
  [{ facet: Facet.KIND, values: ['PRACTICE', 'ACTION', 'CITY'] }],
  [
    { facet: Facet.COUNTRY, values: ['SK', 'BE', 'LV'] },
    { facet: Facet.SOURCE_LOCALE, values: ['sk', 'nl'] },
  ],
];
const ASKED = QUERIES.flatMap((query) => FILTERS.map((filters, index) => [query, index, filters] as const));

const countsOf = ({ facets }: EngineResult): Record<string, Record<string, number>> =>
  Object.fromEntries(
    [...facets].sort().map(([facet, counts]) => [facet, Object.fromEntries([...counts].sort())]),
  );

/** On a copy of the demo of its own. What an engine finds is compared with what PostgreSQL finds there. */
function contract(backend: SearchBackend, open: () => Promise<NodeJS.ProcessEnv>): void {
  let running: TestApplication;
  beforeAll(async () => {
    running = await startApplication(await open());
    await running.drainJobs();
    await running.app.get(IndexingService, { strict: false }).reindexAll();
  }, BOOT_TIMEOUT_MS);
  afterAll(() => running.close());

  const engine = (which: SearchBackend): PostgresSearchEngine | MeiliSearchEngine =>
    which === SearchBackend.POSTGRES
      ? running.app.get(PostgresSearchEngine, { strict: false })
      : running.app.get(MeiliSearchEngine, { strict: false });
  const ask = (which: SearchBackend, query: string, more: Partial<EngineQuery>): Promise<EngineResult> =>
    engine(which).search(
      {
        parsed: parseQuery(query, 'en'),
        filters: [],
        sort: SearchSort.RELEVANCE,
        page: 1,
        pageSize: 1000,
        locale: 'en',
        ...more,
      },
      SIGNED_OUT.audiences,
    );
  const idsOf = ({ hits }: EngineResult): string[] => hits.map(({ recordId }) => recordId);

  it.each(ASKED)(
    '%j with filters %i: total, list and counts are of the same records',
    async (query, _, filters) => {
      const found = await ask(backend, query, { filters });
      expect(new Set(idsOf(found)).size).toBe(found.total);
      const kinds = [...(found.facets.get(Facet.KIND)?.values() ?? [])].reduce(
        (sum, count) => sum + count,
        0,
      );
      if (!filters.some(({ facet }) => facet === Facet.KIND)) expect(kinds).toBe(found.total);
      const again = await ask(SearchBackend.POSTGRES, query, { filters });
      expect(idsOf(found).sort()).toEqual(idsOf(again).sort());
      expect(countsOf(found)).toEqual(countsOf(again));
      expect(found.droppedWords).toEqual(again.droppedWords);
      expect(found.corrections).toEqual(again.corrections);
    },
  );

  it.each([SearchSort.RELEVANCE, SearchSort.NEWEST, SearchSort.TITLE])(
    'sorted by %s, pages put together are the whole list',
    async (sort) => {
      for (const query of ['', 'city']) {
        const whole = await ask(backend, query, { sort });
        const pages: string[] = [];
        for (let page = 1; (page - 1) * 7 < whole.total; page += 1) {
          pages.push(...idsOf(await ask(backend, query, { sort, page, pageSize: 7 })));
        }
        expect(pages).toEqual(idsOf(whole));
      }
    },
  );

  it('shows nothing to whom nothing is meant for', async () => {
    const parsed = parseQuery('', 'en');
    const found = await engine(backend).search(
      { parsed, filters: [], sort: SearchSort.RELEVANCE, page: 1, pageSize: 10, locale: 'en' },
      ['network:nobody'],
    );
    expect([found.total, found.hits, found.facets.size]).toEqual([0, [], 0]);
  });
}

describe('search engines find the same: PostgreSQL', () => {
  contract(SearchBackend.POSTGRES, () => Promise.resolve({}));
});

describeIf(HAS_MEILISEARCH, NO_MEILISEARCH, 'search engines find the same: Meilisearch', () => {
  let meilisearch: TestMeilisearch | undefined;
  afterAll(() => meilisearch?.close());
  contract(SearchBackend.MEILISEARCH, async () => {
    meilisearch = await openMeilisearch();
    return meilisearch.environment();
  });
});
