import { BOOT_TIMEOUT_MS, startApplication, type TestApplication } from '../../../test/harness/application';
import {
  HAS_MEILISEARCH,
  NO_MEILISEARCH,
  openMeilisearch,
  type TestMeilisearch,
} from '../../../test/harness/meilisearch';
import { describeIf } from '../../../test/harness/skip';

interface Answer {
  search: { backend: string; degraded: boolean; hits: { record: { slug: string } }[] };
}

const SEARCH = `query ($query: String!, $locale: Locale) {
  search(query: $query, locale: $locale, pageSize: 5) { backend degraded hits { record { slug } } }
}`;

/** What people type, the language they read in, and what they mean. */
const MEANT: readonly (readonly [query: string, locale: string, slug: string])[] = [
  ['gdansku', 'pl', 'gdansk'],
  ['kekava', 'en', 'kekava'],
  ['spolupracovnou', 'sk', 'bb-spolupracovna-integration'],
  ['"iedzīvotāju padomes"', 'lv', 'kekava-resident-engagement'],
  ['pocitove mapy', 'sk', 'method-emotional-map'],
  ['otvorene vladnutie', 'sk', 'banska-bystrica-open-government-initiative'],
  ['resident councils', 'en', 'kekava-resident-engagement'],
];
/** The languages of others who type the same: it has to be found whatever the pages are in. */
const READERS = ['en', 'cs', 'lv', 'nb'];
const ASKED = MEANT.flatMap(([query, locale, slug]) =>
  [...new Set([locale, ...READERS])].flatMap((reader) =>
    // A space at the end says that the last word is whole.
    (query.endsWith('"') ? [query] : [query, `${query} `]).map((typed) => [typed, reader, slug] as const),
  ),
);

function meantFirst(backend: string, open: () => Promise<NodeJS.ProcessEnv>): void {
  let running: TestApplication;
  beforeAll(async () => {
    running = await startApplication(await open());
    await running.drainJobs();
  }, BOOT_TIMEOUT_MS);
  afterAll(() => running.close());

  it.each(ASKED)('%j read in %s: %s comes first', async (query, locale, slug) => {
    const { search } = await running.query<Answer>(SEARCH, { query, locale });
    expect(search).toMatchObject({ backend, degraded: false });
    expect(search.hits[0]?.record.slug).toBe(slug);
  });
}

describe('people see first what they meant: PostgreSQL', () => {
  meantFirst('POSTGRES', () => Promise.resolve({}));
});

describeIf(HAS_MEILISEARCH, NO_MEILISEARCH, 'people see first what they meant: Meilisearch', () => {
  let meilisearch: TestMeilisearch | undefined;
  afterAll(() => meilisearch?.close());
  meantFirst('MEILISEARCH', async () => {
    meilisearch = await openMeilisearch();
    return meilisearch.environment();
  });
});
