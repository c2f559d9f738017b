import { Logger } from '@nestjs/common';
import { useApplication } from '../../../../test/harness/application';
import { ImportDesk, IMPORTS, uniquePlan } from '../../../../test/harness/import-desk';
import { CodedError } from '../../../common/errors';
import { type ClaimedRun, ClaimedRuns, type RunTable } from './claimed-runs';

const START_TABLE = `mutation ($id: ID!) { result: startTableImport(documentId: $id, kind: ACTIONS, mode: GOOD_ROWS) { id } }`;
/** longer than any test: what is said here is said because somebody says it */
const NEVER_MS = 3_600_000;

describe.each<[RunTable, string | undefined]>([
  ['document_import', 'OPENING'],
  ['table_import', undefined],
])('a run of %s', (table, stage) => {
  const running = useApplication();
  let desk: ImportDesk;
  let runs: ClaimedRuns;
  const told: string[] = [];

  beforeAll(async () => {
    desk = await ImportDesk.of(running);
    const logger = new Logger('Test');
    jest.spyOn(logger, 'error').mockImplementation((message: string) => void told.push(message));
    runs = new ClaimedRuns(running().dataSource, logger, table, NEVER_MS, stage);
  });

  const start = async (): Promise<string> => {
    const id = await desk.upload(`${uniquePlan()}\nTitle,Start\nA bench,2025\n`, 'plan.csv');
    return (await desk.ask(table === 'table_import' ? START_TABLE : IMPORTS.start, { id })).id;
  };
  const row = async (id: string): Promise<Record<string, unknown>> =>
    (
      await running().dataSource.query(
        `SELECT state, done, total, runs, run_id, error->>'code' AS code FROM ${table} WHERE id = $1`,
        [id],
      )
    )[0];
  const takeOver = (id: string): Promise<unknown> =>
    running().dataSource.query(`UPDATE ${table} SET run_id = gen_random_uuid() WHERE id = $1`, [id]);
  const hold = (run: ClaimedRun): Promise<void> => running().change((manager) => run.hold(manager));

  it('is one process’s, says how far it is, and is nobody else’s meanwhile', async () => {
    const id = await start();
    let others = 0;
    await runs.claim(id, async (run) => {
      await run.say({ stage: 'READING', done: 3, total: 7 });
      expect(await row(id)).toMatchObject({ state: 'RUNNING', done: 3, total: 7, runs: 1 });
      await runs.claim(id, async () => void (others += 1));
      await hold(run);
    });
    expect(others).toBe(0);
    expect((await row(id))['state']).toBe('RUNNING');
  });

  it('that was taken over is told so and writes nothing, and what it does then is no failure', async () => {
    const id = await start();
    const seen: string[] = [];
    for (const act of ['say', 'hold'] as const) {
      await running().dataSource.query(`UPDATE ${table} SET state = 'QUEUED' WHERE id = $1`, [id]);
      await runs.claim(id, async (run) => {
        await takeOver(id);
        if (act === 'hold') await hold(run);
        else await run.say({ stage: 'READING', done: 1, total: 2 });
        seen.push(act);
      });
      expect(await row(id)).toMatchObject({ state: 'RUNNING', done: 0, code: null });
    }
    expect(seen).toEqual([]);
  });

  it('ends with what went wrong; what nobody expected is logged without its words', async () => {
    const [expected, unexpected] = [await start(), await start()];
    await runs.claim(expected, () => Promise.reject(new CodedError('FILE_DAMAGED', 'error.reading.damaged')));
    expect(await row(expected)).toMatchObject({ state: 'FAILED', code: 'FILE_DAMAGED', run_id: null });
    await runs.claim(unexpected, () => Promise.reject(new Error('a document says:\nwords of the document')));
    expect(await row(unexpected)).toMatchObject({ state: 'FAILED', code: 'INTERNAL_SERVER_ERROR' });
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(unexpected);
    expect(told[0]).not.toContain('words of the document');
  });
});
