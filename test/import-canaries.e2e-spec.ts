import { Role } from '../src/common/viewer';
import { makeDocx, paragraph } from './factories/office';
import { useApplication } from './harness/application';
import { captureOutput, files, findAll, tables, type Written } from './harness/everything-written';
import { ReviewDesk } from './harness/review-desk';
import type { SignedIn } from './harness/sign-in';

const NETWORK = 'agents-of-co-existence';
/** Of nobody: they stand in the documents and may stand nowhere else. */
const PLANTED = [
  { what: 'e-mail in a document', words: 'zaunkoenigin.heckenbraunelle@example.org' },
  { what: 'telephone in a document', words: '+32 470 98 76 54' },
  { what: 'e-mail in a table', words: 'rotkehlchen.singdrossel@example.org' },
  { what: 'telephone in a table', words: '+32 470 12 34 99' },
];
const [EMAIL, TELEPHONE, TABLE_EMAIL, TABLE_TELEPHONE] = PLANTED.map(({ words }) => words);
const LINES = [
  'Action plan for open government of the city of Breda 2025 – 2027',
  '1. Name of commitment',
  'A repair street in every district',
  'Neighbours repair things together. Ask by zaunkoenigin.heckenbraunelle@example.org.',
  '1.1. Timetable',
  'Start of implementation: March 2025',
  '1.2. Definition of the problem',
  'Things that could be mended are thrown away. Nobody knows whom to ask in their own street.',
  `Contact: Demo Examplova, ${EMAIL}, ${TELEPHONE}`,
];

