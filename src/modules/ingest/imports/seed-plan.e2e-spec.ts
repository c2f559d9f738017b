import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useApplication } from '../../../../test/harness/application';
import { SHARED_DATA } from '../../../../test/harness/shared-data';
import { type SignedIn, signIn } from '../../../../test/harness/sign-in';
import { describeIf } from '../../../../test/harness/skip';
import { Role } from '../../../common/viewer';
import { RecordsService } from '../../records';

const FOLDER = join(SHARED_DATA, 'network-documents');
const PLAN = join(FOLDER, 'open-government-action-plan-2024-2026.sk.txt');

interface Value {
  path: string;
  value: string;
  sources: { paragraph: number | null; quote: string }[];
}
interface Result {
  result: {
    id: string;
    state: string;
    problems?: string[];
    records: {
      ref: string;
      kind: string;
      mode: string;
      targetId: string | null;
      draftId: string | null;
      values: Value[];
    }[];
  };
}
const FIELDS =
  '... on Import { id state records { ref kind mode targetId draftId values { path value sources { paragraph quote } } } }';

describeIf(existsSync(PLAN), 'there is no ../shared/data/network-documents', 'the plan of the demo', () => {
  const running = useApplication();
  let officer: SignedIn;

  beforeAll(async () => {
    officer = await signIn(running().app, running().url, Role.OFFICER, 'banska-bystrica');
  });

  const ask = async (query: string, id: string): Promise<Result['result']> =>
    (await running().query<Result>(query, { id }, officer.headers)).result;
  const count = async (): Promise<{ plans: number; actions: number }> => {
    const rows = await running().dataSource.query(
      `SELECT count(*) FILTER (WHERE kind = 'PLAN')::int AS plans, count(*) FILTER (WHERE kind = 'ACTION')::int AS actions
       FROM record WHERE owner_id = (SELECT id FROM record WHERE slug = 'banska-bystrica') AND state = 'PUBLISHED'`,
    );
    return rows[0];
  };

  it('is proposed as what is there already; confirmed and published there is one plan with three actions', async () => {
    const before = await count();
    const uploaded = await fetch(
      `${running().url}/uploads?owner=banska-bystrica&networks=agents-of-co-existence&filename=plan.sk.txt`,
      { method: 'POST', body: new Uint8Array(readFileSync(PLAN)), headers: officer.headers },
    );
    const { documentId } = (await uploaded.json()) as { documentId: string };
    const { id } = await ask(
      `mutation ($id: ID!) { result: startImport(documentId: $id) { ... on Import { id } } }`,
      documentId,
    );
    await running().drainJobs();
    const found = await ask(`query ($id: ID!) { result: import(id: $id) { ${FIELDS} } }`, id);
    expect(found.records.map(({ kind, mode }) => [kind, mode])).toEqual([
      ['PLAN', 'MERGE'],
      ['ACTION', 'MERGE'],
      ['ACTION', 'MERGE'],
      ['ACTION', 'MERGE'],
    ]);
    const spans = found.records.flatMap(({ values }) => values.flatMap(({ sources }) => sources));
    expect(Math.max(...spans.map(({ paragraph }) => paragraph ?? 0))).toBe(41);
    expect(JSON.stringify(found)).not.toMatch(/Cookie settings|Please log in|Zdieľať|Heslo je príliš/);

    await ask(
      `mutation ($id: ID!) { result: acceptImportValues(importId: $id) { ... on Import { id } } }`,
      id,
    );
    const confirmed = await ask(
      `mutation ($id: ID!) { result: confirmImport(id: $id) { ... on ImportRefusal { problems } ${FIELDS} } }`,
      id,
    );
    expect(confirmed).toMatchObject({ state: 'CONFIRMED' });
    await running().change((manager) =>
      running()
        .app.get(RecordsService, { strict: false })
        .publish(manager, String(confirmed.records[0]?.draftId)),
    );
    await running().drainJobs();
    expect(await count()).toEqual(before);
    const { record } = await running().query<{
      record: { actions: { edges: { node: { milestones: unknown[] } }[] } };
    }>(
      `{ record(slug: "banska-bystrica-open-government-plan-2024-2026") { ... on Plan { actions { edges { node { milestones { id } } } } } } }`,
    );
    expect(record.actions.edges.map(({ node }) => node.milestones.length)).toEqual([6, 8, 6]);
  });
});
