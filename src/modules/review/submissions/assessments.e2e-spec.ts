import { useApplication } from '../../../../test/harness/application';
import { type Answer, ReviewDesk } from '../../../../test/harness/review-desk';
import type { SignedIn } from '../../../../test/harness/sign-in';
import { Role } from '../../../common/viewer';

const NETWORK = 'agents-of-co-existence';
const CRITERIA = [
  {
    id: 'participation',
    labels: { en: 'Did residents take part?', cs: 'Zapojili se obyvatelé?' },
    required: true,
  },
  { id: 'copied', labels: { en: 'Was it copied elsewhere?' }, required: false },
];

describe('the quality form of a network', () => {
  const running = useApplication();
  const desk = new ReviewDesk(running);
  let people: Record<'coordinator' | 'colleague' | 'officer', SignedIn>;
  let id: string;

  beforeAll(async () => {
    people = {
      coordinator: await running().signIn(Role.COORDINATOR, NETWORK),
      colleague: await running().signIn(Role.COORDINATOR, NETWORK),
      officer: await running().signIn(Role.OFFICER, 'aarhus'),
    };
    expect(await setCriteria(CRITERIA)).toMatchObject({ __typename: 'ReviewRule' });
    const draft = await desk.create(people.officer.headers, 'aarhus', NETWORK, desk.method('Judged'));
    id = (await desk.submit(people.officer.headers, draft.id, draft.lockVersion)).id;
  });

  async function setCriteria(criteria: unknown): Promise<Answer> {
    const rule = { scopeId: await desk.idOf(NETWORK), gates: ['COORDINATOR'], criteria };
    return desk.mutate(
      people.coordinator.headers,
      'setNetworkRule(rule: $rule)',
      '... on ReviewRule { gates }',
      {
        rule: { type: 'ReviewRuleInput!', value: rule },
      },
    );
  }
  const answer = (who: SignedIn, ...answers: object[]): Promise<Answer> =>
    desk.mutate(who.headers, 'assessSubmission(id: $id, answers: $answers)', '... on Submission { id }', {
      id: { type: 'ID!', value: id },
      answers: { type: '[AssessmentInput!]!', value: answers },
    });
  async function form(locale: string): Promise<{ criteria: unknown; assessments: unknown[] }> {
    const { submission } = await running().query<{
      submission: { criteria: unknown; assessments: unknown[] };
    }>(
      `query ($id: ID!) { submission(id: $id) {
         criteria { id label required } assessments { criterion score note reviewerId } } }`,
      { id },
      { ...people.officer.headers, 'accept-language': locale },
    );
    return submission;
  }

  it.each([
    ['no words', [{ id: 'a', labels: {} }]],
    ['an id twice', [CRITERIA[1], CRITERIA[1]]],
    ['an id that is none', [{ id: 'Was it copied?', labels: { en: 'x' } }]],
    ['too many', Array.from({ length: 41 }, (_, place) => ({ id: `c${place}`, labels: { en: 'x' } }))],
  ])('takes no criteria with %s', async (_what, criteria) => {
    expect(await setCriteria(criteria)).toMatchObject({ code: 'RULE_INVALID', field: 'criteria' });
  });

  it('is shown to the author, in their language where the network has it', async () => {
    expect((await form('cs')).criteria).toEqual([
      { id: 'participation', label: 'Zapojili se obyvatelé?', required: true },
      { id: 'copied', label: 'Was it copied elsewhere?', required: false },
    ]);
  });

  it('is filled in by whoever has the review, and by nobody else', async () => {
    const good = { criterion: 'participation', score: 4 };
    expect((await answer(people.coordinator, good)).code).toBe('NOT_YOUR_REVIEW');
    await desk.step(people.coordinator.headers, 'takeReview', id);
    expect((await answer(people.colleague, good)).code).toBe('NOT_YOUR_REVIEW');
    await expect(answer(people.officer, good)).rejects.toThrow('FORBIDDEN');
    expect((await form('en')).assessments).toEqual([]);
  });

  it('takes scores from 0 to 5 for the network’s own criteria, all of them or none', async () => {
    const good = { criterion: 'copied', score: 2 };
    const refused = async (bad: object): Promise<string | undefined> =>
      (await answer(people.coordinator, good, bad)).code;
    expect(await refused({ criterion: 'beauty', score: 3 })).toBe('CRITERION_UNKNOWN');
    expect(await refused({ criterion: 'participation', score: 6 })).toBe('RULE_INVALID');
    expect(await refused({ criterion: 'participation', score: -1 })).toBe('RULE_INVALID');
    expect(await refused({ criterion: 'participation', score: 3, note: 'x'.repeat(2_001) })).toBe(
      'TEXT_TOO_LONG',
    );
    // What was refused in part was refused altogether.
    expect((await form('en')).assessments).toEqual([]);
  });

  it('has to be answered where the network asks for it, before anything passes', async () => {
    expect(await desk.step(people.coordinator.headers, 'approveSubmission', id)).toMatchObject({
      code: 'CRITERION_UNANSWERED',
      field: 'criteria.participation',
    });
    await answer(people.coordinator, { criterion: 'participation', score: 1, note: 'Hardly' });
    await answer(people.coordinator, { criterion: 'participation', score: 4, note: 'Looked again' });
    const reviewerId = people.coordinator.accountId;
    expect((await form('en')).assessments).toEqual([
      { criterion: 'participation', score: 4, note: 'Looked again', reviewerId },
    ]);
    const published = await desk.step(people.coordinator.headers, 'approveSubmission', id);
    expect(published.state).toBe('PUBLISHED');
  });
});
