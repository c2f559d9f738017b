import { randomUUID } from 'node:crypto';
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
import { type EngineQuery, type EngineResult, type SearchEngine, SearchSort } from './search-engine';

const RECORDS = 450;
const PAGE_SIZE = 50;
const WORDS = ['quay', 'ferry', 'market', 'bridge', 'tram', 'square', 'garden', 'tower'] as const;
const YEARS = ['2019', '2020', '2021-05', '2022-03-04', '2023'] as const;

/** Every record has the first word; the further ones in places that differ from record to record. */
function textsOf(number: number): { field: string; text: string }[] {
  const word = (turn: number): string => WORDS[Math.floor(number / turn) % WORDS.length] ?? '';
  const often = `${word(3)} `.repeat(1 + (number % 5));
  const title = number % 7 === 0 ? `Harbour ${word(1)} ${number}` : `${word(1)} ${word(2)} number ${number}`;
  return [
    { field: 'title', text: `${['Å', 'a', 'Z', 'é'][number % 4] ?? ''} ${title}` },
    {
      field: 'summary',
      text: number % 3 === 0 ? `The harbour and its ${word(5)}.` : `A ${word(7)} for all.`,
    },
    { field: 'howItWorks', text: `${often}by the harbour. ${'Neighbours met there. '.repeat(number % 11)}` },
  ];
}

/** More matches than are ranked closely: both engines have to mean the same records, counts and pages. */
describeIf(HAS_MEILISEARCH, NO_MEILISEARCH, 'more matches than are ranked closely', () => {
  let meilisearch: TestMeilisearch;
  let running: TestApplication;

  beforeAll(async () => {
    meilisearch = await openMeilisearch();
    running = await startApplication(meilisearch.environment());
    await running.change(async (manager) => {
      const records = Array.from({ length: RECORDS }, (_, number) => ({
        id: randomUUID(),
        slug: `harbour-${number}`,
        year: YEARS[number % YEARS.length],
        texts: textsOf(number),
      }));
      const list = [JSON.stringify(records)];
      const source = 'jsonb_to_recordset($1::jsonb) AS x(id uuid, slug text, year text, texts jsonb)';
      for (const statement of [
        `INSERT INTO record (id, kind, slug, source_locale, state, audience, start_date, end_date, published_version, published_at)
         SELECT x.id, 'METHOD', x.slug, 'en', 'PUBLISHED', '{public}', x.year, x.year, 1, now() FROM ${source}`,
        `INSERT INTO record_slug (slug, record_id) SELECT x.slug, x.id FROM ${source}`,
        `INSERT INTO method (id, concept_id) SELECT x.id, 'method/mediation' FROM ${source}`,
        `INSERT INTO record_text (record_id, field, locale, text, origin, is_source)
         SELECT x.id, t.field, 'en', t.text, 'ORIGINAL', true
         FROM ${source}, jsonb_to_recordset(x.texts) AS t(field text, text text)`,
      ]) {
        await manager.query(statement, list);
      }
    });
    await running.app.get(IndexingService, { strict: false }).reindexAll();
  }, BOOT_TIMEOUT_MS);
  afterAll(async () => {
    await running.close();
    await meilisearch.close();
  });

  const engines = (): { postgres: SearchEngine; meili: SearchEngine } => ({
    postgres: running.app.get(PostgresSearchEngine, { strict: false }),
    meili: running.app.get(MeiliSearchEngine, { strict: false }),
  });
  const ask = (engine: SearchEngine, query: string, more: Partial<EngineQuery>): Promise<EngineResult> =>
    engine.search(
      {
        parsed: parseQuery(query, 'en'),
        filters: [],
        sort: SearchSort.RELEVANCE,
        page: 1,
        pageSize: PAGE_SIZE,
        locale: 'en',
        ...more,
      },
      SIGNED_OUT.audiences,
    );
  const pagesOf = async (
    engine: SearchEngine,
    query: string,
    more: Partial<EngineQuery>,
  ): Promise<{ total: number; facets: unknown; pages: string[][] }> => {
    const pages: string[][] = [];
    for (;;) {
      const found = await ask(engine, query, { ...more, page: pages.length + 1 });
      pages.push(found.hits.map(({ recordId }) => recordId));
      if (pages.length * PAGE_SIZE >= found.total) {
        const facets = [...found.facets].sort().map(([facet, counts]) => [facet, [...counts].sort()]);
        return { total: found.total, facets, pages };
      }
    }
  };
  const SOME_YEARS = [{ facet: Facet.YEAR, values: ['2019', '2020', '2021', '2023'] }];

  it.each([
    ['harbour ', {}],
    ['harbour ', { filters: SOME_YEARS }],
    ['harbour quay ', {}],
    ['harb', {}],
    ['harbuor ', {}],
    ['neighbours harbour', { filters: [...SOME_YEARS, { facet: Facet.KIND, values: ['METHOD'] }] }],
    ['"the harbour"', {}],
    ['harbour -tower ', {}],
    ['harbour', { sort: SearchSort.NEWEST }],
    ['harbour', { sort: SearchSort.TITLE }],
    ['', {}],
    ['', { sort: SearchSort.TITLE }],
  ] as [string, Partial<EngineQuery>][])(
    '%j %j: the same records, counts and pages as in PostgreSQL',
    async (query, more) => {
      const { postgres, meili } = engines();
      const [right, found] = [await pagesOf(postgres, query, more), await pagesOf(meili, query, more)];
      expect(found.total).toBe(right.total);
      expect(found.facets).toEqual(right.facets);
      const all = found.pages.flat();
      expect(new Set(all).size).toBe(found.total);
      expect([...all].sort()).toEqual(right.pages.flat().sort());
      expect(found.pages[0]).toEqual(right.pages[0]);
      // By relevance, those beyond the ones ranked closely stand in an order of each engine's own.
      if (more.sort !== undefined || query === '') expect(found.pages).toEqual(right.pages);
    },
  );
});
