import { useApplication } from '../../../test/harness/application';
import { ReviewDesk } from '../../../test/harness/review-desk';
import type { SignedIn } from '../../../test/harness/sign-in';
import { Role } from '../../common/viewer';

const NETWORK = 'agents-of-co-existence';

describe('a record on its way to the reader', () => {
  const running = useApplication();
  const desk = new ReviewDesk(running);
  let [coordinator, expert, officer]: SignedIn[] = [];

  const people = (): Record<'coordinator' | 'expert' | 'officer', SignedIn> => {
    if (!coordinator || !expert || !officer) throw new Error('Nobody is signed in');
    return { coordinator, expert, officer };
  };

  beforeAll(async () => {
    coordinator = await running().signIn(Role.COORDINATOR, NETWORK);
    expert = await running().signIn(Role.EXPERT, NETWORK);
    officer = await running().signIn(Role.OFFICER, 'genk');
    const rule = await desk.mutate(
      coordinator.headers,
      'setNetworkRule(rule: $rule)',
      '... on ReviewRule { gates }',
      {
        rule: {
          type: 'ReviewRuleInput!',
          value: { scopeId: await desk.idOf(NETWORK), gates: ['COORDINATOR', 'EXPERT'] },
        },
      },
    );
    expect(rule).toMatchObject({ gates: ['COORDINATOR', 'EXPERT'] });
  });

  it('goes from the officer through both gates, with changes asked for at one field, and back', async () => {
    const { coordinator, expert, officer } = people();
    const content = desk.method('Talking benches', { networks: [await desk.idOf(NETWORK)] });
    const draft = await desk.create(officer.headers, 'genk', NETWORK, content);
    expect(draft).toMatchObject({ __typename: 'Draft', lockVersion: 1, problems: [] });
    expect(draft.content).toMatchObject({ owner: await desk.idOf('genk') });

    const submission = await desk.submit(officer.headers, draft.id, 1, 'Please look');
    expect(submission).toMatchObject({
      state: 'SUBMITTED',
      version: 1,
      onBehalf: false,
      gates: [
        { role: 'COORDINATOR', holder: 'COORDINATOR', state: 'WAITING' },
        { role: 'EXPERT', holder: 'EXPERT', state: 'WAITING' },
      ],
    });
    // While it is with the reviewers nobody writes.
    expect(await desk.save(officer.headers, draft.id, 1, content)).toMatchObject({ code: 'DRAFT_IN_REVIEW' });
    expect(await desk.step(expert.headers, 'takeReview', submission.id)).toMatchObject({
      code: 'NOT_YOUR_GATE',
    });

    await desk.step(coordinator.headers, 'takeReview', submission.id);
    const passed = await desk.step(coordinator.headers, 'approveSubmission', submission.id);
    expect(passed).toMatchObject({ state: 'SUBMITTED', gate: 1 });
    expect(passed.gates[0]).toMatchObject({ state: 'PASSED' });

    await desk.step(expert.headers, 'takeReview', submission.id);
    expect(await desk.refuse(expert.headers, 'requestChanges', submission.id, '  ')).toMatchObject({
      code: 'REASON_MISSING',
      field: 'reason',
    });
    const asked = await desk.refuse(expert.headers, 'requestChanges', submission.id, 'Say for whom', [
      { field: 'texts.summary', locale: 'en', text: 'A summary is missing' },
    ]);
    expect(asked).toMatchObject({ state: 'CHANGES_REQUESTED', reason: 'Say for whom' });

    const seen = await running().query<{
      draft: { comments: { id: string; field: string; label: string; author: { name: string } }[] };
    }>(
      'query ($id: ID!) { draft(id: $id) { comments { id field label text author { name } resolvedAt } } }',
      { id: draft.id },
      { ...officer.headers, 'accept-language': 'da' },
    );
    expect(seen.draft.comments).toMatchObject([
      { field: 'texts.summary', label: 'Resumé', author: { name: 'Test EXPERT' } },
    ]);
    const texts = content['texts'] as object[];
    const answer = { field: 'summary', locale: 'en', text: 'Benches for neighbours.', origin: 'ORIGINAL' };
    const better = { ...content, texts: [...texts, { ...answer, isSource: true }] };
    const saved = await desk.save(officer.headers, draft.id, 1, better as never);
    expect(saved.lockVersion).toBe(2);
    await running().query(
      'mutation ($id: ID!) { resolveComment(id: $id) { ... on ReviewComment { resolvedAt resolver { id } } } }',
      { id: seen.draft.comments[0]?.id },
      officer.headers,
    );
    expect(await desk.submit(officer.headers, draft.id, 2)).toMatchObject({
      id: submission.id,
      state: 'SUBMITTED',
      version: 2,
      gate: 1,
    });
    await desk.step(expert.headers, 'takeReview', submission.id);
    const published = await desk.step(expert.headers, 'approveSubmission', submission.id);
    expect(published).toMatchObject({ state: 'PUBLISHED', version: 3 });
    expect(published.timeline.map(({ event, toState }) => `${event} ${toState}`)).toEqual([
      'SUBMIT SUBMITTED',
      'TAKE IN_REVIEW',
      'PASS_GATE SUBMITTED',
      'TAKE IN_REVIEW',
      'REQUEST_CHANGES CHANGES_REQUESTED',
      'SUBMIT SUBMITTED',
      'TAKE IN_REVIEW',
      'PUBLISH PUBLISHED',
    ]);

    const { record } = await running().query<{ record: Record<string, unknown> }>(
      `query ($id: ID!) { record(id: $id) { version awaitsConfirmation title { text } summary { text }
         networks { slug } owner { slug } } }`,
      { id: draft.recordId },
    );
    expect(record).toEqual({
      version: 3,
      awaitsConfirmation: false,
      title: { text: 'Talking benches' },
      summary: { text: 'Benches for neighbours.' },
      networks: [{ slug: NETWORK }],
      owner: { slug: 'genk' },
    });
  });
});
