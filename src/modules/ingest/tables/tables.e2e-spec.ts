import { useApplication } from '../../../../test/harness/application';
import { type SignedIn, signIn } from '../../../../test/harness/sign-in';
import { makeXlsx } from '../../../../test/factories/office';
import { Role } from '../../../common/viewer';

const REPORT = `__typename
  ... on TableReport { newCount changedCount unchangedCount rejectedCount draftCount
    rows { row state title recordId changes { column before after } problems { column code message } } }
  ... on TableRefusal { code message }`;
const CHECK = `query ($id: ID!, $kind: TableKind!, $columns: [TableColumnInput!]) { result: checkTable(documentId: $id, kind: $kind, columns: $columns) { ${REPORT} } }`;
const TAKE = `mutation ($id: ID!, $kind: TableKind!, $mode: TableMode!, $columns: [TableColumnInput!]) { result: importTable(documentId: $id, kind: $kind, mode: $mode, columns: $columns) { ${REPORT} } }`;
const MAPPING = `query ($id: ID!, $kind: TableKind!) { result: tableMapping(documentId: $id, kind: $kind) { rowCount columns { header column confidence sample } choices { key label } } }`;

interface Report {
  code?: string;
  newCount: number;
  changedCount: number;
  unchangedCount: number;
  rejectedCount: number;
  draftCount: number;
  rows: {
    row: number;
    state: string;
    title: string;
    changes: { column: string; before: string; after: string }[];
    problems: { column: string; code: string; message: string }[];
  }[];
}