/** What comes in by documents and tables, on its whole way: read, confirmed, reviewed, published, taken out again. */
describe('addresses of people in what is imported', () => {
  const running = useApplication({ LOG_LEVEL: 'log' });
  const desk = new ReviewDesk(running);

  it('are found in no log, error, answer, index, job, export or table in words', async () => {
    const coordinator = await running().signIn(Role.COORDINATOR, NETWORK);
    const administrator = await running().signIn(Role.ADMINISTRATOR, null);
    const output = captureOutput();
    const answers: string[] = [];
    const ask = async <T>(
      document: string,
      variables: object,
      who: SignedIn | null = coordinator,
    ): Promise<T> => {
      const answer = await running().send<T>(document, { ...variables }, who?.headers ?? {});
      answers.push(answer.text);
      return answer.data;
    };
    const upload = async (name: string, body: Uint8Array): Promise<string> => {
      const response = await fetch(
        `${running().url}/uploads?owner=breda&networks=${NETWORK}&filename=${name}`,
        {
          method: 'POST',
          body: new Uint8Array(body),
          headers: coordinator.headers,
        },
      );
      return ((await response.json()) as { documentId: string }).documentId;
    };
    const IMPORT = `... on Import { id state personalData { datum } records { id ref draftId recordId values { id path value proposed sources { quote } } } }
      ... on UserError { code message }`;
    type Import = {
      id: string;
      personalData: unknown[];
      records: { draftId: string; recordId: string; values: { id: string }[] }[];
    };
    const act = async (call: string, variables: object): Promise<Import> =>
      (await ask<{ result: Import }>(`mutation ($id: ID!) { result: ${call} { ${IMPORT} } }`, variables))
        .result;

    const documentId = await upload(
      'plan.docx',
      await makeDocx(LINES.map((line) => paragraph(line)).join('')),
    );
    const begun = await act('startImport(documentId: $id, again: false)', { id: documentId });
    const jobs = JSON.stringify(
      await running().dataSource.query('SELECT * FROM graphile_worker._private_jobs'),
    );
    await running().drainJobs();
    const read = await act('acceptImportValues(importId: $id)', { id: begun.id });
    expect(read.personalData.length).toBeGreaterThan(1);
    // Somebody's slip: what was sent is not said again.
    const value = read.records[0]?.values[0]?.id;
    const slip = await running().send(
      'mutation ($id: ID!, $value: ID!, $words: String!) { editImportValue(importId: $id, valueId: $value, value: $words) { __typename } }',
      { id: begun.id, value, words: `{"${EMAIL}` },
      coordinator.headers,
    );
    expect(slip.errors).toHaveLength(1);
    answers.push(slip.text);
    const confirmed = await act('confirmImport(id: $id)', { id: begun.id });
    const plan = confirmed.records[0];

    const tableId = await upload(
      'people.csv',
      Buffer.from(`Name;E-mail;Telephone\nDemo Examplova;${TABLE_EMAIL};${TABLE_TELEPHONE}\n`),
    );
    await ask(
      'query ($id: ID!) { checkTable(documentId: $id, kind: CONTACTS) { __typename ... on TableReport { newCount rows { title changes { before after } problems { message } } } ... on UserError { code message } } }',
      { id: tableId },
    );
    const taken = await ask<{ importTable: { draftCount?: number } }>(
      'mutation ($id: ID!) { importTable(documentId: $id, kind: CONTACTS, mode: ALL_OR_NOTHING) { __typename ... on TableReport { draftCount rows { title } } ... on UserError { code message } } }',
      { id: tableId },
    );
    expect(taken.importTable.draftCount).toBe(1);

    // Through whoever the gate asks, to the reader.
    const { draft } = await running().query<{ draft: { submission: { id: string } } }>(
      'query ($id: ID!) { draft(id: $id) { submission { id } } }',
      { id: plan?.draftId },
      administrator.headers,
    );
    const colleague = await running().signIn(Role.COORDINATOR, NETWORK);
    await desk.step(colleague.headers, 'takeReview', draft.submission.id);
    const published = await desk.step(colleague.headers, 'approveSubmission', draft.submission.id);
    expect(published.state).toBe('PUBLISHED');
    await running().drainJobs();

    await ask(
      `query ($id: ID!) { auditTrail(first: 100) { events { action client facts actor { name } } }
         draft(id: $id) { content comments { text } } notifications { notifications { text } } }`,
      { id: plan?.draftId },
    );
    await ask(
      '{ auditTrail(first: 100) { events { action client facts actor { name } } } }',
      {},
      administrator,
    );
    await ask(
      `query ($id: ID!) { recordVersions(recordId: $id) { content { document texts { text } values { text } } } }`,
      { id: plan?.recordId },
      null,
    );
    for (const words of PLANTED.map((one) => one.words)) {
      const found = await running().send<{ search: { total: number } }>(
        'query ($words: String!) { search(query: $words) { total hits { record { slug } snippet } } suggest(text: $words) { text } }',
        { words },
      );
      answers.push(found.text);
    }
    const log = output.stop();
    const places: Written[] = [
      ['log', log],
      ['job', jobs],
      ['answer', answers.join('\n')],
      ...(await tables(running())),
      // The documents themselves are as they were handed in, for those who decide on them.
      ...files(running(), ['outbox', 'files']),
      ...(await exported(documentId, coordinator)),
    ];
    expect(findAll(PLANTED, places)).toEqual([]);
    expect(places.length).toBeGreaterThan(50);
    process.stdout.write(
      `canaries: ${PLANTED.length} addresses looked for in ${places.length} places: none found\n`,
    );
  }, 180_000);

  /** What readers take out: tables, and the document that a published record was taken from. */
  async function exported(documentId: string, coordinator: SignedIn): Promise<Written[]> {
    const reader = await running().signIn(null);
    const written: Written[] = [];
    for (const kind of ['practices', 'actions', 'milestones', 'cities', 'organisations', 'contacts']) {
      for (const who of [reader, coordinator]) {
        const response = await fetch(`${running().url}/tables/${kind}.csv`, { headers: who.headers });
        written.push([`table ${kind}.csv`, await response.text()]);
      }
    }
    const response = await fetch(`${running().url}/documents/${documentId}/file`);
    written.push([`document for readers (${response.status})`, await response.text()]);
    return written;
  }
});
