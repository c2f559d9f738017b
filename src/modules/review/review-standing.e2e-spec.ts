import { useApplication } from '../../../test/harness/application';
import { ReviewDesk } from '../../../test/harness/review-desk';
import type { SignedIn } from '../../../test/harness/sign-in';
import { Role } from '../../common/viewer';

const NETWORK = 'agents-of-co-existence';

interface Change {
  field: string;
  label: string;
  locale: string | null;
  kind: string;
  before: string | null;
  after: string | null;
  pieces: { kind: string; text: string }[];
}

describe('records that readers see', () => {
  const running = useApplication();
  const desk = new ReviewDesk(running);
  let people: Record<'coordinator' | 'expert' | 'officer' | 'foreign' | 'admin', SignedIn>;

  beforeAll(async () => {
    people = {
      coordinator: await running().signIn(Role.COORDINATOR, NETWORK),
      expert: await running().signIn(Role.EXPERT, NETWORK),
      officer: await running().signIn(Role.OFFICER, 'genk'),
      foreign: await running().signIn(Role.OFFICER, 'chrudim'),
      admin: await running().signIn(Role.ADMINISTRATOR, null),
    };
  });

  const throughNetwork = (title: string): Promise<{ recordId: string }> =>
    desk.throughNetwork(people.officer.headers, people.coordinator.headers, 'genk', NETWORK, title);

  const standing = (who: SignedIn, field: string): Promise<{ code?: string; state: string }> =>
    desk.mutate(who.headers, field, '... on RecordStanding { state awaitsConfirmation }', {});

  it('keep being shown as they were while their next words are in review', async () => {
    const { recordId } = await throughNetwork('First words');
    const draft = await desk.open(people.officer.headers, recordId);
    const texts = [
      { field: 'title', locale: 'en', text: 'Second words', origin: 'ORIGINAL', isSource: true },
    ];
    const saved = await desk.save(people.officer.headers, draft.id, 1, { ...draft.content, texts });
    await desk.submit(people.officer.headers, draft.id, saved.lockVersion);
    const { record } = await running().query<{ record: unknown }>(
      'query ($id: ID) { record(id: $id) { version title { text } } }',
      { id: recordId },
    );
    expect(record).toEqual({ version: 2, title: { text: 'First words' } });
  });

  it('have versions that can be read, compared and brought back', async () => {
    const { recordId } = await throughNetwork('A quiet walk');
    const draft = await desk.open(people.officer.headers, recordId);
    const before = String(draft.content['slug']);
    const slug = `${before}-renamed`;
    const texts = [{ field: 'title', locale: 'en', text: 'A loud walk', origin: 'ORIGINAL', isSource: true }];
    const concepts = { theme: ['theme/social-inclusion'] };
    const saved = await desk.save(people.officer.headers, draft.id, 1, {
      ...draft.content,
      slug,
      texts,
      concepts,
    });
    const second = await desk.submit(people.officer.headers, draft.id, saved.lockVersion, 'Louder');
    await desk.step(people.coordinator.headers, 'takeReview', second.id);
    await desk.step(people.coordinator.headers, 'approveSubmission', second.id);

    const ask = `query ($id: ID!, $slug: String) {
      recordVersions(recordId: $id) { number kind note isCurrent author { name } }
      recordVersion(slug: $slug, number: 2) { number isCurrent content { slug texts { label text } } }
      compareVersions(recordId: $id, from: 2, to: 4, locale: "nl") { field label locale kind before after
        pieces { kind text } }
    }`;
    type Answer = {
      recordVersions: { number: number; kind: string; author: unknown }[];
      recordVersion: unknown;
      compareVersions: Change[];
    };
    const forReaders = await running().query<Answer>(ask, { id: recordId, slug: before });
    // What was handed in is not the readers' business, nor who did.
    expect(forReaders.recordVersions).toEqual([
      { number: 4, kind: 'PUBLICATION', note: 'Louder', isCurrent: true, author: null },
      { number: 2, kind: 'PUBLICATION', note: null, isCurrent: false, author: null },
    ]);
    // Under the address that it had then, which still leads there.
    expect(forReaders.recordVersion).toEqual({
      number: 2,
      isCurrent: false,
      content: { slug: before, texts: [{ label: 'Title', text: 'A quiet walk' }] },
    });
    const insiders = await running().query<Answer>(ask, { id: recordId, slug }, people.officer.headers);
    expect(insiders.recordVersions.map(({ number, kind }) => `${number} ${kind}`)).toEqual([
      '4 PUBLICATION',
      '3 SUBMISSION',
      '2 PUBLICATION',
      '1 SUBMISSION',
    ]);
    const changes = forReaders.compareVersions.filter(({ field }) => field !== 'slug');
    expect(changes).toEqual([
      {
        field: 'concepts.theme',
        label: 'Thema’s',
        locale: null,
        kind: 'ADDED',
        before: null,
        after: expect.stringMatching(/^[A-Z].{3,}/) as string,
        pieces: [],
      },
      {
        field: 'texts.title',
        label: 'Titel',
        locale: 'en',
        kind: 'CHANGED',
        before: 'A quiet walk',
        after: 'A loud walk',
        pieces: [
          { kind: 'SAME', text: 'A ' },
          { kind: 'REMOVED', text: 'quiet' },
          { kind: 'ADDED', text: 'loud' },
          { kind: 'SAME', text: ' walk' },
        ],
      },
    ]);

    const restore = (who: SignedIn): Promise<{ code?: string; content: { texts: unknown; slug: string } }> =>
      desk.mutate(who.headers, 'restoreVersion(recordId: $id, number: 2)', '... on Draft { content }', {
        id: { type: 'ID!', value: recordId },
      }) as never;
    const restored = await restore(people.officer);
    expect(restored.content).toMatchObject({ slug, texts: [{ text: 'A quiet walk' }] });
    const foreign = await running().send(
      'mutation ($id: ID!) { restoreVersion(recordId: $id, number: 2) { __typename } }',
      { id: recordId },
      people.foreign.headers,
    );
    expect(foreign.errors[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('show nobody a version that was meant for fewer', async () => {
    const hidden = desk.method('Members only', { audience: [`city:${await desk.idOf('genk')}`] });
    const first = await desk.create(people.officer.headers, 'genk', null, hidden);
    await desk.submit(people.officer.headers, first.id, 1);
    const draft = await desk.open(people.officer.headers, first.recordId);
    const open = { ...draft.content, audience: ['public'] };
    const saved = await desk.save(people.officer.headers, draft.id, 1, open);
    await desk.submit(people.officer.headers, draft.id, saved.lockVersion);
    const { recordVersions, recordVersion } = await running().query<Record<string, unknown>>(
      'query ($id: ID!) { recordVersions(recordId: $id) { number } recordVersion(recordId: $id, number: 2) { number } }',
      { id: first.recordId },
    );
    expect({ recordVersions, recordVersion }).toEqual({
      recordVersions: [{ number: 4 }],
      recordVersion: null,
    });
  });

  it('brought in on a city’s behalf wait for its officer to confirm them', async () => {
    const draft = await desk.create(people.expert.headers, 'genk', NETWORK, desk.method('On behalf'));
    const submission = await desk.submit(people.expert.headers, draft.id, 1);
    expect(submission.onBehalf).toBe(true);
    await desk.step(people.coordinator.headers, 'takeReview', submission.id);
    await desk.step(people.coordinator.headers, 'approveSubmission', submission.id);
    const shown = async (): Promise<unknown> =>
      (
        await running().query<{ record: unknown }>(
          'query ($id: ID) { record(id: $id) { awaitsConfirmation viewerCan { confirm edit } } }',
          { id: draft.recordId },
          people.officer.headers,
        )
      ).record;
    expect(await shown()).toEqual({ awaitsConfirmation: true, viewerCan: { confirm: true, edit: true } });
    const asked = `confirmRecord(recordId: "${draft.recordId}")`;
    const foreign = await running().send(`mutation { ${asked} { __typename } }`, {}, people.foreign.headers);
    expect(foreign.errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await standing(people.officer, asked)).toMatchObject({ awaitsConfirmation: false });
    expect(await standing(people.officer, asked)).toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
    expect(await shown()).toEqual({ awaitsConfirmation: false, viewerCan: { confirm: false, edit: true } });
  });

  it('go off the pages with a reason, and come back', async () => {
    const { recordId } = await throughNetwork('To be archived');
    const archive = (reason: string): Promise<unknown> =>
      standing(people.officer, `archiveRecord(recordId: "${recordId}", reason: "${reason}")`);
    const isShown = async (): Promise<boolean> =>
      (await running().query<{ record: unknown }>(`{ record(id: "${recordId}") { slug } }`)).record !== null;
    expect(await archive('')).toMatchObject({ code: 'REASON_MISSING' });
    expect(await isShown()).toBe(true);
    expect(await archive('No longer true')).toMatchObject({ state: 'ARCHIVED' });
    expect(await isShown()).toBe(false);
    expect(await archive('Twice')).toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
    expect(await standing(people.officer, `unarchiveRecord(recordId: "${recordId}")`)).toMatchObject({
      state: 'PUBLISHED',
    });
    expect(await isShown()).toBe(true);
  });

  it('have a trail that coordinators and administrators read and nobody changes', async () => {
    const { recordId } = await throughNetwork('Trailed');
    const ask = `query ($id: ID) { auditTrail(recordId: $id, first: 100) { events { action client actor { id } facts }
      pageInfo { hasNextPage } } }`;
    type Trail = { auditTrail: { events: { action: string; client: string; actor: { id: string } }[] } };
    const { auditTrail } = await running().query<Trail>(ask, { id: recordId }, people.coordinator.headers);
    expect(auditTrail.events.map(({ action }) => action).reverse()).toEqual([
      'draft.create',
      'submission.submit',
      'submission.take',
      'submission.publish',
    ]);
    expect(new Set(auditTrail.events.map(({ client }) => client))).toEqual(new Set(['web']));
    expect(auditTrail.events[0]?.actor.id).toBe(people.coordinator.accountId);
    await running().query(ask, { id: recordId }, people.admin.headers);
    const member = await running().signIn(Role.OFFICER, 'aarhus');
    const officer = await running().send(ask, { id: recordId }, member.headers);
    expect(officer.errors[0]?.extensions.code).toBe('FORBIDDEN');
    const elsewhere = await running().signIn(Role.COORDINATOR, 'part-net');
    expect((await running().send(ask, { id: recordId }, elsewhere.headers)).errors[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
    const { auditTrail: theirs } = await running().query<Trail>(ask, { id: null }, elsewhere.headers);
    expect(theirs.events).toEqual([]);
    for (const statement of [
      "UPDATE audit_event SET action = 'nothing'",
      'DELETE FROM audit_event',
      'TRUNCATE audit_event',
    ]) {
      await expect(running().dataSource.query(statement)).rejects.toThrow(/only ever added/);
    }
  });
});
