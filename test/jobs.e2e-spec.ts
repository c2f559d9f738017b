import { JobDeadLetters, JobQueue, JobRunner } from '../src/platform/jobs';
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
});
