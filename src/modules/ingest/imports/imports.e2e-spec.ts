import { randomUUID } from 'node:crypto';
import { planForComment } from '../../../../test/factories/plan-for-comment';
import { useApplication } from '../../../../test/harness/application';
import { type SignedIn, signIn } from '../../../../test/harness/sign-in';
import { Role } from '../../../common/viewer';
import { ImportRunner } from './import-runner';

const IMPORT = `fragment I on Import {
  id state documentKind locale
  progress { stage done total secondsLeft }
  failure { code message }
  notes { code message }
  document { id fileName mediaType hasPersonalData isCleared }
  personalData { datum person becomesContact source { paragraph quote } }
  records {
    id ref parentRef kind mode targetId isRejected draftId recordId
    matches { slug confidence }
    values { id path section value proposed confidence origin decision sources { paragraph page quote } }
  }
}`;
const REFUSAL = '... on ImportRefusal { code message problems }';
const mutation = (name: string, head: string, given: string): string =>
  `mutation (${head}) { result: ${name}(${given}) { __typename ...I ${REFUSAL} } } ${IMPORT}`;
const START = mutation('startImport', '$id: ID!', 'documentId: $id');
const ACCEPT = mutation(
  'acceptImportValues',
  '$id: ID!, $recordId: ID, $section: ImportSection',
  'importId: $id, recordId: $recordId, section: $section',
);
const DECIDE = mutation(
  'decideImportValues',
  '$id: ID!, $ids: [ID!]!, $decision: ImportDecision!',
  'importId: $id, valueIds: $ids, decision: $decision',
);
const EDIT = mutation(
  'editImportValue',
  '$id: ID!, $valueId: ID!, $value: String!',
  'importId: $id, valueId: $valueId, value: $value',
);
const CONFIRM = mutation('confirmImport', '$id: ID!', 'id: $id');
const CANCEL = mutation('cancelImport', '$id: ID!', 'id: $id');
const RETRY = mutation('retryImport', '$id: ID!', 'id: $id');
const JOIN = mutation('joinImportRecords', '$id: ID!, $ids: [ID!]!', 'importId: $id, recordIds: $ids');
const SPLIT = mutation(
  'splitImportRecord',
  '$id: ID!, $recordId: ID!, $ids: [ID!]!, $title: String!',
  'importId: $id, recordId: $recordId, valueIds: $ids, title: $title',
);
const GET = `query ($id: ID!) { result: import(id: $id) { __typename ...I } } ${IMPORT}`;

interface Value {
  id: string;
  path: string;
  section: string;
  value: string;
  proposed: string;
  confidence: number;
  decision: string;
  sources: { paragraph: number | null; quote: string }[];
}
interface Import {
  __typename: string;
  code?: string;
  problems?: string[];
  id: string;
  state: string;
  failure: { code: string; message: string } | null;
  notes: { code: string; message: string }[];
  document: { id: string; hasPersonalData: boolean | null };
  personalData: { datum: string; becomesContact: boolean }[];
  records: {
    id: string;
    ref: string;
    parentRef: string | null;
    kind: string;
    isRejected: boolean;
    draftId: string | null;
    recordId: string | null;
    values: Value[];
  }[];
}

const PLAN = planForComment();