describe('tables', () => {
  const running = useApplication();
  let officer: SignedIn;

  beforeAll(async () => {
    officer = await signIn(running().app, running().url, Role.OFFICER, 'banska-bystrica');
  });

  async function upload(
    content: string | Buffer,
    filename: string,
    owner = 'banska-bystrica',
  ): Promise<string> {
    const response = await fetch(`${running().url}/uploads?owner=${owner}&filename=${filename}`, {
      method: 'POST',
      body: typeof content === 'string' ? content : new Uint8Array(content),
      headers: officer.headers,
    });
    return ((await response.json()) as { documentId: string }).documentId;
  }
  const ask = async <T = Report>(query: string, variables: object, headers = officer.headers): Promise<T> =>
    (await running().query<{ result: T }>(query, { ...variables }, headers)).result;
  const csv = async (kind: string, query = ''): Promise<string[][]> => {
    const answer = await fetch(`${running().url}/tables/${kind}.csv${query}`);
    return parse(await answer.text());
  };

  it('go out and come back: nothing changes but the cells that were edited', async () => {
    const rows = await csv('actions', '?locale=sk');
    expect(rows[0]?.slice(0, 2)).toEqual(['ID', 'Názov']);
    const at = rows.findIndex(([id]) => id?.includes('spolupracovna'));
    const edited = rows.map((row) => [...row]);
    const [summary, start] = [rows[0]?.indexOf('Zhrnutie') ?? -1, rows[0]?.indexOf('Začiatok') ?? -1];
    const target = edited[at > 0 ? at : 1];
    if (!target) throw new Error('The demo has no action');
    target[summary] = 'Nové zhrnutie; s bodkočiarkou, "úvodzovkami"\na druhým riadkom';
    target[start] = '2024-05';
    const untouched = await ask(CHECK, { id: await upload(write(rows), 'actions.csv'), kind: 'ACTIONS' });
    expect(untouched).toMatchObject({
      newCount: 0,
      changedCount: 0,
      rejectedCount: 0,
      unchangedCount: rows.length - 1,
    });
    const id = await upload(write(edited), 'edited.csv');
    const report = await ask(CHECK, { id, kind: 'ACTIONS' });
    expect(report).toMatchObject({ newCount: 0, changedCount: 1, rejectedCount: 0, draftCount: 0 });
    expect(report.rows[0]?.changes.map(({ column, after }) => [column, after])).toEqual([
      ['summary', target[summary]],
      ['start', '2024-05'],
    ]);
    const before = await content(String(target[0]));
    const taken = await ask(TAKE, { id, kind: 'ACTIONS', mode: 'ALL_OR_NOTHING' });
    expect(taken).toMatchObject({ draftCount: 1 });
    const after = await content(String(target[0]), true);
    const isSummary = ({ field, isSource }: { field: string; isSource?: boolean }): boolean =>
      field === 'summary' && isSource === true;
    expect(after.start).toBe('2024-05');
    expect(after.texts.find(isSummary)?.text).toBe(target[summary]);
    expect({ ...after, start: before.start, texts: after.texts.filter((text) => !isSummary(text)) }).toEqual({
      ...before,
      texts: before.texts.filter((text) => !isSummary(text)),
    });
  });

  it.each(['practices', 'milestones', 'cities', 'organisations', 'contacts'])(
    'of %s come back unchanged, as CSV and as XLSX',
    async (kind) => {
      for (const form of ['csv', 'xlsx']) {
        const answer = await fetch(`${running().url}/tables/${kind}.${form}?locale=lv`);
        expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${kind}.${form}"`);
        const body = Buffer.from(await answer.arrayBuffer());
        const report = await ask(CHECK, {
          id: await upload(body, `${kind}.${form}`),
          kind: kind.toUpperCase(),
        });
        expect(report).toMatchObject({ newCount: 0, changedCount: 0, rejectedCount: 0 });
        expect(report.unchangedCount).toBeGreaterThan(0);
      }
    },
  );

  it('in any language: columns are told by name and content, refused rows by number and reason', async () => {
    const table = [
      'Kód;Názov;Popis;Zdroj;Začiatok;Mesto;Iné',
      'A1;Opravovňa;<p>Spolu <b>opravujeme</b></p>;https://example.org/1;2024-04;Banská Bystrica;x',
      'A2;NULL;Nič;;2024;;',
      'A3;Záhrada;Lorem ipsum dolor sit amet, consectetur adipiscing elit;;1. apríl;;',
      'A4;Kuchyňa;Varíme;;1.4.2024;Atlantída;',
    ].join('\n');
    const id = await upload(table, 'opatrenia.csv');
    const mapping = await ask<{ columns: { column: string | null; confidence: number }[] }>(MAPPING, {
      id,
      kind: 'ACTIONS',
    });
    expect(mapping.columns.map(({ column }) => column)).toEqual([
      'code',
      'title',
      'description',
      'url',
      'start',
      'city',
      null,
    ]);
    const report = await ask(CHECK, { id, kind: 'ACTIONS' }, {
      ...officer.headers,
      'accept-language': 'cs',
    } as typeof officer.headers);
    expect(report).toMatchObject({ newCount: 1, rejectedCount: 3 });
    expect(
      report.rows.map(({ row, problems }) => [row, problems.map(({ column, code }) => `${column} ${code}`)]),
    ).toEqual([
      [3, ['title needed']],
      [4, ['start date']],
      [5, ['city record']],
      [2, []],
    ]);
    expect(report.rows[1]?.problems[0]?.message).toContain('není datum');
    expect(await ask(TAKE, { id, kind: 'ACTIONS', mode: 'ALL_OR_NOTHING' })).toMatchObject({
      code: 'TABLE_ROWS_REFUSED',
    });
    expect(await ask(TAKE, { id, kind: 'ACTIONS', mode: 'GOOD_ROWS' })).toMatchObject({ draftCount: 2 });
    // The same table again: its row is known, and nothing is doubled.
    expect(await ask(CHECK, { id, kind: 'ACTIONS' })).toMatchObject({ newCount: 0, unchangedCount: 1 });
  });

  it('keep what a person said of their columns for the next table', async () => {
    const first = await upload('Alfa,Beta\nPrvé opatrenie,2024\n', 'a.csv');
    const columns = [
      { index: 0, column: 'title' },
      { index: 1, column: 'end' },
    ];
    await ask(TAKE, { id: first, kind: 'ACTIONS', mode: 'GOOD_ROWS', columns });
    const second = await upload('Alfa,Beta\nDruhé opatrenie,2025\n', 'b.csv');
    const mapping = await ask<{ columns: { column: string; confidence: number }[] }>(MAPPING, {
      id: second,
      kind: 'ACTIONS',
    });
    expect(mapping.columns).toMatchObject([
      { column: 'title', confidence: 1 },
      { column: 'end', confidence: 1 },
    ]);
    const twice = [
      { index: 0, column: 'title' },
      { index: 1, column: 'title' },
    ];
    expect(await ask(CHECK, { id: second, kind: 'ACTIONS', columns: twice })).toMatchObject({
      code: 'TABLE_MAPPING_INVALID',
    });
  });

  it('of people make cards that nobody finds, and no table gives their addresses back', async () => {
    const id = await upload(
      'Meno;E-mail;Telefón\nDemo Vzorová;demo.vzorova@example.org;+421 900 000 001\n',
      'ludia.csv',
    );
    expect(await ask(TAKE, { id, kind: 'CONTACTS', mode: 'ALL_OR_NOTHING' })).toMatchObject({
      draftCount: 1,
    });
    const [{ addresses, state }] = await running().dataSource.query(
      `SELECT count(*)::int AS addresses, min(record.state) AS state FROM contact_address JOIN record ON record.id = contact_id
       JOIN table_row_origin ON table_row_origin.record_id = record.id`,
    );
    expect({ addresses, state }).toEqual({ addresses: 2, state: 'DRAFT' });
    const shown = JSON.stringify(await csv('contacts'));
    expect(shown).not.toMatch(/vzorov|900 000 001/i);
  });

  it('what a spreadsheet would run goes out as text and comes back as it was', async () => {
    const id = await upload('Názov;Popis\n"=HYPERLINK(""http://x"";""y"")";+1 dôvod\n', 'vzorce.csv');
    await ask(TAKE, { id, kind: 'ACTIONS', mode: 'ALL_OR_NOTHING' });
    const answer = await (await fetch(`${running().url}/tables/actions.csv`)).text();
    expect(answer).toContain(`"'=HYPERLINK(""http://x"";""y"")"`);
    expect(answer).toContain("'+1 dôvod");
    const report = await ask(CHECK, { id: await upload(answer, 'out.csv'), kind: 'ACTIONS' });
    expect(report.newCount).toBe(0);
    expect(report.rows.find(({ title }) => title.includes('HYPERLINK'))?.state).toBe('UNCHANGED');
  });

  it('without a table say so', async () => {
    expect(
      await ask(CHECK, { id: await upload('Only words here.', 'x.txt'), kind: 'ACTIONS' }),
    ).toMatchObject({ code: 'TABLE_MISSING' });
    const sheet = await makeXlsx({ T: '<row r="1"><c r="A1" t="inlineStr"><is><t>alone</t></is></c></row>' });
    expect(await ask(CHECK, { id: await upload(sheet, 'x.xlsx'), kind: 'CITIES' })).toMatchObject({
      code: 'TABLE_MISSING',
    });
    expect((await fetch(`${running().url}/tables/nothing.csv`)).status).toBe(404);
  });

  async function content(
    slug: string,
    ofDraft = false,
  ): Promise<{ start?: string; texts: { field: string; text: string; isSource?: boolean }[] }> {
    const [row] = await running().dataSource.query(
      ofDraft
        ? `SELECT content FROM record_draft WHERE record_id = (SELECT id FROM record WHERE slug = $1) ORDER BY created_at DESC LIMIT 1`
        : `SELECT content FROM record_version WHERE record_id = (SELECT id FROM record WHERE slug = $1) ORDER BY number DESC LIMIT 1`,
      [slug],
    );
    return row.content;
  }
});

function write(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => `"${cell.replace(/"/g, '""')}"`).join(',')).join('\r\n');
}

/** Cells of a comma-separated table with quotes. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text
    .replace(/^\ufeff/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (end === '' && plain === '' && quoted === undefined) break;
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replace(/""/g, '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}
