import {
  BOOT_TIMEOUT_MS,
  startApplication,
  type TestApplication,
} from '../../../../test/harness/application';
import {
  HAS_MEILISEARCH_PROGRAM,
  type MeilisearchProgram,
  NO_MEILISEARCH_PROGRAM,
  startMeilisearch,
} from '../../../../test/harness/meilisearch';
import { describeIf } from '../../../../test/harness/skip';
import { JobRunner } from '../../../platform/jobs';
import { RecordChanges } from '../../records';

interface Answer {
  search: { total: number; backend: string; degraded: boolean; hits: { record: { slug: string } }[] };
}

const SEARCH = `query ($query: String!) {
  search(query: $query, locale: "en", pageSize: 100) { total backend degraded hits { record { slug } } }
}`;
/** Longer than the rest after failures and the time between two tries together. */
const PATIENCE_MS = 90_000;

/** The site as it runs, its jobs in its own process, and nobody who helps it along. */
describeIf(HAS_MEILISEARCH_PROGRAM, NO_MEILISEARCH_PROGRAM, 'a Meilisearch that goes and comes back', () => {
  let meilisearch: MeilisearchProgram;
  let running: TestApplication;

  beforeAll(async () => {
    meilisearch = await startMeilisearch();
    running = await startApplication(meilisearch.environment());
    await running.app.get(JobRunner, { strict: false }).start();
  }, BOOT_TIMEOUT_MS);
  afterAll(async () => {
    await running.close();
    await meilisearch.close();
  });

  const search = async (query: string): Promise<Answer['search']> =>
    (await running.query<Answer>(SEARCH, { query })).search;
  const until = async (
    query: string,
    isRight: (found: Answer['search']) => boolean,
  ): Promise<Answer['search']> => {
    const end = Date.now() + PATIENCE_MS;
    let found = await search(query);
    while (!isRight(found) && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      found = await search(query);
    }
    return found;
  };
  const byMeilisearch = ({ backend, degraded }: Answer['search']): boolean =>
    backend === 'MEILISEARCH' && !degraded;
  const retitle = (title: string): Promise<void> =>
    running.change(async (manager) => {
      const [record]: { id: string }[] = await manager.query(
        `SELECT id FROM record WHERE slug = 'method-mediation'`,
      );
      await manager.query(
        `UPDATE record_text SET text = $2 WHERE record_id = $1 AND field = 'title' AND locale = 'en'`,
        [record?.id, title],
      );
      await running.app.get(RecordChanges, { strict: false }).announce(manager, [record?.id ?? '']);
    });

  it(
    'is filled without being asked to',
    async () => {
      const found = await until('genk', byMeilisearch);
      expect(found).toMatchObject({ backend: 'MEILISEARCH', degraded: false });
      expect(found.hits[0]?.record.slug).toBe('genk');
    },
    PATIENCE_MS * 2,
  );

  it(
    'is missed by nobody while it is gone, and knows at its return what was written meanwhile',
    async () => {
      await meilisearch.kill();
      expect(await search('genk')).toMatchObject({ backend: 'POSTGRES', degraded: true });
      await retitle('Absentwordness');
      const meanwhile = await until('"absentwordness"', ({ total }) => total > 0);
      expect(meanwhile).toMatchObject({ total: 1, backend: 'POSTGRES', degraded: true });
      await meilisearch.restart();
      const after = await until('"absentwordness"', (found) => byMeilisearch(found) && found.total > 0);
      expect(after).toMatchObject({ total: 1, backend: 'MEILISEARCH', degraded: false });
      expect(after.hits[0]?.record.slug).toBe('method-mediation');
    },
    PATIENCE_MS * 3,
  );

  it(
    'is filled anew where it comes back with nothing',
    async () => {
      const before = await until('', byMeilisearch);
      await meilisearch.kill();
      await meilisearch.restart(true);
      expect(await search('')).toMatchObject({ total: before.total, degraded: true });
      expect(await until('', byMeilisearch)).toEqual(before);
    },
    PATIENCE_MS * 2,
  );
});
