import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  BOOT_TIMEOUT_MS,
  startApplication,
  type TestApplication,
} from '../../../../test/harness/application';

type Behaviour = (response: ServerResponse) => void;

interface Answer {
  search: { total: number; backend: string; degraded: boolean; hits: { record: { slug: string } }[] };
}

const SEARCH = `query ($query: String!) {
  search(query: $query, locale: "en") { total backend degraded hits { record { slug } } }
}`;
/** What a search may take above Meilisearch's deadline of 800 ms, on a busy machine. */
const PATIENCE_MS = 2_500;

const send =
  (status: number, body: string): Behaviour =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(body);
  };
const silence: Behaviour = () => undefined;
const hangUp: Behaviour = (response) => response.destroy();
const EMPTY = { hits: [], totalHits: 0, facetDistribution: { facets: {} } };
/** One word makes two searches: who matches, and who comes first. */
const answers = (result: unknown): Behaviour => send(200, JSON.stringify({ results: [result, EMPTY] }));
const right = answers(EMPTY);

/** A server that stands where Meilisearch should, and counts who asks. */
describe('a Meilisearch that does not answer as it should', () => {
  let server: Server;
  let running: TestApplication;
  let behaviour: Behaviour = silence;
  let asked = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked += 1;
      request.resume().on('end', () => behaviour(response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  // A fresh application each time: its breaker is closed.
  beforeEach(async () => {
    running = await startApplication({
      MEILI_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
    asked = 0;
  }, BOOT_TIMEOUT_MS);
  afterEach(() => running.close());

  const search = async (query = 'genk '): Promise<Answer['search'] & { tookMs: number }> => {
    const began = performance.now();
    const { search: found } = await running.query<Answer>(SEARCH, { query });
    return { ...found, tookMs: performance.now() - began };
  };

  it.each<[string, Behaviour]>([
    ['refuses the key', send(403, '{"message":"no","code":"invalid_api_key","type":"auth","link":""}')],
    [
      'has no index',
      send(404, '{"message":"no","code":"index_not_found","type":"invalid_request","link":""}'),
    ],
    ['breaks', send(500, 'Internal error')],
    ['hangs up', hangUp],
    ['says nothing', silence],
    ['sends half an answer and stops', (response) => void response.writeHead(200).write('{"results":[')],
    ['sends no JSON', send(200, '<html>welcome</html>')],
    ['sends an empty object', send(200, '{}')],
    ['answers other searches', send(200, '{"results":[]}')],
    ['sends hits without ids', answers({ hits: [{}], totalHits: 1 })],
    ['sends a total that is none', answers({ hits: [], totalHits: 'many' })],
    [
      'counts in words',
      answers({ hits: [], totalHits: 0, facetDistribution: { facets: { 'KIND:CITY': 'two' } } }),
    ],
  ])('one that %s: PostgreSQL answers and says so', async (_, given) => {
    behaviour = given;
    const found = await search();
    expect(asked).toBeGreaterThan(0);
    expect(found).toMatchObject({ backend: 'POSTGRES', degraded: true });
    expect(found.hits[0]?.record.slug).toBe('genk');
    expect(found.tookMs).toBeLessThan(PATIENCE_MS);
  });

  it('is left in peace after three failures, and asked again when it has rested', async () => {
    behaviour = send(500, '{}');
    for (let failure = 0; failure < 3; failure += 1) await search();
    const before = asked;
    expect(await search()).toMatchObject({ backend: 'POSTGRES', degraded: true });
    expect(asked).toBe(before);
    behaviour = right;
    const deadline = Date.now() + 15_000;
    let found = await search();
    while (found.degraded && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      found = await search();
    }
    expect(found).toMatchObject({ backend: 'MEILISEARCH', degraded: false, total: 0 });
  });

  it('holds up no change: PostgreSQL is written, the rest waits for its turn', async () => {
    behaviour = hangUp;
    await running.drainJobs();
    const { id } = (
      await running.dataSource.query<{ id: string }[]>(`SELECT id FROM record WHERE slug = 'genk'`)
    )[0] ?? { id: '' };
    await running.change((manager) =>
      manager.query(
        `SELECT graphile_worker.add_job('search.index', json_build_object('recordId', $1::text))`,
        [id],
      ),
    );
    await running.drainJobs();
    const waiting: { key: string; failed: string | null; later: boolean }[] = await running.dataSource.query(
      `SELECT key, last_error AS failed, run_at > now() AS later FROM graphile_worker.jobs
       WHERE task_identifier = 'search.push' ORDER BY key`,
    );
    expect(waiting).toEqual([{ key: 'search.push', failed: null, later: true }]);
    expect(await running.dataSource.query('SELECT record_id FROM search_push')).toEqual([{ record_id: id }]);
  });
});
