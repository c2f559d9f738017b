import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Role } from '../src/common/viewer';
import { ImportsService } from '../src/modules/ingest';
import { TableImportsService } from '../src/modules/ingest/tables/runs/table-imports.service';
import { makePdf, type PdfPiece } from './factories/pdf';
import { useApplication } from './harness/application';
import { holdTable, kill, startProcess, until } from './harness/killable';
import { type SignedIn, signIn } from './harness/sign-in';

const START = `mutation ($id: ID!) { result: startImport(documentId: $id) { ... on Import { id } } }`;
const START_TABLE = `mutation ($id: ID!) { result: startTableImport(documentId: $id, kind: ACTIONS, mode: GOOD_ROWS) { id } }`;
const GET_TABLE = `query ($id: ID!) { result: tableImport(id: $id) { state done total report { newCount draftCount } failure { code } } }`;

const PAGE = (number: number): PdfPiece[] => [
  { x: 70, y: 780, text: `Action ${number}: Repair cafe number ${number}`, size: 16, bold: true },
  { x: 70, y: 740, text: `Neighbours repair what is broken in the hall of quarter ${number}, every month.` },
  { x: 70, y: 720, text: 'It costs 40 000 EUR and runs from April 2025 to June 2026.' },
];

/** Every test here starts processes of the site and kills them. */
describe('an import that is killed', () => {
  const running = useApplication();
  const children: ChildProcess[] = [];
  let officer: SignedIn;
  let folder: string;

  beforeAll(async () => {
    officer = await signIn(running().app, running().url, Role.OFFICER, 'chrudim');
    folder = mkdtempSync(join(tmpdir(), 'crosstown-kill-'));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await kill(child);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const worker = (): ChildProcess => {
    const child = startProcess(running(), 'worker.ts');
    children.push(child);
    return child;
  };
  const upload = async (content: string | Buffer, name: string): Promise<string> => {
    const response = await fetch(`${running().url}/uploads?owner=chrudim&filename=${name}`, {
      method: 'POST',
      body: typeof content === 'string' ? content : new Uint8Array(content),
      headers: officer.headers,
    });
    return ((await response.json()) as { documentId: string }).documentId;
  };
  const ask = async <T>(query: string, id: string): Promise<T> =>
    (await running().query<{ result: T }>(query, { id }, officer.headers)).result;
  const one = async (statement: string, ...given: unknown[]): Promise<Record<string, unknown>> =>
    (await running().dataSource.query(statement, given))[0];

  /** What another process sees half a minute after one has died. */
  const later = async (table: 'document_import' | 'table_import'): Promise<void> => {
    await running().dataSource.query(`UPDATE ${table} SET heartbeat_at = now() - interval '1 hour'`);
    await running().dataSource.query(
      `UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '1 hour' WHERE locked_at IS NOT NULL`,
    );
    const name = table === 'table_import' ? TableImportsService : ImportsService;
    const imports = running().app.get<ImportsService | TableImportsService>(name, { strict: false });
    await running().change((manager) => imports.recover(manager));
  };

  it('while it is read, and while what was read is written, begins anew and is there once', async () => {
    const document = await upload(
      makePdf(Array.from({ length: 300 }, (_, index) => PAGE(index + 1))),
      'plan.pdf',
    );
    const { id } = await ask<{ id: string }>(START, document);
    const written = (): Promise<Record<string, unknown>> =>
      one(
        `SELECT (SELECT count(*) FROM import_record WHERE import_id = $1)::int AS records,
           (SELECT count(*) FROM import_value v JOIN import_record r ON r.id = v.import_record_id WHERE r.import_id = $1)::int
             AS "values",
           (SELECT count(*) FROM document_passage WHERE document_id = $2)::int AS passages,
           (SELECT state FROM document_import WHERE id = $1) AS state`,
        id,
        document,
      );
    const nothing = { records: 0, values: 0, passages: 0, state: 'RUNNING' };

    const reading = worker();
    await until(async () => (await written())['state'] === 'RUNNING');
    await kill(reading);
    expect(await written()).toEqual(nothing);

    for (const table of ['document_passage', 'import_record', 'import_value']) {
      await later('document_import');
      const hold = await holdTable(running(), table);
      const writing = worker();
      await hold.reached();
      await kill(writing);
      await hold.release();
      await until(async () => (await written())['passages'] === 0);
      expect(await written()).toEqual(nothing);
    }

    await later('document_import');
    await running().drainJobs();
    const done = await written();
    expect(done).toMatchObject({ state: 'READY' });
    expect(Number(done['passages'])).toBeGreaterThanOrEqual(300);
    const twice = await one(
      `SELECT count(*)::int AS count FROM (SELECT ref FROM import_record WHERE import_id = $1 GROUP BY ref HAVING count(*) > 1) x`,
      id,
    );
    expect(twice).toEqual({ count: 0 });
    expect(await one('SELECT runs FROM document_import WHERE id = $1', id)).toEqual({ runs: 5 });
  }, 240_000);

  it('while a table is written leaves no row of it, and comes in once', async () => {
    const rows = Array.from(
      { length: 250 },
      (_, index) => `K${index},Bench number ${index} by the river,2025`,
    );
    const document = await upload(`ID,Title,Start\n${rows.join('\n')}\n`, 'benches.csv');
    const { id } = await ask<{ id: string }>(START_TABLE, document);
    const written = (): Promise<Record<string, unknown>> =>
      one(
        `SELECT count(*)::int AS actions, (SELECT count(*) FROM table_row_origin WHERE kind = 'ACTIONS')::int AS rows,
           (SELECT count(*) FROM submission s JOIN record r ON r.id = s.record_id WHERE r.kind = 'ACTION'
             AND s.owner_id = (SELECT id FROM record WHERE slug = 'chrudim'))::int AS submissions,
           (SELECT count(*) FROM graphile_worker.jobs WHERE task_identifier LIKE 'search.%')::int AS jobs
         FROM record_text WHERE field = 'title' AND text LIKE 'Bench number%'`,
      );
    const before = await written();
    for (const table of ['record_draft', 'submission_step', 'action', 'table_row_origin']) {
      const hold = await holdTable(running(), table);
      const child = worker();
      await hold.reached();
      await kill(child);
      await hold.release();
      await until(async () => {
        const { count } = await one(
          `SELECT count(*)::int AS count FROM pg_stat_activity
           WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`,
        );
        return count === 0;
      });
      expect(await written()).toEqual(before);
      expect(await ask(GET_TABLE, id)).toMatchObject({ state: 'RUNNING', report: null });
      await later('table_import');
    }
    await running().drainJobs();
    expect(await ask(GET_TABLE, id)).toMatchObject({
      state: 'DONE',
      failure: null,
      report: { newCount: 250, draftCount: 251 },
    });
    expect(await written()).toMatchObject({ actions: 250, rows: 250, submissions: 250 });
  }, 240_000);

  it('on the command line while it is confirmed has handed in nothing, and goes on where it is asked again', async () => {
    await signIn(running().app, running().url, Role.ADMINISTRATOR, null);
    const path = join(folder, 'quiet.md');
    writeFileSync(
      path,
      '# Action plan of Chrudim 2025–2027\n\n## Action 1: Quiet benches in the park\n\nNeighbours build ten benches together with the school, and keep them.\n',
    );
    const given = ['import', path, '--owner', 'chrudim', '--confirm'] as const;
    const handedIn = (): Promise<Record<string, unknown>> =>
      one(
        `SELECT (SELECT count(*) FROM record_draft WHERE content::text LIKE '%Quiet benches%')::int AS drafts,
           (SELECT count(*) FROM record_text WHERE text LIKE 'Action plan of Chrudim%' AND field = 'title')::int AS published,
           (SELECT state FROM document_import ORDER BY created_at DESC LIMIT 1) AS state`,
      );
    const hold = await holdTable(running(), 'submission');
    const first = startProcess(running(), 'cli.ts', ...given);
    children.push(first);
    await hold.reached();
    await kill(first);
    await hold.release();
    await until(async () => (await handedIn())['drafts'] === 0);
    expect(await handedIn()).toEqual({ drafts: 0, published: 0, state: 'READY' });
    const second = startProcess(running(), 'cli.ts', ...given);
    children.push(second);
    const [status] = (await once(second, 'exit')) as [number];
    expect(status).toBe(0);
    const done = await handedIn();
    expect(done['state']).toBe('CONFIRMED');
    expect(Number(done['drafts']) + Number(done['published'])).toBe(1);
  }, 240_000);
});
