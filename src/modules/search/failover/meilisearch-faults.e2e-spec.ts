import {
  BOOT_TIMEOUT_MS,
  startApplication,
  type TestApplication,
} from '../../../../test/harness/application';
import {
  type Exchange,
  type Fault,
  faithful,
  type FaultProxy,
  startFaultProxy,
} from '../../../../test/harness/fault-proxy';
import {
  HAS_MEILISEARCH,
  NO_MEILISEARCH,
  openMeilisearch,
  type TestMeilisearch,
} from '../../../../test/harness/meilisearch';
import { describeIf } from '../../../../test/harness/skip';

interface Answer {
  search: {
    total: number;
    backend: string;
    degraded: boolean;
    hits: { record: { slug: string } }[];
    facets: { facet: string; buckets: { value: string; count: number }[] }[];
  };
}

const SEARCH = `query ($query: String!) {
  search(query: $query, locale: "en", pageSize: 100) {
    total backend degraded hits { record { slug } } facets { facet buckets { value count } }
  }
}`;

/** Long enough for a busy machine, short enough to be waited for in the two tests that have it run out. */
const DEADLINE_MS = 5_000;

const instead =
  (status: number, contentType: string, body: string): Fault =>
  ({ response }) =>
    void response.writeHead(status, { 'content-type': contentType }).end(body);

/** The real answer with something in it changed. */
const changed =
  (change: (body: string) => string): Fault =>
  async ({ forward, response }) => {
    const { status, body } = await forward();
    response.writeHead(status, { 'content-type': 'application/json' }).end(change(body.toString('utf8')));
  };

const truncated: Fault = async ({ forward, response }) => {
  const { body } = await forward();
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(body.length) });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
};

const FAULTS: readonly [string, Fault][] = [
  ['refuses the connection', ({ response }) => void response.destroy()],
  ['is a web server’s error page', instead(502, 'text/html', '<html><h1>Bad gateway</h1></html>')],
  ['is a page with status 200', instead(200, 'text/html', '<!doctype html><title>Welcome</title>')],
  ['is JSON of another service', instead(200, 'application/json', '{"results":{"hits":3}}')],
  ['is nothing', instead(200, 'application/json', '')],
  ['breaks off in the middle', truncated],
  ['has JSON cut short', changed((body) => body.slice(0, -20))],
  ['has records without ids', changed((body) => body.replaceAll('"id":', '"uid":'))],
  ['has answers missing', changed((body) => JSON.stringify({ results: asResults(body).slice(1) }))],
  ['has totals in words', changed((body) => body.replaceAll(/"totalHits":\d+/g, '"totalHits":"some"'))],
];

function asResults(body: string): unknown[] {
  return (JSON.parse(body) as { results: unknown[] }).results;
}

describeIf(HAS_MEILISEARCH, NO_MEILISEARCH, 'a real Meilisearch behind a bad line', () => {
  let meilisearch: TestMeilisearch;
  let proxy: FaultProxy;
  let running: TestApplication;

  beforeAll(async () => {
    meilisearch = await openMeilisearch();
    proxy = await startFaultProxy(meilisearch.url);
    running = await startApplication({
      ...meilisearch.environment(proxy.url),
      MEILI_DEADLINE_MS: String(DEADLINE_MS),
    });
    await running.drainJobs();
  }, BOOT_TIMEOUT_MS);
  afterAll(async () => {
    await running.close();
    await proxy.close();
    await meilisearch.close();
  });
  afterEach(() => proxy.behave(faithful));

  const search = async (query: string): Promise<Answer['search']> =>
    (await running.query<Answer>(SEARCH, { query })).search;
  /** Only searches are disturbed. */
  const inSearches =
    (fault: Fault): Fault =>
    (exchange) =>
      exchange.path.startsWith('/multi-search') ? fault(exchange) : faithful(exchange);

  it.each(FAULTS)(
    'where its answer %s, PostgreSQL says the same, and it is asked again afterwards',
    async (_, fault) => {
      const before = await search('city councils');
      expect(before).toMatchObject({ backend: 'MEILISEARCH', degraded: false });
      proxy.clear();
      proxy.behave(inSearches(fault));
      const during = await search('city councils');
      expect(new Set(proxy.seen.map(({ path }) => path))).toEqual(new Set(['/multi-search']));
      expect(during).toEqual({ ...before, backend: 'POSTGRES', degraded: true });
      proxy.behave(faithful);
      expect(await search('city councils')).toEqual(before);
    },
  );

  it('where it takes longer than its time, nobody waits for it', async () => {
    const held: Exchange[] = [];
    proxy.behave(inSearches((exchange) => void held.push(exchange)));
    // Its answer would never come: that there is one shows that it was not waited for.
    expect(await search('mediation')).toMatchObject({ backend: 'POSTGRES', degraded: true });
    expect(held).toHaveLength(1);
    for (const exchange of held) await faithful(exchange);
    proxy.behave(faithful);
    expect(await search('mediation')).toMatchObject({ backend: 'MEILISEARCH', degraded: false });
  });

  it('where only its first answer comes, nobody waits for the second', async () => {
    let passed = 0;
    proxy.behave(
      inSearches(async (exchange) => {
        if (passed > 0) return;
        passed += 1;
        await faithful(exchange);
      }),
    );
    // Two words are counted first and then searched for: two round trips within one limit.
    expect(await search('resident councils')).toMatchObject({ backend: 'POSTGRES', degraded: true });
    expect(passed).toBe(1);
  });

  it('is left in peace after three failures, and answers again without a restart', async () => {
    await search('genk');
    proxy.behave(inSearches(({ response }) => void response.destroy()));
    for (let failure = 0; failure < 3; failure += 1) await search('genk');
    proxy.clear();
    expect(await search('genk')).toMatchObject({ backend: 'POSTGRES', degraded: true });
    expect(proxy.seen).toEqual([]);
    proxy.behave(faithful);
    let found = await search('genk');
    for (let tried = 0; found.degraded && tried < 60; tried += 1) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      found = await search('genk');
    }
    expect(found).toMatchObject({ backend: 'MEILISEARCH', degraded: false });
    expect(found.hits[0]?.record.slug).toBe('genk');
  });
});
