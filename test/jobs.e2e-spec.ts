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

  it('of one key are one job, with the latest payload', async () => {
    const add = (id: string): Promise<void> =>
      application().change((manager) =>
        application().app.get(JobQueue, { strict: false }).add(manager, 'test.work', { id }, { key: 'same' }),
      );
    await add('old');
    await add('new');
    await application().drainJobs();
    expect(done).toEqual(['new']);
  });

  it('of a process that was killed are done by others, and none of one that lives', async () => {
    done.length = 0;
    const presence = new WorkerPresence(application().databaseUrl, () => undefined);
    await presence.connect();
    try {
      for (const worker of ['worker-alive', 'worker-dead']) {
        await queue(worker);
        await application().dataSource.query(
          `UPDATE graphile_worker._private_jobs SET locked_by = $1::text, locked_at = now() - interval '1 minute'
           WHERE payload ->> 'id' = $1::text`,
          [worker],
        );
      }
      presence.events.emit('worker:create', { worker: { workerId: 'worker-alive' } });
      // Goes out on the same connection, so after the lock.
      expect(await presence.freeJobsOfTheDead()).toBe(1);
      await application().drainJobs();
      expect(done).toEqual(['worker-dead']);
    } finally {
      await presence.end();
    }
    await application().drainJobs();
    expect(done).toEqual(['worker-dead', 'worker-alive']);
  });
});
