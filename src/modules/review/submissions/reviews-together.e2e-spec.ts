import { useApplication } from '../../../../test/harness/application';
import { type Answer, ReviewDesk } from '../../../../test/harness/review-desk';
import type { SignedIn } from '../../../../test/harness/sign-in';
import { Role } from '../../../common/viewer';

const NETWORK = 'agents-of-co-existence';
const FOREIGN = 'part-net';
const UNKNOWN = '7d2f6a3e-0000-4000-8000-000000000002';

interface Outcome {
  done: { id: string; state: string }[];
  refused: { submissionId: string; code: string; message: string }[];
  code?: string;
  message?: string;
  field?: string | null;
}

type Looked = Pick<Answer, 'id' | 'lockVersion'>;

describe('many reviews at once', () => {
  const running = useApplication();
  const desk = new ReviewDesk(running);
  let people: Record<'coordinator' | 'colleague' | 'officer' | 'foreignOfficer' | 'reader', SignedIn>;

  beforeAll(async () => {
    // Its time is over; with somebody who coordinates it, it takes in what is new.
    await running().signIn(Role.COORDINATOR, FOREIGN);
    people = {
      coordinator: await running().signIn(Role.COORDINATOR, NETWORK),
      colleague: await running().signIn(Role.COORDINATOR, NETWORK),
      officer: await running().signIn(Role.OFFICER, 'breda'),
      foreignOfficer: await running().signIn(Role.OFFICER, 'chrudim'),
      reader: await running().signIn(Role.TRANSLATOR, NETWORK),
    };
  });

  async function handIn(author = people.officer, owner = 'breda', network = NETWORK): Promise<Answer> {
    const draft = await desk.create(author.headers, owner, network, desk.method('Handed in'));
    return desk.submit(author.headers, draft.id, draft.lockVersion);
  }

  async function together(
    who: SignedIn,
    act: string,
    submissions: readonly Looked[],
    words: { reason?: string; note?: string } = {},
    headers: Record<string, string> = {},
  ): Promise<Outcome> {
    const { result } = await running().query<{ result: Outcome }>(
      `mutation ($act: ReviewAct!, $submissions: [SubmissionLookedAt!]!, $reason: String, $note: String) {
         result: reviewTogether(act: $act, submissions: $submissions, reason: $reason, note: $note) {
           ... on ReviewedTogether { done { id state } refused { submissionId code message } }
           ... on UserError { code message field }
         }
       }`,
      { act, submissions: submissions.map(({ id, lockVersion }) => ({ id, lockVersion })), ...words },
      { ...who.headers, ...headers },
    );
    return result;
  }

  const states = async (ids: readonly string[]): Promise<string[]> => {
    const rows: { state: string }[] = await running().dataSource.query(
      'SELECT state FROM submission WHERE id = ANY($1::uuid[]) ORDER BY array_position($1::uuid[], id)',
      [ids],
    );
    return rows.map(({ state }) => state);
  };

  /** Everything that tells of a submission, without what is each one's own. */
  const traces = async ({ id }: Looked): Promise<unknown> => {
    const steps: unknown[] = await running().dataSource.query(
      `SELECT number, event, from_state, to_state, gate, version, actor_id, reason FROM submission_step
       WHERE submission_id = $1 ORDER BY number`,
      [id],
    );
    const trail: unknown[] = await running().dataSource.query(
      `SELECT action, actor_id, client, scopes, facts FROM audit_event
       WHERE subject_id = $1 AND action LIKE 'submission.%' ORDER BY id`,
      [id],
    );
    const news: unknown[] = await running().dataSource.query(
      `SELECT kind, account_id FROM notification
       WHERE record_id = (SELECT record_id FROM submission WHERE id = $1) ORDER BY kind, account_id`,
      [id],
    );
    return { steps, trail, news };
  };

  it('publish each as a review made alone does, with its steps, its trail and its news', async () => {
    const alone = await handIn();
    const many = [await handIn(), await handIn(), await handIn()];
    await desk.step(people.coordinator.headers, 'takeReview', alone.id);
    await desk.step(people.coordinator.headers, 'approveSubmission', alone.id);
    const outcome = await together(people.coordinator, 'APPROVE', many);
    expect(outcome.refused).toEqual([]);
    expect(outcome.done).toEqual(many.map(({ id }) => ({ id, state: 'PUBLISHED' })));
    const expected = await traces(alone);
    expect(expected).toMatchObject({ steps: [{ event: 'SUBMIT' }, { event: 'TAKE' }, { event: 'PUBLISH' }] });
    for (const one of many) expect(await traces(one)).toEqual(expected);
  });

  it('are taken and put back, and what a colleague has stays theirs', async () => {
    const [free, theirs] = [await handIn(), await handIn()];
    const taken = await desk.step(people.colleague.headers, 'takeReview', theirs.id);
    const outcome = await together(people.coordinator, 'TAKE', [free, taken]);
    expect(outcome.done).toEqual([{ id: free.id, state: 'IN_REVIEW' }]);
    expect(outcome.refused).toMatchObject([{ submissionId: theirs.id, code: 'WITH_A_COLLEAGUE' }]);
    const decided = await together(people.coordinator, 'REJECT', [taken], { reason: 'No' });
    expect(decided.refused).toMatchObject([{ submissionId: theirs.id, code: 'NOT_YOUR_REVIEW' }]);
    const released = await together(people.coordinator, 'RELEASE', [
      { ...free, lockVersion: free.lockVersion + 1 },
      taken,
    ]);
    expect(released.done).toEqual([{ id: free.id, state: 'SUBMITTED' }]);
    expect(released.refused).toMatchObject([{ submissionId: theirs.id, code: 'NOT_YOUR_REVIEW' }]);
    expect(await states([free.id, theirs.id])).toEqual(['SUBMITTED', 'IN_REVIEW']);
  });

  it('tell of each that cannot be decided why, in the person’s language, and do the rest', async () => {
    const own = await handIn(people.coordinator);
    const foreign = await handIn(people.foreignOfficer, 'chrudim', FOREIGN);
    const [withdrawn, moved, good] = [await handIn(), await handIn(), await handIn()];
    const over = await desk.step(people.officer.headers, 'withdrawSubmission', withdrawn.id);
    await desk.step(people.coordinator.headers, 'takeReview', moved.id);
    await desk.step(people.coordinator.headers, 'releaseReview', moved.id);
    const given = [
      own,
      foreign,
      over,
      moved,
      { id: UNKNOWN, lockVersion: 1 },
      { id: 'x', lockVersion: 1 },
      good,
    ];
    const outcome = await together(people.coordinator, 'APPROVE', given, {}, { 'accept-language': 'da' });
    expect(outcome.done).toEqual([{ id: good.id, state: 'PUBLISHED' }]);
    expect(outcome.refused.map(({ submissionId, code }) => [submissionId, code])).toEqual([
      [own.id, 'OWN_SUBMISSION'],
      [foreign.id, 'SUBMISSION_MISSING'],
      [over.id, 'NOT_POSSIBLE_NOW'],
      [moved.id, 'SUBMISSION_CHANGED'],
      [UNKNOWN, 'SUBMISSION_MISSING'],
      ['x', 'SUBMISSION_MISSING'],
    ]);
    const { refused } = outcome;
    expect(refused[0]?.message).toBe('Ingen gennemser det, de selv har indsendt eller påbegyndt.');
    expect(await states([own.id, foreign.id, over.id, moved.id])).toEqual([
      'SUBMITTED',
      'SUBMITTED',
      'WITHDRAWN',
      'SUBMITTED',
    ]);
  });

  it('need a reason to turn something away, and nothing happens without one', async () => {
    const many = [await handIn(), await handIn()];
    const ids = many.map(({ id }) => id);
    for (const act of ['REQUEST_CHANGES', 'REJECT']) {
      expect(await together(people.coordinator, act, many, { reason: '  ' })).toMatchObject({
        code: 'REASON_MISSING',
        field: 'reason',
      });
    }
    expect(await states(ids)).toEqual(['SUBMITTED', 'SUBMITTED']);
    const outcome = await together(people.coordinator, 'REQUEST_CHANGES', many, { reason: 'Say for whom.' });
    expect(outcome.done).toEqual(ids.map((id) => ({ id, state: 'CHANGES_REQUESTED' })));
    const reasons: unknown[] = await running().dataSource.query(
      'SELECT DISTINCT reason FROM submission WHERE id = ANY($1::uuid[])',
      [ids],
    );
    expect(reasons).toEqual([{ reason: 'Say for whom.' }]);
  });

  it('asked once more count what was done as done, and do nothing twice', async () => {
    const many = [await handIn(), await handIn()];
    const first = await together(people.coordinator, 'REJECT', many, { reason: 'Not ours.' });
    const before = await Promise.all(many.map(traces));
    expect(await together(people.coordinator, 'REJECT', [...many, ...many], { reason: 'Not ours.' })).toEqual(
      first,
    );
    expect(await Promise.all(many.map(traces))).toEqual(before);
    // Another's decision, or another one, is a change that they have not looked at.
    for (const [who, act] of [
      [people.colleague, 'REJECT'],
      [people.coordinator, 'APPROVE'],
    ] as const) {
      const { done, refused } = await together(who, act, many, { reason: 'Not ours.' });
      expect(done).toEqual([]);
      expect(refused.map(({ code }) => code)).toEqual(['SUBMISSION_CHANGED', 'SUBMISSION_CHANGED']);
    }
  });

  it('are no more than a hundred in one request, and nobody’s who may review nothing', async () => {
    const one = await handIn();
    const many = Array.from({ length: 101 }, (_, index) => ({
      id: `7d2f6a3e-0000-4000-8000-${String(index).padStart(12, '0')}`,
      lockVersion: 1,
    }));
    expect(await together(people.coordinator, 'APPROVE', [one, ...many])).toMatchObject({
      code: 'TOO_MANY_AT_ONCE',
      field: 'submissions',
    });
    expect(await together(people.coordinator, 'APPROVE', [])).toEqual({ done: [], refused: [] });
    const answer = await running().send(
      `mutation ($id: ID!) { reviewTogether(act: APPROVE, submissions: [{ id: $id, lockVersion: 1 }]) { __typename } }`,
      { id: one.id },
      people.reader.headers,
    );
    expect(answer.errors[0]?.extensions.code).toBe('FORBIDDEN');
    expect(await states([one.id])).toEqual(['SUBMITTED']);
  });

  it('pass one gate alone where two look, and wait for the other', async () => {
    const network = 'sunne-kommuner';
    const coordinator = await running().signIn(Role.COORDINATOR, network);
    const expert = await running().signIn(Role.EXPERT, network);
    const rule = { scopeId: await desk.idOf(network), gates: ['COORDINATOR', 'EXPERT'] };
    await desk.mutate(coordinator.headers, 'setNetworkRule(rule: $rule)', '... on ReviewRule { gates }', {
      rule: { type: 'ReviewRuleInput!', value: rule },
    });
    const owner = network;
    const author = await running().signIn(Role.COORDINATOR, network);
    const many = [await handIn(author, owner, network), await handIn(author, owner, network)];
    const passed = await together(coordinator, 'APPROVE', many);
    expect(passed.done).toEqual(many.map(({ id }) => ({ id, state: 'SUBMITTED' })));
    const looked = many.map(({ id, lockVersion }) => ({ id, lockVersion: lockVersion + 2 }));
    const refused = await together(coordinator, 'APPROVE', looked);
    expect(refused.refused.map(({ code }) => code)).toEqual(['NOT_YOUR_GATE', 'NOT_YOUR_GATE']);
    const published = await together(expert, 'APPROVE', looked);
    expect(published.done).toEqual(many.map(({ id }) => ({ id, state: 'PUBLISHED' })));
  });
});
