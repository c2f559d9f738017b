import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import {
  actionOf,
  cityOf,
  documentOf,
  fieldsOf,
  type Shape,
  SHAPES,
} from '../../../../test/factories/closing-shapes';
import { useApplication } from '../../../../test/harness/application';
import { ReviewDesk } from '../../../../test/harness/review-desk';
import type { SignedIn } from '../../../../test/harness/sign-in';
import { RecordKind } from '../../../common/records';
import { Role, type Viewer } from '../../../common/viewer';
import { AccountsService, may, ViewerQuery } from '../../identity';
import { type Draft, DraftsService, type RecordContent, RecordsService } from '../../records';
import { draftScope, recordScope, ReviewScopeQuery } from '../review-scope.query';
import { authorsOf, SubmissionQuery } from '../submissions/submission.query';
import { SubmissionsService } from '../submissions/submissions.service';

/** Each closing has every n-th of them. */
const CLOSINGS = 3;

/** Looked at by themselves, each time. */
const NEEDED = SHAPES.filter(
  ({ owner, cities, state, isShown }) =>
    !isShown &&
    ((owner === 'city with an officer' && state === 'draft' && cities.length === 0) ||
      (owner === 'network' && state === 'published' && cities.length === 1 && cities[0] === 'without')),
);

/** Whatever a network holds when it closes, all of it stays to be read, and somebody is there to correct it. */
describe.each(Array.from({ length: CLOSINGS }, (_, index) => index))('a network that closes, %i', (index) => {
  const running = useApplication();
  const desk = new ReviewDesk(running);
  const shapes = [...SHAPES.filter((_, place) => place % CLOSINGS === index), ...NEEDED];
  let people: Record<'coordinator' | 'officer' | 'keeper' | 'reader' | 'administrator', SignedIn>;
  let network: { id: string; slug: string };
  let cities: Record<'with' | 'without' | 'keeper', string>;
  let made: { shape: Shape; recordId: string }[];
  let before: Map<string, unknown>;

  const service = <T>(type: new (...given: never[]) => T): T => running().app.get(type, { strict: false });

  beforeAll(async () => {
    cities = {
      with: await desk.idOf('genk'),
      without: await desk.idOf('breda'),
      keeper: await desk.idOf('aarhus'),
    };
    const slug = `network-${randomUUID()}`;
    const memberships = [cities.with, cities.without].map((member, place) => ({
      id: `m${place}`,
      member,
      role: 'membership-role/partner',
      targetGroups: [],
    }));
    const fields = { networkKind: 'network-kind/network', closed: false, memberships };
    const id = await published(documentOf(RecordKind.NETWORK, slug, fields), []);
    network = { id, slug };
    people = {
      coordinator: await running().signIn(Role.COORDINATOR, slug),
      officer: await running().signIn(Role.OFFICER, 'genk'),
      keeper: await running().signIn(Role.OFFICER, 'aarhus'),
      reader: await running().signIn(Role.EXPERT, slug),
      administrator: await running().signIn(Role.ADMINISTRATOR, null),
    };
    made = [];
    for (const shape of shapes) made.push({ shape, recordId: await make(shape) });
    before = await readings();
    const closed = await desk.mutate(
      people.coordinator.headers,
      `closeNetwork(networkId: "${network.id}", keeperId: "${cities.keeper}", endedOn: "2026-11")`,
      '... on NetworkClosed { handedOver }',
      {},
    );
    expect(closed).toMatchObject({ __typename: 'NetworkClosed' });
  }, 240_000);

  it('keeps everything as it was read, and says when it ended', async () => {
    expect(shapes.length).toBeGreaterThan(30);
    expect(await readings()).toEqual(before);
    const { record } = await running().query<{ record: unknown }>(
      'query ($slug: String!) { record(slug: $slug) { ... on Network { closed end keeper { slug } } } }',
      { slug: network.slug },
    );
    expect(record).toEqual({ closed: true, end: '2026-11', keeper: { slug: 'aarhus' } });
  });

  it('hands what it owned to the first of its cities, and no other record to anybody', async () => {
    for (const { shape, recordId } of made) {
      const [first] = shape.cities;
      const expected =
        shape.owner === 'network' ? (first ? cities[first] : network.id) : cities[cityOf(shape.owner)];
      const [row]: [{ live: string | null; drafted: string | null }] = await running().dataSource.query(
        `SELECT r.owner_id AS live, (SELECT owner_id FROM record_draft d WHERE d.record_id = r.id) AS drafted
         FROM record r WHERE r.id = $1`,
        [recordId],
      );
      const owners = [...new Set([row.live, row.drafted].filter((id) => id !== null))];
      expect({ shape, owners }).toEqual({ shape, owners: [expected] });
    }
  });

  it('leaves nothing without somebody who may correct it, administrators aside', async () => {
    const viewers = await everybody();
    const { manager } = running().dataSource;
    for (const { shape, recordId } of made) {
      const facts = await service(ReviewScopeQuery).record(manager, recordId);
      const draft = await service(DraftsService).ofRecord(manager, recordId);
      const correcting = viewers.filter((viewer) =>
        may(viewer, 'record.draft.write', draft ? draftScope(draft, viewer, true) : recordScope(facts)),
      );
      expect({ shape, hasSomebody: correcting.length > 0 }).toEqual({ shape, hasSomebody: true });
      // What is shown in it is the keeper's to correct, whoever else there is.
      if (facts.publishedVersion !== null && !draft) {
        const keeper = await viewerOf(people.keeper);
        expect(may(keeper, 'record.draft.write', recordScope(facts))).toBe(true);
      }
    }
  });

  it('leaves no submission without somebody who may decide on it', async () => {
    const { manager } = running().dataSource;
    let count = 0;
    for (const { shape, recordId } of made) {
      const submission = await service(SubmissionQuery).open(manager, recordId);
      expect(submission !== null).toBe(shape.state.endsWith('in review'));
      if (!submission) continue;
      count += 1;
      const asked = await running().change(async (inside: EntityManager) => {
        const waiting = await service(SubmissionsService).waitingForSomebody(inside, submission);
        return service(SubmissionsService).asked(inside, waiting);
      });
      const others = asked.filter((id) => !authorsOf(submission).includes(id));
      expect({ shape, isAsked: others.length > 0 }).toEqual({ shape, isAsked: true });
    }
    expect(count).toBeGreaterThan(5);
  });

  it('lets its keeper correct what no city can, through the same gates', async () => {
    const one = made.find(
      ({ shape }) =>
        shape.owner === 'network' && shape.cities[0] === 'without' && shape.state === 'published',
    );
    if (!one) throw new Error('There is none');
    // Nobody reviews their own: there are two of them.
    const second = await running().signIn(Role.OFFICER, 'aarhus');
    const draft = await desk.open(people.keeper.headers, one.recordId);
    const submission = await desk.submit(people.keeper.headers, draft.id, draft.lockVersion);
    expect(submission).toMatchObject({ state: 'SUBMITTED' });
    await desk.step(second.headers, 'takeReview', submission.id);
    expect(await desk.step(second.headers, 'approveSubmission', submission.id)).toMatchObject({
      state: 'PUBLISHED',
    });
  });

  it('takes in nothing new, from nobody', async () => {
    const bare = desk.method('Something new');
    for (const who of [people.officer, people.keeper]) {
      const owner = who === people.officer ? 'genk' : 'aarhus';
      const begun = await desk.create(who.headers, owner, network.slug, bare);
      // The keeper's own city was never part of it.
      expect(begun.code).toBe(who === people.officer ? 'NETWORK_ENDED' : 'NETWORK_UNKNOWN');
    }
    // What was begun in it and never published is its city's alone from now on.
    const alone = made.find(({ shape }) => shape.owner === 'city with an officer' && shape.state === 'draft');
    const [draft]: [{ id: string; lock: number }] = await running().dataSource.query(
      'SELECT id, lock_version AS lock FROM record_draft WHERE record_id = $1',
      [alone?.recordId],
    );
    const submission = await desk.submit(people.officer.headers, draft.id, draft.lock);
    expect(submission).toMatchObject({ state: 'PUBLISHED', gates: [] });
    const { record } = await running().query<{ record: { networks: unknown[] } | null }>(
      'query ($id: ID!) { record(id: $id) { networks { slug } } }',
      { id: alone?.recordId },
    );
    expect(record?.networks ?? []).toEqual([]);
  });

  it('keeps an officer of its keeper, and none of its own roles', async () => {
    const [grant]: [{ id: string }] = await running().dataSource.query(
      'SELECT id FROM role_grant WHERE account_id = $1',
      [people.keeper.accountId],
    );
    await running().dataSource.query(
      `UPDATE role_grant SET valid_until = now() WHERE scope_id = $1 AND role = 'OFFICER' AND id <> $2`,
      [cities.keeper, grant.id],
    );
    const { leaveRole } = await running().query<{ leaveRole: { code?: string } }>(
      'mutation ($id: ID!) { leaveRole(grantId: $id) { ... on UserError { code } } }',
      { id: grant.id },
      people.keeper.headers,
    );
    expect(leaveRole.code).toBe('LAST_OF_ITS_ROLE');
    const erased = await running().change((manager) =>
      service(AccountsService).erase(manager, people.keeper.accountId),
    );
    expect(erased).toMatchObject({ code: 'LAST_OF_ITS_ROLE' });
    const open = await running().send(
      'mutation ($id: ID!) { openDraft(recordId: $id) { __typename } }',
      { id: network.id },
      people.coordinator.headers,
    );
    expect(open.errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  /** What each of them shows to anyone, and for whom it is. */
  async function readings(): Promise<Map<string, unknown>> {
    const read = new Map<string, unknown>();
    for (const { recordId } of made) {
      const { record } = await running().query<{ record: unknown }>(
        'query ($id: ID!) { record(id: $id) { slug title { text } cities { slug } } }',
        { id: recordId },
      );
      const rows: unknown[] = await running().dataSource.query(
        'SELECT state, audience FROM record WHERE id = $1',
        [recordId],
      );
      read.set(recordId, [record, rows[0]]);
    }
    return read;
  }

  async function make(shape: Shape): Promise<string> {
    const owner = shape.owner === 'network' ? network.id : cities[cityOf(shape.owner)];
    const author = shape.owner === 'city with an officer' ? people.officer : people.coordinator;
    const isLive = shape.state !== 'draft' && shape.state !== 'in review';
    const slug = `shape-${randomUUID()}`;
    const document = documentOf(shape.kind, slug, fieldsOf(shape.kind), {
      owner,
      audience: shape.audience === 'public' || !isLive ? ['public'] : [`network:${network.id}`],
      cities: shape.cities.map((one) => cities[one]),
      networks: shape.isShown ? [network.id] : [],
      ...(shape.kind === RecordKind.PLAN ? { actions: [actionOf(`${slug}-action`, owner)] } : {}),
    });
    if (isLive) {
      const id = await published(document, shape.isShown ? [network.id] : []);
      if (shape.state === 'archived') {
        await desk.mutate(
          people.administrator.headers,
          `archiveRecord(recordId: "${id}", reason: "Over")`,
          '... on RecordStanding { state }',
          {},
        );
      }
      if (shape.state.startsWith('revis')) {
        const draft = await desk.open(author.headers, id);
        if (shape.state === 'revision in review') await handIn(author, draft.id, draft.lockVersion);
      }
      return id;
    }
    const { recordId, id, lockVersion } = await begin(document, owner, author.accountId);
    if (shape.state === 'in review') await handIn(author, id, lockVersion);
    return recordId;
  }

  async function handIn(author: SignedIn, draftId: string, lockVersion: number): Promise<void> {
    const submission = await desk.submit(author.headers, draftId, lockVersion);
    if (submission.state !== 'SUBMITTED') throw new Error(`Not handed in: ${JSON.stringify(submission)}`);
  }

  function begin(document: RecordContent, ownerId: string, authorId: string): Promise<Draft> {
    return running().change(async (manager) => {
      const id = await service(RecordsService).create(manager, document.kind, document.slug, 'en');
      const origin = { authorId, ownerId, networkId: network.id };
      return service(DraftsService).create(
        manager,
        id,
        JSON.parse(JSON.stringify(document)) as never,
        origin,
      );
    });
  }

  function published(document: RecordContent, acceptedIn: string[]): Promise<string> {
    return running().change(async (manager) => {
      const id = await service(RecordsService).create(manager, document.kind, document.slug, 'en');
      const draft = await service(RecordsService).saveDraft(manager, id, document);
      await service(RecordsService).publish(manager, draft, null, { acceptedIn });
      return id;
    });
  }

  async function viewerOf({ accountId }: Pick<SignedIn, 'accountId'>): Promise<Viewer> {
    const viewer = await service(ViewerQuery).ofAccount(accountId);
    if (!viewer) throw new Error('There is no such account');
    return viewer;
  }

  /** Whoever has a role, but for administrators. */
  async function everybody(): Promise<Viewer[]> {
    const rows: { accountId: string }[] = await running().dataSource.query(
      `SELECT DISTINCT account_id AS "accountId" FROM role_grant g
       WHERE NOT EXISTS (SELECT FROM role_grant a WHERE a.account_id = g.account_id AND a.role = 'ADMINISTRATOR')`,
    );
    return Promise.all(rows.map(viewerOf));
  }
});
