import { useApplication } from '../../../../test/harness/application';
import { ReviewDesk } from '../../../../test/harness/review-desk';
import type { SignedIn } from '../../../../test/harness/sign-in';
import { Role } from '../../../common/viewer';
import { AccountsService } from '../../identity';
import { RemindersService } from './reminders.service';

const NETWORK = 'agents-of-co-existence';

describe('what waits for a review', () => {
  const running = useApplication();
  const desk = new ReviewDesk(running);
  const remind = (): Promise<number> => running().app.get(RemindersService, { strict: false }).remindAll();

  // Nobody but those of the test.
  beforeEach(async () => {
    await running().dataSource.query('UPDATE role_grant SET valid_until = now() WHERE valid_until IS NULL');
    await running().dataSource.query('DELETE FROM submission');
    await running().dataSource.query('DELETE FROM notification');
  });

  async function handIn(author: SignedIn): Promise<string> {
    const draft = await desk.create(author.headers, 'breda', NETWORK, desk.method('Waits for a look'));
    const submission = await desk.submit(author.headers, draft.id, draft.lockVersion);
    expect(submission.state).toBe('SUBMITTED');
    return submission.id;
  }

  async function setRule(by: SignedIn, gates: string[]): Promise<void> {
    const rule = { scopeId: await desk.idOf(NETWORK), gates, reviewDays: 14, reminderDays: 3 };
    const set = await desk.mutate(by.headers, 'setNetworkRule(rule: $rule)', '... on ReviewRule { gates }', {
      rule: { type: 'ReviewRuleInput!', value: rule },
    });
    expect(set.gates).toEqual(gates);
  }

  async function dueIn(id: string, days: number): Promise<void> {
    await running().dataSource.query(
      'UPDATE submission SET due_at = now() + make_interval(days => $2) WHERE id = $1',
      [id, days],
    );
  }

  async function told(who: SignedIn, kind: string): Promise<number> {
    const rows: unknown[] = await running().dataSource.query(
      'SELECT FROM notification WHERE account_id = $1 AND kind = $2',
      [who.accountId, kind],
    );
    return rows.length;
  }

  async function gatesOf(id: string): Promise<{ gate: number; gates: string[] }> {
    const [row]: [{ gate: number; gates: { role: string; holder: string | null; state: string }[] }] =
      await running().dataSource.query('SELECT gate, gates FROM submission WHERE id = $1', [id]);
    const gates = row.gates.map(({ role, holder, state }) => `${role} ${holder ?? 'nobody'} ${state}`);
    return { gate: row.gate, gates };
  }

  const loseRoles = (who: SignedIn): Promise<unknown> =>
    running().dataSource.query('UPDATE role_grant SET valid_until = now() WHERE account_id = $1', [
      who.accountId,
    ]);
  const alsoGive = async (who: SignedIn, role: Role, scope: string): Promise<void> => {
    const scopeId = await desk.idOf(scope);
    const accounts = running().app.get(AccountsService, { strict: false });
    await running().change((manager) => accounts.grant(manager, { accountId: who.accountId, role, scopeId }));
  };

  it('is brought to mind once, when its deadline is near, to everybody whom the gate asks', async () => {
    const coordinators = [
      await running().signIn(Role.COORDINATOR, NETWORK),
      await running().signIn(Role.COORDINATOR, NETWORK),
    ] as const;
    await setRule(coordinators[0], ['COORDINATOR']);
    const officer = await running().signIn(Role.OFFICER, 'breda');
    const id = await handIn(officer);
    await dueIn(id, 4);
    expect(await remind()).toBe(0);
    await dueIn(id, 2);
    expect(await remind()).toBe(1);
    for (const coordinator of coordinators) expect(await told(coordinator, 'REVIEW_DUE')).toBe(1);
    expect(await told(officer, 'REVIEW_DUE')).toBe(0);
    expect(await remind()).toBe(0);
    for (const coordinator of coordinators) expect(await told(coordinator, 'REVIEW_DUE')).toBe(1);
  });

  it('is brought to mind of the one who has taken it, and of nobody else', async () => {
    const [taker, other] = [
      await running().signIn(Role.COORDINATOR, NETWORK),
      await running().signIn(Role.COORDINATOR, NETWORK),
    ];
    await setRule(taker, ['COORDINATOR']);
    const id = await handIn(await running().signIn(Role.OFFICER, 'breda'));
    expect((await desk.step(taker.headers, 'takeReview', id)).state).toBe('IN_REVIEW');
    // Past its deadline it is still told once.
    await dueIn(id, -20);
    expect(await remind()).toBe(1);
    expect([await told(taker, 'REVIEW_DUE'), await told(other, 'REVIEW_DUE')]).toEqual([1, 0]);
    // Who has lost the role is told no more: it is the others' again.
    await loseRoles(taker);
    await running().dataSource.query('UPDATE submission SET reminded_at = NULL');
    await running().dataSource.query('DELETE FROM notification');
    expect(await remind()).toBe(1);
    expect([await told(taker, 'REVIEW_DUE'), await told(other, 'REVIEW_DUE')]).toEqual([0, 1]);
  });

  it('is not brought to mind once it is decided', async () => {
    const coordinator = await running().signIn(Role.COORDINATOR, NETWORK);
    await setRule(coordinator, ['COORDINATOR']);
    const id = await handIn(await running().signIn(Role.OFFICER, 'breda'));
    await desk.step(coordinator.headers, 'takeReview', id);
    await desk.refuse(coordinator.headers, 'requestChanges', id, 'Say more');
    await dueIn(id, 1);
    expect(await remind()).toBe(0);
  });

  it('passes to the owner’s officers where its author alone is left to look', async () => {
    const coordinator = await running().signIn(Role.COORDINATOR, NETWORK);
    await setRule(coordinator, ['COORDINATOR']);
    const author = await running().signIn(Role.OFFICER, 'breda');
    const id = await handIn(author);
    expect(await gatesOf(id)).toEqual({ gate: 0, gates: ['COORDINATOR COORDINATOR WAITING'] });
    await loseRoles(coordinator);
    await alsoGive(author, Role.COORDINATOR, NETWORK);
    const colleague = await running().signIn(Role.OFFICER, 'breda');
    expect(await remind()).toBe(0);
    expect(await gatesOf(id)).toEqual({ gate: 0, gates: ['COORDINATOR OFFICER WAITING'] });
    expect([await told(colleague, 'REVIEW_WAITING'), await told(author, 'REVIEW_WAITING')]).toEqual([1, 0]);
    expect((await desk.step(author.headers, 'takeReview', id)).code).toBe('OWN_SUBMISSION');
    await desk.step(colleague.headers, 'takeReview', id);
    expect((await desk.step(colleague.headers, 'approveSubmission', id)).state).toBe('PUBLISHED');
  });

  it('skips a gate that its author alone is left to hold, and waits before the next', async () => {
    const coordinator = await running().signIn(Role.COORDINATOR, NETWORK);
    await setRule(coordinator, ['COORDINATOR', 'EXPERT']);
    const author = await running().signIn(Role.OFFICER, 'breda');
    const expert = await running().signIn(Role.EXPERT, NETWORK);
    const id = await handIn(author);
    await loseRoles(coordinator);
    await alsoGive(author, Role.COORDINATOR, NETWORK);
    // Without waiting for the morning: whoever takes it has it planned anew.
    expect((await desk.step(expert.headers, 'takeReview', id)).state).toBe('IN_REVIEW');
    expect(await gatesOf(id)).toEqual({
      gate: 1,
      gates: ['COORDINATOR nobody SKIPPED', 'EXPERT EXPERT WAITING'],
    });
    const published = await desk.step(expert.headers, 'approveSubmission', id);
    expect(published).toMatchObject({
      state: 'PUBLISHED',
      gates: [{ state: 'SKIPPED' }, { state: 'PASSED' }],
    });
  });

  it('never skips the last gate: an administrator looks where nobody else is left', async () => {
    const coordinator = await running().signIn(Role.COORDINATOR, NETWORK);
    await setRule(coordinator, ['COORDINATOR']);
    const author = await running().signIn(Role.OFFICER, 'breda');
    const administrator = await running().signIn(Role.ADMINISTRATOR, null);
    const id = await handIn(author);
    expect((await desk.step(administrator.headers, 'takeReview', id)).code).toBe('NOT_YOUR_GATE');
    await loseRoles(coordinator);
    await alsoGive(author, Role.COORDINATOR, NETWORK);
    await remind();
    expect(await gatesOf(id)).toEqual({ gate: 0, gates: ['COORDINATOR ADMINISTRATOR WAITING'] });
    await desk.step(administrator.headers, 'takeReview', id);
    expect((await desk.step(administrator.headers, 'approveSubmission', id)).state).toBe('PUBLISHED');
  });
});
