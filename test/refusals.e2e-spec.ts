import { Logger } from '@nestjs/common';
import { TextOrigin } from '../src/common/localized-text';
import { RecordKind } from '../src/common/records';
import { Role } from '../src/common/viewer';
import { RecordsService } from '../src/modules/records';
import { makeSpecimens, type Specimens } from './access/specimens';
import { useApplication } from './harness/application';
import { ReviewDesk } from './harness/review-desk';
import type { SignedIn } from './harness/sign-in';

const [NETWORK, FOREIGN, FOREIGN_CITY] = ['agents-of-co-existence', 'part-net', 'chrudim'];
const REFUSED = /"code":"(FORBIDDEN|NOT_FOUND|(?:SUBMISSION|COMMENT|PROPOSAL|COLLECTION|RECORD)_MISSING)"/;

describe('what is none of theirs', () => {
  const running = useApplication();
  const desk = new ReviewDesk(running);
  const logged = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  afterAll(() => logged.mockRestore());
  let theirs: Specimens;
  let ids: Record<'network' | 'city' | 'record', string>;
  let attackers: SignedIn[];

  beforeAll(async () => {
    ids = { network: await desk.idOf(FOREIGN), city: await desk.idOf(FOREIGN_CITY), record: '' };
    ids.record = await publish();
    theirs = await makeSpecimens(running(), {
      networkId: ids.network,
      networkSlug: FOREIGN,
      cityId: ids.city,
      citySlug: FOREIGN_CITY,
      shown: { id: ids.record },
    });
    attackers = [
      await running().signIn(Role.COORDINATOR, NETWORK),
      await running().signIn(Role.EXPERT, NETWORK),
      await running().signIn(Role.OFFICER, 'kekava'),
      await running().signIn(Role.CONTRIBUTOR, 'kekava'),
      await running().signIn(Role.TRANSLATOR, NETWORK),
    ];
  });

  function publish(): Promise<string> {
    const records = running().app.get(RecordsService, { strict: false });
    return running().change(async (manager) => {
      const slug = 'a-record-of-theirs';
      const id = await records.create(manager, RecordKind.METHOD, slug, 'en');
      const title = {
        field: 'title',
        locale: 'en',
        text: 'Theirs',
        origin: TextOrigin.ORIGINAL,
        isSource: true,
      };
      const draft = await records.saveDraft(manager, id, {
        ...desk.method('Theirs', { slug, owner: ids.city, cities: [ids.city], networks: [ids.network] }),
        texts: [title],
      } as never);
      await records.publish(manager, draft, null, { acceptedIn: [ids.network] });
      return id;
    });
  }

  /** Every row of every table of ours, but for when a session was used last. */
  async function everything(): Promise<Record<string, string>> {
    const tables: { name: string }[] = await running().dataSource.query(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    );
    const sums: Record<string, string> = {};
    for (const { name } of tables) {
      const row = name === 'session' ? "to_jsonb(t) - 'last_seen_at'" : 't';
      const [sum]: [{ sum: string }] = await running().dataSource.query(
        `SELECT coalesce(md5(string_agg(x::text, '|' ORDER BY x::text)), '') AS sum FROM (SELECT ${row} AS x FROM ${name} t) s`,
      );
      sums[name] = sum.sum;
    }
    return sums;
  }

  const ERROR = '... on UserError { code }';
  /** By the ids of another network's own things, as its people would call them. */
  const attempts = (): [what: string, document: string, variables: object][] => {
    const { submissionId, commentId, proposedTextId, collectionId, documentId, readyImportId } = theirs;
    const on = (call: string, id: string, selection = ERROR): [string, string, object] => [
      call,
      `mutation ($id: ID!) { ${call} { ${selection} } }`,
      { id },
    ];
    return [
      on('takeReview(id: $id)', submissionId),
      on('approveSubmission(id: $id)', submissionId),
      on('rejectSubmission(id: $id, reason: "No")', submissionId),
      on('requestChanges(id: $id, reason: "No")', submissionId),
      on('withdrawSubmission(id: $id)', submissionId),
      on('resolveComment(id: $id)', commentId),
      on('answerProposal(textId: $id, accepted: true)', proposedTextId),
      on('removeCollection(id: $id)', collectionId),
      on('archiveRecord(recordId: $id, reason: "No")', ids.record),
      on('confirmRecord(recordId: $id)', ids.record),
      on('openDraft(recordId: $id)', ids.record),
      on('restoreVersion(recordId: $id, number: 1)', ids.record),
      on(`answerNetworkRequest(networkId: $id, recordId: "${ids.record}", accepted: false)`, ids.network),
      on(`giveLabel(input: { networkId: $id, recordId: "${ids.record}", label: "label/none" })`, ids.network),
      on(`closeNetwork(networkId: $id, keeperId: "${ids.city}")`, ids.network),
      on('setNetworkRule(rule: { scopeId: $id, gates: [] })', ids.network),
      on('setOwnerRule(rule: { scopeId: $id, gates: [] })', ids.city),
      on('invitePerson(input: { email: "a@example.org", role: EXPERT, scopeId: $id })', ids.network),
      on('confirmImport(id: $id)', readyImportId),
      on('acceptImportValues(importId: $id)', readyImportId),
      on('cancelImport(id: $id)', readyImportId),
      on('clearDocument(documentId: $id)', documentId, '__typename'),
      [
        'createDraft',
        `mutation ($input: CreateDraftInput!) { createDraft(input: $input) { ${ERROR} } }`,
        {
          input: {
            kind: 'METHOD',
            ownerId: ids.city,
            networkId: ids.network,
            sourceLocale: 'en',
            title: 'x',
          },
        },
      ],
    ];
  };

  it('is refused by its id with a stable code, logged, and nothing is changed', async () => {
    const before = await everything();
    for (const { headers } of attackers) {
      for (const [what, document, variables] of attempts()) {
        logged.mockClear();
        const { text } = await running().send(document, { ...variables }, headers);
        const code = REFUSED.exec(text)?.[1];
        expect({ what, text, code }).toEqual({ what, text, code: expect.any(String) as string });
        expect(JSON.stringify(logged.mock.calls)).toContain(String(code));
      }
    }
    expect(await everything()).toEqual(before);
  });

  it('is not made so by naming it among one’s own', async () => {
    const [coordinator, , officer] = attackers;
    if (!coordinator || !officer) throw new Error('Nobody is signed in');
    const own = await desk.create(officer.headers, 'kekava', NETWORK, desk.method('Ours'));
    // Owner, state, role and version are nobody's to write; what a document says of them changes nothing.
    const forged = {
      ...desk.method('Ours', { slug: 'ours-forged' }),
      owner: ids.city,
      state: 'PUBLISHED',
      status: 'published',
      role: 'ADMINISTRATOR',
      publishedVersion: 7,
      awaitsConfirmation: false,
      audience: [`network:${ids.network}`],
      labels: [{ label: 'label/none', issuer: 'Ourselves' }],
    };
    const saved = await desk.save(officer.headers, own.id, own.lockVersion, forged as never);
    expect(saved.content).toMatchObject({ owner: await desk.idOf('kekava') });
    expect(saved.content).not.toHaveProperty('labels');
    const elsewhere = await desk.submit(officer.headers, own.id, saved.lockVersion);
    expect(elsewhere.problems.map(({ field }) => field)).toEqual(['audience.0']);
    const again = await desk.save(officer.headers, own.id, saved.lockVersion, {
      ...forged,
      audience: ['public'],
    } as never);
    const refused = await desk.submit(officer.headers, own.id, again.lockVersion);
    expect(refused.code).toBe('CONTENT_INVALID');
    expect(refused.problems.map(({ field }) => field).sort()).toEqual(
      ['awaitsConfirmation', 'publishedVersion', 'role', 'state', 'status'].sort(),
    );
    const [row] = (await running().dataSource.query(
      `SELECT r.state, r.published_version AS version, d.owner_id AS owner, d.network_id AS network
       FROM record r JOIN record_draft d ON d.record_id = r.id WHERE d.id = $1`,
      [own.id],
    )) as unknown[];
    expect(row).toEqual({
      state: 'DRAFT',
      version: null,
      owner: await desk.idOf('kekava'),
      network: await desk.idOf(NETWORK),
    });
  });

  it.each([
    'saveDraft(input: { id: "x", lockVersion: 1, content: {}, state: PUBLISHED }) { __typename }',
    'submitDraft(id: "x", lockVersion: 1, state: PUBLISHED) { __typename }',
    'createDraft(input: { kind: METHOD, sourceLocale: "en", title: "x", authorId: "x" }) { __typename }',
    'approveSubmission(id: "x", gate: 9) { __typename }',
    'setNetworkRule(rule: { scopeId: "x", gates: [], role: ADMINISTRATOR }) { __typename }',
  ])('is not assigned by a field too many: %s', async (call) => {
    const before = await everything();
    logged.mockClear();
    const answer = await running().send(`mutation { ${call} }`, {}, attackers[0]?.headers);
    expect(answer.status).toBe(400);
    const code = String(answer.errors[0]?.extensions.code);
    expect(code).toMatch(/^(GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT)$/);
    expect(JSON.stringify(logged.mock.calls)).toContain(code);
    expect(await everything()).toEqual(before);
  });

  it('is not written to from a page of another site, by any route', async () => {
    const cookie = String(attackers[2]?.headers['cookie']);
    const before = await everything();
    for (const [path, method] of [
      [`/uploads?owner=kekava&networks=${NETWORK}&filename=plan.txt`, 'POST'],
      ['/uploads/7d2f6a3e-0000-4000-8000-000000000001', 'DELETE'],
      ['/graphql', 'POST'],
    ] as const) {
      logged.mockClear();
      const response = await fetch(running().url + path, {
        method,
        headers: { cookie, origin: 'https://elsewhere.example', 'content-type': 'application/json' },
        ...(method === 'POST' ? { body: '{"query":"mutation { signOut { ok } }"}' } : {}),
      });
      expect({ path, status: response.status }).toEqual({ path, status: 403 });
      expect(await response.text()).toContain('FORBIDDEN_ORIGIN');
      expect(JSON.stringify(logged.mock.calls)).toContain('FORBIDDEN_ORIGIN');
    }
    expect(await everything()).toEqual(before);
  });

  it('is not filled with more than a draft may hold', async () => {
    const [, , officer] = attackers;
    const own = await desk.create(officer?.headers ?? {}, 'kekava', NETWORK, desk.method('Large'));
    const before = await everything();
    const content = desk.method('x'.repeat(1_100_000));
    logged.mockClear();
    const answer = await running().send(
      'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { ... on UserError { code } } }',
      { input: { id: own.id, lockVersion: own.lockVersion, content } },
      officer?.headers,
    );
    expect({ status: answer.status, code: answer.errors[0]?.extensions.code }).toEqual({
      status: 413,
      code: 'BODY_TOO_LARGE',
    });
    expect(JSON.stringify(logged.mock.calls)).toContain('BODY_TOO_LARGE');
    expect(await everything()).toEqual(before);
  });
});
