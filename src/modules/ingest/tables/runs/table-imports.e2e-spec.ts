import { useApplication } from '../../../../../test/harness/application';
import { type SignedIn, signIn } from '../../../../../test/harness/sign-in';
import { Role } from '../../../../common/viewer';

const START = `mutation ($id: ID!) { result: startTableImport(documentId: $id, kind: ACTIONS, mode: GOOD_ROWS) { id } }`;
const LINE = 'id kind state done total failure { code } document { fileName }';
const COUNTS = 'newCount changedCount unchangedCount rejectedCount draftCount';
const MINE = `query ($first: Int) { result: myTableImports(first: $first) { ${LINE} counts { ${COUNTS} } report { rows { row } } } }`;
const TABLE = 'ID,Title,Start\nQ1,A bench by the quarry,2025\nQ2,A lamp by the quarry,soon\n';

interface Line {
  id: string;
  kind: string;
  state: string;
  counts: Record<string, number> | null;
  report: { rows: { row: number }[] } | null;
  document: { fileName: string };
}

describe('tables that somebody had taken in', () => {
  const running = useApplication();
  let officer: SignedIn;
  let stranger: SignedIn;

  beforeAll(async () => {
    officer = await signIn(running().app, running().url, Role.OFFICER, 'chrudim');
    stranger = await signIn(running().app, running().url, Role.OFFICER, 'aarhus');
  });

  const upload = async (content: string, name: string): Promise<string> => {
    const response = await fetch(`${running().url}/uploads?owner=chrudim&filename=${name}`, {
      method: 'POST',
      body: content,
      headers: officer.headers,
    });
    return ((await response.json()) as { documentId: string }).documentId;
  };
  const ask = async <T>(query: string, variables: object, by = officer): Promise<T> =>
    (await running().query<{ result: T }>(query, { ...variables }, by.headers)).result;

  it('are listed with their file, state and counts, the newest first, to nobody else', async () => {
    const first = await ask<{ id: string }>(START, { id: await upload(TABLE, 'benches.csv') });
    const waiting = await ask<Line[]>(MINE, {});
    expect(waiting).toMatchObject([{ id: first.id, state: 'QUEUED', counts: null, report: null }]);
    await running().drainJobs();
    const second = await ask<{ id: string }>(START, { id: await upload(`${TABLE}\n`, 'again.csv') });
    await running().drainJobs();
    const all = await ask<Line[]>(MINE, {});
    expect(all.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(all[1]).toMatchObject({
      kind: 'ACTIONS',
      state: 'DONE',
      document: { fileName: 'benches.csv' },
      // The action, and the plan in which it stands.
      counts: { newCount: 1, changedCount: 0, unchangedCount: 0, rejectedCount: 1, draftCount: 2 },
    });
    // The list has counts alone; who asks for the rows gets them.
    expect(all[1]?.report?.rows).toHaveLength(2);
    expect(await ask<Line[]>(MINE, { first: 1 })).toHaveLength(1);
    expect(await ask<Line[]>(MINE, {}, stranger)).toEqual([]);
  });
});
