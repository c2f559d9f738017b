import { JobDeadLetters, JobQueue, JobRunner } from '../src/platform/jobs';
import { WorkerPresence } from '../src/platform/jobs/worker-presence';
import { BOOT_TIMEOUT_MS, startApplication, type TestApplication } from './harness/application';

describe('jobs', () => {
  let running: TestApplication | undefined;
  const application = (): TestApplication => {
    if (!running) throw new Error('The application did not start');
    return running;
  };
  const done: string[] = [];
  let mayWork = false;

  beforeAll(async () => {
    running = await startApplication();
    running.app.get(JobRunner, { strict: false }).register('test.work', async ({ id }) => {
      if (!mayWork) throw new Error('not now');
      done.push(String(id));
    });
  }, BOOT_TIMEOUT_MS);

  afterAll(async () => running?.close());

  const queue = (id: string): Promise<void> =>
    application().change((manager) =>
      application()
        .app.get(JobQueue, { strict: false })
        .add(manager, 'test.work', { id }, { maxAttempts: 1 }),
    );

  it('that fail as often as they may wait for an operator, who has them done again', async () => {
    const letters = application().app.get(JobDeadLetters, { strict: false });
    await queue('one');
    await application().drainJobs();
    expect(await letters.list()).toEqual([
      { id: expect.any(String) as string, name: 'test.work', attempts: 1, lastError: 'not now' },
    ]);
    mayWork = true;
    await application().drainJobs();
    expect(done).toEqual([]);
    expect(await letters.replay()).toBe(1);
    await application().drainJobs();
    expect(done).toEqual(['one']);
    expect(await letters.list()).toEqual([]);
    expect(await letters.replay()).toBe(0);
  });

  it('go with the transaction that was taken back', async () => {
    done.length = 0;
    await expect(
      application().change(async (manager) => {
        await application().app.get(JobQueue, { strict: false }).add(manager, 'test.work', { id: 'two' });
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await application().drainJobs();
    expect(done).toEqual([]);
  });

  it('of one queue are all done, one after the other, though each ends while the next is looked for', async () => {
    done.length = 0;
    const ids = Array.from({ length: 60 }, (_, index) => `queued ${index}`);
    await application().change((manager) =>
      application()
        .app.get(JobQueue, { strict: false })
        .addAll(
          manager,
          'test.work',
          ids.map((id) => ({ payload: { id } })),
          { queue: 'test' },
        ),
    );
    await application().drainJobs();
    expect(done).toEqual(ids);
  });

  it('of one key are one job, with the latest payload', async () => {
    const add = (id: string): Promise<void> =>
      application().change((manager) =>
        application().app.get(JobQueue, { strict: false }).add(manager, 'test.work', { id }, { key: 'same' }),
      );
    done.length = 0;
    await add('old');
    await add('new');
    await application().drainJobs();
    expect(done).toEqual(['new']);
  });

  it('of a process that was killed are done by others', async () => {
    done.length = 0;
    await queue('of the dead');
    await application().dataSource.query(
      `UPDATE graphile_worker._private_jobs SET locked_by = 'pool-dead', locked_at = now() - interval '1 minute'
       WHERE payload ->> 'id' = 'of the dead'`,
    );
    await application().drainJobs();
    expect(done).toEqual(['of the dead']);
  });

  it('of a process that lives are left to it, however long they take', async () => {
    let begins = 0;
    let begun = (): void => undefined;
    let end = (): void => undefined;
    const hasBegun = new Promise<void>((resolve) => (begun = resolve));
    const mayEnd = new Promise<void>((resolve) => (end = resolve));
    const runner = application().app.get(JobRunner, { strict: false });
    runner.register('test.long', async () => {
      begins += 1;
      begun();
      await mayEnd;
    });
    await application().change((manager) =>
      application().app.get(JobQueue, { strict: false }).add(manager, 'test.long', {}),
    );
    const draining = runner.drain((name) => name === 'test.long');
    await hasBegun;
    const other = new WorkerPresence(application().databaseUrl, () => undefined);
    await other.connect();
    try {
      const [, locked]: [unknown[], number] = await application().dataSource.query(
        `UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '1 hour' WHERE locked_by IS NOT NULL`,
      );
      expect(locked).toBe(1);
      expect(await other.freeJobsOfTheDead()).toBe(0);
    } finally {
      await other.end();
      end();
    }
    await draining;
    await application().drainJobs();
    expect(begins).toBe(1);
  });
});
