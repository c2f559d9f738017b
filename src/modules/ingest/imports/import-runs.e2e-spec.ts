import { useApplication } from '../../../../test/harness/application';
import { ImportDesk, type Imported, IMPORTS, uniquePlan } from '../../../../test/harness/import-desk';
import { ImportRunner } from './import-runner';

describe('runs of an import', () => {
  const running = useApplication();
  let desk: ImportDesk;

  beforeAll(async () => {
    desk = await ImportDesk.of(running);
  });

  it('a file that cannot be read ends with the reason in the reader’s language, and is tried again when asked', async () => {
    const broken = await desk.imported('%PDF-1.7\nnothing', 'plan.pdf');
    expect(broken).toMatchObject({ state: 'FAILED', failure: { code: 'FILE_DAMAGED' } });
    const { result } = await running().query<{ result: Imported }>(
      IMPORTS.get,
      { id: broken.id },
      { ...desk.officer.headers, 'accept-language': 'sk' },
    );
    expect(result.failure?.message).toContain('poškodený');
    expect((await desk.ask(IMPORTS.retry, { id: broken.id })).state).toBe('QUEUED');
    await running().drainJobs();
    expect((await desk.ask(IMPORTS.get, { id: broken.id })).state).toBe('FAILED');
  });

  it('are cancelled before and after they are read', async () => {
    const { id } = await desk.ask(IMPORTS.start, { id: await desk.upload(uniquePlan()) });
    expect((await desk.ask(IMPORTS.cancel, { id })).state).toBe('CANCELLED');
    await running().drainJobs();
    expect(await desk.ask(IMPORTS.get, { id })).toMatchObject({ state: 'CANCELLED', records: [] });
    await desk.ask(IMPORTS.retry, { id });
    await running().drainJobs();
    expect((await desk.ask(IMPORTS.get, { id })).state).toBe('READY');
    expect((await desk.ask(IMPORTS.cancel, { id })).state).toBe('CANCELLED');
  });

  it('whose process was killed are read by another, and the one before can no longer write', async () => {
    const { id } = await desk.ask(IMPORTS.start, { id: await desk.upload(uniquePlan()) });
    // As a process leaves it that was killed while it read.
    await running().dataSource.query(
      `UPDATE document_import SET state = 'RUNNING', run_id = gen_random_uuid(), runs = 1, stage = 'READING',
         heartbeat_at = now() - interval '1 hour' WHERE id = $1`,
      [id],
    );
    await running().drainJobs();
    expect((await desk.ask(IMPORTS.get, { id })).state).toBe('READY');
    const [{ runs }] = await running().dataSource.query('SELECT runs FROM document_import WHERE id = $1', [
      id,
    ]);
    expect(runs).toBe(2);
    // Another run of what is over begins nothing.
    await running().app.get(ImportRunner, { strict: false }).run(id);
    expect((await desk.ask(IMPORTS.get, { id })).state).toBe('READY');
  });
});
