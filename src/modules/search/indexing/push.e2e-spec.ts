import {
  BOOT_TIMEOUT_MS,
  startApplication,
  type TestApplication,
} from '../../../../test/harness/application';
import { faithful, type FaultProxy, startFaultProxy } from '../../../../test/harness/fault-proxy';
import {
  HAS_MEILISEARCH,
  NO_MEILISEARCH,
  openMeilisearch,
  type TestMeilisearch,
} from '../../../../test/harness/meilisearch';
import { describeIf } from '../../../../test/harness/skip';
import { JobDeadLetters } from '../../../platform/jobs';
import { RecordChanges } from '../../records';
import { MeiliClient } from '../meilisearch/meili-client';
import { IndexingService } from './indexing.service';
import { PushService } from './push.service';

interface Answer {
  search: { total: number; backend: string; degraded: boolean; hits: { record: { slug: string } }[] };
}

const SEARCH = `query ($query: String!) {
  search(query: $query, locale: "en", pageSize: 100) { total backend degraded hits { record { slug } } }
}`;
const STRANGER = '00000000-0000-4000-8000-000000000001';

jest.setTimeout(BOOT_TIMEOUT_MS);

describeIf(HAS_MEILISEARCH, NO_MEILISEARCH, 'what Meilisearch is told', () => {
  let meilisearch: TestMeilisearch;
  let proxy: FaultProxy;
  let running: TestApplication;
  let ids: string[];

  beforeAll(async () => {
    meilisearch = await openMeilisearch();
    proxy = await startFaultProxy(meilisearch.url);
    running = await startApplication(meilisearch.environment(proxy.url));
    await running.drainJobs();
    const rows: { id: string }[] = await running.dataSource.query(
      `SELECT record_id AS id FROM search_record ORDER BY 1`,
    );
    ids = rows.map(({ id }) => id);
  }, BOOT_TIMEOUT_MS);
  afterAll(async () => {
    await running.close();
    await proxy.close();
    await meilisearch.close();
  });
  beforeEach(() => proxy.clear());
  afterEach(() => proxy.behave(faithful));

  const search = async (query: string): Promise<Answer['search']> =>
    (await running.query<Answer>(SEARCH, { query })).search;
  const slugsOf = async (query: string): Promise<string[]> => {
    const found = await search(query);
    expect(found).toMatchObject({ backend: 'MEILISEARCH', degraded: false });
    return found.hits.map(({ record }) => record.slug);
  };
  const idOf = async (slug: string): Promise<string> => {
    const rows: { id: string }[] = await running.dataSource.query('SELECT id FROM record WHERE slug = $1', [
      slug,
    ]);
    return rows[0]?.id ?? '';
  };
  const index = (): ReturnType<TestMeilisearch['client']['index']> =>
    meilisearch.client.index(running.app.get(MeiliClient, { strict: false }).index);
  const pushing = (): PushService => running.app.get(PushService, { strict: false });
  const indexing = (): IndexingService => running.app.get(IndexingService, { strict: false });
  const retitle = async (slug: string, title: string): Promise<void> => {
    const id = await idOf(slug);
    await running.change(async (manager) => {
      await manager.query(
        `UPDATE record_text SET text = $2 WHERE record_id = $1 AND field = 'title' AND locale = 'en'`,
        [id, title],
      );
      await running.app.get(RecordChanges, { strict: false }).announce(manager, [id]);
    });
  };
  const writes = (): string[] =>
    proxy.seen
      .filter(({ method, path }) => method !== 'GET' && path.includes('/documents'))
      .map(({ method, path }) => `${method} ${path.replace(/^.*\/documents/, 'documents')}`);
  const waiting = (): Promise<unknown[]> => running.dataSource.query('SELECT record_id FROM search_push');
  const jobs = (): Promise<
    { id: string; key: string; payload: unknown; attempts: number; error: string }[]
  > =>
    running.dataSource.query(
      `SELECT j.id::text, j.key, p.payload, j.attempts, j.last_error AS error FROM graphile_worker.jobs j
       JOIN graphile_worker._private_jobs p USING (id)
       WHERE j.task_identifier = 'search.push' ORDER BY j.key`,
    );
  /** The tests do not sit out the time between two tries. */
  const makeDue = async (): Promise<void> => {
    await running.dataSource.query(
      `SELECT graphile_worker.reschedule_jobs(ARRAY(SELECT id FROM graphile_worker.jobs), run_at => now())`,
    );
  };

  it('is many records at a time, each once however often it changed', async () => {
    for (const id of ids) await pushing().request([id]);
    await pushing().request(ids);
    expect(await jobs()).toMatchObject([{ key: 'search.push', payload: {} }]);
    await running.drainJobs();
    expect(writes()).toEqual(['POST documents']);
    expect(await waiting()).toEqual([]);
    expect(await jobs()).toEqual([]);
    expect((await index().getStats()).numberOfDocuments).toBe(ids.length);
  });

  it('is what the database says at the end, also of a record that changes while it is carried over', async () => {
    await retitle('method-mediation', 'Firstwordness');
    let isChanged = false;
    proxy.behave(async (exchange) => {
      if (exchange.method === 'POST' && exchange.path.endsWith('/documents') && !isChanged) {
        isChanged = true;
        await retitle('method-mediation', 'Secondwordness');
        await indexing().reconcile([await idOf('method-mediation')]);
      }
      await faithful(exchange);
    });
    await running.drainJobs();
    expect(isChanged).toBe(true);
    expect(await slugsOf('secondwordness ')).toEqual(['method-mediation']);
    expect((await search('"firstwordness"')).total).toBe(0);
    await retitle('method-mediation', 'Mediation');
    await running.drainJobs();
    expect(await slugsOf('"secondwordness"')).toEqual([]);
  });

  it('waits while it does not answer, and is caught up with when it does, what is gone included', async () => {
    const gone = await idOf('breda');
    proxy.behave(({ response }) => void response.destroy());
    await retitle('method-mediation', 'Waitingwordness');
    await running.change(async (manager) => {
      await manager.query(`UPDATE record SET state = 'ARCHIVED' WHERE id = $1`, [gone]);
      await running.app.get(RecordChanges, { strict: false }).announce(manager, [gone]);
    });
    await running.drainJobs();
    expect(await search('waitingwordness')).toMatchObject({ total: 1, backend: 'POSTGRES', degraded: true });
    const [job] = await jobs();
    expect(job).toMatchObject({ key: 'search.push', payload: {}, error: null });
    // Another change does not make it try sooner, nor later.
    const due = 'SELECT run_at FROM graphile_worker.jobs WHERE id = $1';
    const before: unknown = await running.dataSource.query(due, [job?.id]);
    await indexing().reconcile([gone]);
    expect(await running.dataSource.query(due, [job?.id])).toEqual(before);
    expect(await waiting()).toHaveLength(2);
    proxy.behave(faithful);
    await makeDue();
    await running.drainJobs();
    expect(await waiting()).toEqual([]);
    expect(await slugsOf('waitingwordness')).toEqual(['method-mediation']);
    expect(await slugsOf('')).not.toContain('breda');
    await running.change(async (manager) => {
      await manager.query(`UPDATE record SET state = 'PUBLISHED' WHERE id = $1`, [gone]);
      await running.app.get(RecordChanges, { strict: false }).announce(manager, [gone]);
    });
    await retitle('method-mediation', 'Mediation');
    await running.drainJobs();
    expect(await slugsOf('')).toContain('breda');
  });

  it('goes on where it does not take a record, which an operator sees and has tried again', async () => {
    const [refused, other] = [await idOf('genk'), await idOf('aarhus')];
    await index().deleteDocuments([refused, other]).waitTask();
    // Meilisearch takes the task and fails it, as ids have to be of another form.
    proxy.behave(async (exchange) => {
      const { status, contentType, body } = await exchange.forward(
        exchange.path.endsWith('/documents')
          ? exchange.body.replace(`"id":"${refused}"`, '"id":"no id !"')
          : exchange.body,
      );
      exchange.response.writeHead(status, { 'content-type': contentType }).end(body);
    });
    await pushing().request(ids);
    await running.drainJobs();
    // The refused record's own job stands in the same queue, so it may have been held back until the first was done.
    await running.drainJobs();
    const held = await index().getDocuments<{ id: string }>({ ids: [refused, other], fields: ['id'] });
    expect(held.results).toEqual([{ id: other }]);
    expect(await waiting()).toEqual([]);
    const [job] = await jobs();
    expect(job).toMatchObject({
      key: `search.push:${refused}`,
      payload: { recordId: refused },
      attempts: 1,
      error: expect.stringMatching(/task \d+, documentAdditionOrUpdate, failed: invalid_document_id/),
    });
    await running.dataSource.query(
      'SELECT graphile_worker.reschedule_jobs(ARRAY[$1::bigint], attempts => 25)',
      [job?.id],
    );
    const letters = running.app.get(JobDeadLetters, { strict: false });
    expect(await letters.list()).toMatchObject([{ name: 'search.push', attempts: 25 }]);
    proxy.behave(faithful);
    expect(await letters.replay()).toBe(1);
    await running.drainJobs();
    expect(await letters.list()).toEqual([]);
    expect((await slugsOf('genk'))[0]).toBe('genk');
  });

  it('is put right by verify: deleted, altered, strange and missing altogether', async () => {
    const [deleted, altered, hidden] = [await idOf('genk'), await idOf('aarhus'), await idOf('gdansk')];
    await index().deleteDocuments([deleted]).waitTask();
    await index()
      .updateDocuments([
        { id: altered, terms: ['nonsense'], title: ['nonsense'] },
        { id: hidden, audience: ['network:somebody'] },
        { id: STRANGER, audience: ['public'], facets: ['KIND:CITY'], terms: ['stranger'] },
      ])
      .waitTask();
    expect((await slugsOf('"gdansk"')).includes('gdansk')).toBe(false);
    const { repaired, removed } = await indexing().verify();
    expect(new Set(repaired)).toEqual(new Set([deleted, altered, hidden]));
    expect(removed).toEqual([STRANGER]);
    for (const slug of ['genk', 'aarhus', 'gdansk']) expect((await slugsOf(slug))[0]).toBe(slug);
    expect(await indexing().verify()).toMatchObject({ repaired: [], removed: [] });
    await meilisearch.client.deleteIndex(index().uid).waitTask();
    expect(await indexing().verify()).toMatchObject({ repaired: [], removed: [] });
    expect((await slugsOf('genk'))[0]).toBe('genk');
  });

  it('is there again by itself where its index is gone: the next search has it made', async () => {
    await meilisearch.client.deleteIndex(index().uid).waitTask();
    expect(await search('genk')).toMatchObject({ backend: 'POSTGRES', degraded: true });
    await running.drainJobs();
    expect((await slugsOf('genk'))[0]).toBe('genk');
    expect((await index().getStats()).numberOfDocuments).toBe(ids.length);
  });

  it('is built anew and swapped while it answers, never with less', async () => {
    const before = (await slugsOf('')).length;
    let building = true;
    const rebuilt = indexing()
      .reindexAll()
      .finally(() => {
        building = false;
      });
    let answers = 0;
    while (building) {
      expect(await slugsOf('')).toHaveLength(before);
      expect((await slugsOf('gdansk'))[0]).toBe('gdansk');
      answers += 1;
    }
    expect(await rebuilt).toBe(ids.length);
    expect(answers).toBeGreaterThan(0);
    const { results } = await meilisearch.client.getRawIndexes({ limit: 1_000 });
    const own = results.filter(({ uid }) => uid.startsWith(index().uid)).map(({ uid }) => uid);
    expect(own).toEqual([index().uid]);
  });
});
