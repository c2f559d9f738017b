import { Role } from '../src/common/viewer';
import { makeDocx, paragraph } from './factories/office';
import { useApplication } from './harness/application';
import { ReviewDesk } from './harness/review-desk';
import type { SignedIn } from './harness/sign-in';

const NETWORK = 'agents-of-co-existence';
const CITY = 'breda';
const TITLE = 'Action plan for open government of the city of Breda 2025 – 2027';
/** A small plan of our own making, as somebody would have written it. */
const LINES = [
  TITLE,
  '1. Name of commitment',
  'A repair street in every district',
  'Neighbours repair things together.',
  '1.1. Timetable',
  'Start of implementation: March 2025',
  'End of implementation: August 2026',
  '1.2. Definition of the problem',
  'Things that could be mended are thrown away. Nobody knows whom to ask in their own street.',
  '1.3. Milestones',
  '• a first street is opened',
  '• ten people are trained',
];
const REASON = 'Say in two sentences what the plan is about.';
const SUMMARY = 'Every district of Breda gets a street where neighbours repair things together.';

interface ImportRecord {
  ref: string;
  kind: string;
  draftId: string;
  recordId: string;
}

/** From a file on somebody's desk to the reader, by the people of one network, through the API alone. */
describe('a document on its way to the reader', () => {
  const running = useApplication();
  const desk = new ReviewDesk(running);
  let people: Record<'coordinator' | 'officer' | 'expert', SignedIn>;
  let plan: ImportRecord;
  let submissionId: string;

  beforeAll(async () => {
    // Nobody but these: the coordinator has no colleague who could look at it.
    await running().dataSource.query('UPDATE role_grant SET valid_until = now() WHERE valid_until IS NULL');
    people = {
      coordinator: await speaking('da', Role.COORDINATOR, NETWORK),
      officer: await speaking('nl', Role.OFFICER, CITY),
      expert: await speaking('cs', Role.EXPERT, NETWORK),
    };
    const rule = { scopeId: await desk.idOf(NETWORK), gates: ['COORDINATOR', 'EXPERT'] };
    await desk.mutate(
      people.coordinator.headers,
      'setNetworkRule(rule: $rule)',
      '... on ReviewRule { gates }',
      {
        rule: { type: 'ReviewRuleInput!', value: rule },
      },
    );
  });

  async function speaking(locale: string, role: Role, place: string): Promise<SignedIn> {
    const who = await running().signIn(role, place);
    await running().query(
      'mutation ($locale: Locale) { updateMe(locale: $locale) { __typename } }',
      { locale },
      who.headers,
    );
    return { ...who, headers: { ...who.headers, 'accept-language': locale } };
  }

  async function told(who: SignedIn): Promise<string[]> {
    const { notifications } = await running().query<{
      notifications: { notifications: { text: string }[] };
    }>('{ notifications { notifications { text } } }', {}, who.headers);
    return notifications.notifications.map(({ text }) => text);
  }

  const shown = async (who: SignedIn | null, fields: string): Promise<Record<string, unknown> | null> =>
    (
      await running().query<{ record: Record<string, unknown> | null }>(
        `query ($id: ID!) { record(id: $id) { ${fields} } }`,
        { id: plan.recordId },
        who?.headers ?? {},
      )
    ).record;

  it('is imported by a coordinator, who confirms what was read and hands it in for the city', async () => {
    const file = await makeDocx(LINES.map((line) => paragraph(line)).join(''));
    const response = await fetch(
      `${running().url}/uploads?owner=${CITY}&networks=${NETWORK}&filename=plan.docx`,
      { method: 'POST', body: new Uint8Array(file), headers: people.coordinator.headers },
    );
    const { documentId } = (await response.json()) as { documentId: string };
    const asked = async (
      call: string,
      id: string,
    ): Promise<{ id: string; state: string; records: ImportRecord[] }> =>
      (
        await running().query<{ result: { id: string; state: string; records: ImportRecord[] } }>(
          `mutation ($id: ID!) { result: ${call} {
             ... on Import { id state records { ref kind draftId recordId } }
             ... on ImportRefusal { code problems } } }`,
          { id },
          people.coordinator.headers,
        )
      ).result;
    const begun = await asked('startImport(documentId: $id, again: false)', documentId);
    await running().drainJobs();
    const accepted = await asked('acceptImportValues(importId: $id)', begun.id);
    expect(accepted).toMatchObject({ state: 'READY', records: [{ kind: 'PLAN' }, { kind: 'ACTION' }] });
    const confirmed = await asked('confirmImport(id: $id)', begun.id);
    expect(confirmed.state).toBe('CONFIRMED');
    plan = confirmed.records[0] as ImportRecord;
    // Nothing of it is published by that.
    expect(await shown(null, 'slug')).toBeNull();
  });

  it('waits for the city’s officer first, since nobody looks at their own', async () => {
    expect(await told(people.officer)).toEqual([`Wacht op je beoordeling: ${TITLE}`]);
    expect(await told(people.expert)).toEqual([]);
    const { draft } = await running().query<{
      draft: { submission: { id: string; onBehalf: boolean; gates: unknown[] } };
    }>(
      'query ($id: ID!) { draft(id: $id) { submission { id onBehalf gates { role holder state } } } }',
      { id: plan.draftId },
      people.officer.headers,
    );
    submissionId = draft.submission.id;
    expect(draft.submission).toMatchObject({
      onBehalf: true,
      gates: [
        { role: 'COORDINATOR', holder: 'OFFICER', state: 'WAITING' },
        { role: 'EXPERT', holder: 'EXPERT', state: 'WAITING' },
      ],
    });
    expect((await desk.step(people.coordinator.headers, 'takeReview', submissionId)).code).toBe(
      'OWN_SUBMISSION',
    );
    await desk.step(people.officer.headers, 'takeReview', submissionId);
    expect(await desk.step(people.officer.headers, 'approveSubmission', submissionId)).toMatchObject({
      gate: 1,
    });
  });

  it('is sent back by the expert, with a reason and a comment at one field', async () => {
    expect(await told(people.expert)).toEqual([`Čeká na tvé posouzení: ${TITLE}`]);
    await desk.step(people.expert.headers, 'takeReview', submissionId);
    const asked = await desk.refuse(people.expert.headers, 'requestChanges', submissionId, REASON, [
      { field: 'texts.summary', locale: 'en', text: 'Readers of other cities need it.' },
    ]);
    expect(asked).toMatchObject({ state: 'CHANGES_REQUESTED', reason: REASON });
    expect(await told(people.coordinator)).toContain(`Der er bedt om ændringer: ${TITLE}`);
    expect(await told(people.officer)).toContain(`Er wordt om wijzigingen gevraagd: ${TITLE}`);
  });

  it('is put right by the officer, who settles the comment and hands it in again', async () => {
    const { draft } = await running().query<{
      draft: {
        lockVersion: number;
        content: Record<string, unknown>;
        comments: { id: string; label: string; text: string }[];
      };
    }>(
      'query ($id: ID!) { draft(id: $id) { lockVersion content comments { id label text } } }',
      { id: plan.draftId },
      people.officer.headers,
    );
    // The field is named in the officer's own language.
    expect(draft.comments).toMatchObject([
      { label: 'Samenvatting', text: 'Readers of other cities need it.' },
    ]);
    const texts = (draft.content['texts'] as { field: string }[]).filter(({ field }) => field !== 'summary');
    const summary = { field: 'summary', locale: 'en', text: SUMMARY, origin: 'ORIGINAL', isSource: true };
    const saved = await desk.save(people.officer.headers, plan.draftId, draft.lockVersion, {
      ...draft.content,
      texts: [...texts, summary],
    } as never);
    await desk.mutate(people.officer.headers, 'resolveComment(id: $id)', '... on ReviewComment { id }', {
      id: { type: 'ID!', value: draft.comments[0]?.id },
    });
    const again = await desk.submit(
      people.officer.headers,
      plan.draftId,
      saved.lockVersion,
      'A summary is there now',
    );
    expect(again).toMatchObject({ id: submissionId, state: 'SUBMITTED', version: 2, gate: 1 });
    expect(await told(people.expert)).toEqual(
      expect.arrayContaining([`Tvá poznámka byla vyřešena: ${TITLE}`, `Čeká na tvé posouzení: ${TITLE}`]),
    );
  });

  it('is published by the expert, and everybody hears of it in their language', async () => {
    await desk.step(people.expert.headers, 'takeReview', submissionId);
    const published = await desk.step(people.expert.headers, 'approveSubmission', submissionId);
    expect(published).toMatchObject({ state: 'PUBLISHED', version: 3 });
    expect((await told(people.coordinator))[0]).toBe(`Udgivet: ${TITLE}`);
    // An officer who let it pass has confirmed it, and is asked for nothing more.
    expect((await told(people.officer))[0]).toBe(`Gepubliceerd: ${TITLE}`);
    const fields = `title { text } summary { text } awaitsConfirmation owner { slug } networks { slug }
      ... on Plan { actions { edges { node { title { text } } } } }`;
    for (const who of [null, people.coordinator, people.officer, people.expert]) {
      expect(await shown(who, fields)).toMatchObject({
        title: { text: TITLE },
        summary: { text: SUMMARY },
        awaitsConfirmation: false,
        owner: { slug: CITY },
        networks: [{ slug: NETWORK }],
        actions: { edges: [{ node: { title: { text: 'A repair street in every district' } } }] },
      });
    }
  });

  it('can still be read as it was before, and compared, each in their own language', async () => {
    interface Compared {
      recordVersions: { number: number; kind: string; author: { id: string }; note: string | null }[];
      recordVersion: { content: { texts: { field: string; text: string }[] } };
      compareVersions: {
        field: string;
        label: string;
        kind: string;
        before: string | null;
        after: string | null;
      }[];
    }
    const ask = `query ($id: ID!) {
      recordVersions(recordId: $id) { number kind author { id } note }
      recordVersion(recordId: $id, number: 1) { content { texts { field text } } }
      compareVersions(recordId: $id, from: 1, to: 3) { field label kind before after } }`;
    const labels = { coordinator: 'Resumé', officer: 'Samenvatting', expert: 'Shrnutí' };
    for (const [name, label] of Object.entries(labels)) {
      const who = people[name as keyof typeof people];
      const answer = await running().query<Compared>(ask, { id: plan.recordId }, who.headers);
      expect(answer.recordVersions.map(({ number, kind }) => `${number} ${kind}`)).toEqual([
        '3 PUBLICATION',
        '2 SUBMISSION',
        '1 SUBMISSION',
      ]);
      expect(answer.recordVersion.content.texts).toContainEqual({ field: 'title', text: TITLE });
      expect(answer.recordVersion.content.texts.map(({ text }) => text)).not.toContain(SUMMARY);
      const summary = answer.compareVersions.find(({ field }) => field === 'texts.summary');
      expect(summary).toMatchObject({ label, after: SUMMARY });
    }
    // Readers have the published one, and nothing of what came before it.
    const reader = await running().query<Compared>(ask, { id: plan.recordId });
    expect(reader.recordVersions.map(({ number }) => number)).toEqual([3]);
    expect([reader.recordVersion, reader.compareVersions]).toEqual([null, null]);
  });
});