describe('imports', () => {
  const running = useApplication();
  let officer: SignedIn;
  let stranger: SignedIn;

  beforeAll(async () => {
    officer = await signIn(running().app, running().url, Role.OFFICER, 'genk');
    stranger = await signIn(running().app, running().url, Role.OFFICER, 'aarhus');
  });

  async function upload(text: string, name = 'plan.txt'): Promise<string> {
    const response = await fetch(
      `${running().url}/uploads?owner=genk&networks=agents-of-co-existence&filename=${name}`,
      {
        method: 'POST',
        body: text,
        headers: officer.headers,
      },
    );
    const { documentId } = (await response.json()) as { documentId: string };
    return documentId;
  }
  async function ask(query: string, variables: object, by: SignedIn = officer): Promise<Import> {
    const { result } = await running().query<{ result: Import }>(query, { ...variables }, by.headers);
    return result;
  }
  async function imported(text: string, name?: string): Promise<Import> {
    const { id } = await ask(START, { id: await upload(text, name) });
    await running().drainJobs();
    return ask(GET, { id });
  }
  const of = (found: Import, ref: string): Import['records'][number] => {
    const record = found.records.find((one) => one.ref === ref);
    if (!record) throw new Error(`No ${ref} in ${JSON.stringify(found.records.map((one) => one.ref))}`);
    return record;
  };
  const valueOf = (found: Import, ref: string, path: string): Value => {
    const value = of(found, ref).values.find((one) => one.path === path);
    if (!value)
      throw new Error(
        `No ${path} in ${of(found, ref)
          .values.map((one) => one.path)
          .join()}`,
      );
    return value;
  };
  const unique = (): string => PLAN.replace('Neighbours', `Neighbours ${randomUUID().slice(0, 8)}`);

  it('a plan becomes a plan and its actions, each value with its place; corrected, confirmed, it waits in review', async () => {
    const found = await imported(unique());
    expect(found).toMatchObject({ state: 'READY', documentKind: 'plan', locale: 'en', failure: null });
    expect(found.notes.map(({ code }) => code)).toContain('pageChromeRemoved');
    expect(found.records.map(({ kind }) => kind)).toEqual(['PLAN', 'ACTION', 'ACTION']);
    const start = valueOf(found, 'action-1', 'start');
    expect(JSON.parse(start.value)).toBe('2025-03');
    expect(start.sources[0]).toMatchObject({ paragraph: 2 });
    expect(JSON.stringify(found.records)).not.toMatch(/Please log in|Share|Cookie/);

    const title = valueOf(found, 'action-2', 'texts.title');
    const edited = await ask(EDIT, {
      id: found.id,
      valueId: title.id,
      value: JSON.stringify('A youth council'),
    });
    expect(valueOf(edited, 'action-2', 'texts.title')).toMatchObject({
      decision: 'EDITED',
      value: '"A youth council"',
    });
    const milestone = of(found, 'action-1').values.find(({ path }) => /^texts\.milestones\./.test(path));
    await ask(DECIDE, { id: found.id, ids: [milestone?.id], decision: 'REJECTED' });
    const accepted = await ask(ACCEPT, { id: found.id });
    expect(valueOf(accepted, 'action-2', 'texts.title').decision).toBe('EDITED');
    const confirmed = await ask(CONFIRM, { id: found.id });
    expect(confirmed).toMatchObject({ __typename: 'Import', state: 'CONFIRMED' });

    const { draftId, recordId } = of(confirmed, 'plan');
    const [draft] = await running().dataSource.query(
      'SELECT content, owner_id FROM record_draft WHERE id = $1',
      [draftId],
    );
    expect(draft.content.actions).toHaveLength(2);
    const texts = draft.content.actions[1].texts as { field: string; text: string }[];
    expect(texts.find(({ field }) => field === 'title')?.text).toBe('A youth council');
    expect(draft.content.actions[0].fields.milestones).toHaveLength(1);
    const [{ state }] = await running().dataSource.query('SELECT state FROM submission WHERE draft_id = $1', [
      draftId,
    ]);
    expect(state).toBe('SUBMITTED');
    const [record] = await running().dataSource.query(
      'SELECT state, published_version FROM record WHERE id = $1',
      [recordId],
    );
    expect(record).toEqual({ state: 'DRAFT', published_version: null });
  });

  it('are known when they come again, and nothing is doubled', async () => {
    const text = unique();
    const first = await imported(text);
    expect((await ask(START, { id: await upload(text, 'other.txt') })).id).toBe(first.id);
    await ask(ACCEPT, { id: first.id });
    await ask(CONFIRM, { id: first.id });
    expect(await ask(START, { id: await upload(text) })).toMatchObject({ id: first.id, state: 'CONFIRMED' });
    expect(await ask(CONFIRM, { id: first.id })).toMatchObject({ code: 'IMPORT_NOT_READY' });
  });

  it('actions are joined and split', async () => {
    const found = await imported(unique());
    const ids = ['action-1', 'action-2'].map((ref) => of(found, ref).id);
    const joined = await ask(JOIN, { id: found.id, ids });
    expect(of(joined, 'action-2').isRejected).toBe(true);
    const problem = valueOf(joined, 'action-1', 'texts.problem');
    expect(JSON.parse(problem.value)).toMatch(/thrown away[\s\S]*answered late/);
    expect(problem.sources.map(({ paragraph }) => paragraph)).toEqual(expect.arrayContaining([3, 7]));
    const split = await ask(SPLIT, { id: found.id, recordId: ids[0], ids: [problem.id], title: 'Apart' });
    const apart = split.records.find(({ ref }) => ref === 'action-1-split-1');
    expect(apart?.values.map(({ path }) => path)).toEqual(['texts.title', 'texts.problem']);
    expect(apart?.parentRef).toBe('plan');
  });

  it('nothing is confirmed that nobody accepted, and what a draft lacks is named', async () => {
    const found = await imported(unique());
    expect(await ask(CONFIRM, { id: found.id })).toMatchObject({ code: 'IMPORT_NOTHING_ACCEPTED' });
    const problem = valueOf(found, 'action-1', 'texts.problem');
    await ask(DECIDE, { id: found.id, ids: [problem.id], decision: 'ACCEPTED' });
    const refused = await ask(CONFIRM, { id: found.id });
    expect(refused.code).toBe('CONTENT_INVALID');
    expect(refused.problems).toEqual(expect.arrayContaining([expect.stringContaining('texts.title')]));
    expect((await ask(GET, { id: found.id })).state).toBe('READY');
  });

  it('personal data stand in no answer, no passage and no draft, and become a contact that waits for consent', async () => {
    const [name, email, telephone] = ['Demo Examplova', 'demo.examplova@example.org', '+421 900 123 456'];
    const text = `${unique()}\n\nContact: ${name}\ntel. ${telephone}\ne-mail: ${email}\n`;
    const found = await imported(text);
    expect(found.document.hasPersonalData).toBe(true);
    expect(found.personalData.map(({ datum }) => datum)).toEqual(
      expect.arrayContaining(['email', 'telephone']),
    );
    await ask(ACCEPT, { id: found.id });
    const confirmed = await ask(CONFIRM, { id: found.id });
    expect(confirmed.state).toBe('CONFIRMED');
    const everything = JSON.stringify([
      confirmed,
      await running().dataSource.query('SELECT text FROM document_passage'),
      await running().dataSource.query('SELECT content FROM record_draft'),
      await running().dataSource.query('SELECT value, proposed FROM import_value'),
    ]);
    for (const secret of [name, email, telephone, '900 123']) expect(everything).not.toContain(secret);
    const contacts = await running().dataSource.query(
      `SELECT record.state, record.published_version, count(contact_address.id)::int AS addresses
       FROM import_person JOIN record ON record.id = import_person.record_id
       LEFT JOIN contact_address ON contact_address.contact_id = record.id
       WHERE import_id = $1 GROUP BY record.id`,
      [found.id],
    );
    expect(contacts).toHaveLength(1);
    expect(contacts[0]).toMatchObject({ state: 'DRAFT', published_version: null });

    const file = `${running().url}/documents/${found.document.id}/file`;
    const expert = await signIn(running().app, running().url, Role.EXPERT, 'agents-of-co-existence');
    const redacted = await fetch(file, { headers: expert.headers });
    expect(redacted.headers.get('content-type')).toContain('text/plain');
    const shown = await redacted.text();
    expect(shown).toContain('repair street');
    expect(shown).not.toContain(email);
    const clear = 'mutation ($id: ID!) { clearDocument(documentId: $id) { isCleared } }';
    await running().query(clear, { id: found.document.id }, officer.headers);
    expect(await (await fetch(file, { headers: expert.headers })).text()).toContain(email);
  });

  it('are nobody else’s: another city learns nothing and changes nothing', async () => {
    const found = await imported(unique());
    for (const [query, variables] of [
      [GET, { id: found.id }],
      [ACCEPT, { id: found.id }],
      [CONFIRM, { id: found.id }],
      [START, { id: found.document.id }],
    ] as const) {
      const { errors } = await running().send(query, variables, stranger.headers);
      expect(errors[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });

  it('a file that cannot be read ends with the reason in the reader’s language, and is tried again when asked', async () => {
    const broken = await imported('%PDF-1.7\nnothing', 'plan.pdf');
    expect(broken).toMatchObject({ state: 'FAILED', failure: { code: 'FILE_DAMAGED' } });
    const { result } = await running().query<{ result: Import }>(
      GET,
      { id: broken.id },
      { ...officer.headers, 'accept-language': 'sk' },
    );
    expect(result.failure?.message).toContain('poškodený');
    expect((await ask(RETRY, { id: broken.id })).state).toBe('QUEUED');
    await running().drainJobs();
    expect((await ask(GET, { id: broken.id })).state).toBe('FAILED');
  });

  it('are cancelled before and after they are read', async () => {
    const { id } = await ask(START, { id: await upload(unique()) });
    expect((await ask(CANCEL, { id })).state).toBe('CANCELLED');
    await running().drainJobs();
    expect(await ask(GET, { id })).toMatchObject({ state: 'CANCELLED', records: [] });
    await ask(RETRY, { id });
    await running().drainJobs();
    expect((await ask(GET, { id })).state).toBe('READY');
    expect((await ask(CANCEL, { id })).state).toBe('CANCELLED');
  });

  it('whose process was killed are read by another, and the one before can no longer write', async () => {
    const { id } = await ask(START, { id: await upload(unique()) });
    // As a process leaves it that was killed while it read.
    await running().dataSource.query(
      `UPDATE document_import SET state = 'RUNNING', run_id = gen_random_uuid(), runs = 1, stage = 'READING',
         heartbeat_at = now() - interval '1 hour' WHERE id = $1`,
      [id],
    );
    await running().drainJobs();
    expect((await ask(GET, { id })).state).toBe('READY');
    const [{ runs }] = await running().dataSource.query('SELECT runs FROM document_import WHERE id = $1', [
      id,
    ]);
    expect(runs).toBe(2);
    // Another run of what is over begins nothing.
    await running().app.get(ImportRunner, { strict: false }).run(id);
    expect((await ask(GET, { id })).state).toBe('READY');
  });
});
