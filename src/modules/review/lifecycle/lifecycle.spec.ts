import { GateHolder, GateRole, GateState, type Holders, nextGate, planGates, strictestRule } from './gates';
import { LIFECYCLE, nextState, ReviewEvent, ReviewState } from './lifecycle';

const { COORDINATOR, EXPERT, OFFICER } = GateRole;

describe('the way of a record', () => {
  it('is told for every state and event', () => {
    const told = Object.values(ReviewState).flatMap((state) =>
      Object.values(ReviewEvent).flatMap((event) => {
        const next = nextState(state, event);
        return next ? [`${state} ${event} ${next}`] : [];
      }),
    );
    expect(told).toEqual([
      'DRAFT SUBMIT SUBMITTED',
      'DRAFT PUBLISH PUBLISHED',
      'SUBMITTED WITHDRAW WITHDRAWN',
      'SUBMITTED TAKE IN_REVIEW',
      'IN_REVIEW WITHDRAW WITHDRAWN',
      'IN_REVIEW TAKE IN_REVIEW',
      'IN_REVIEW RELEASE SUBMITTED',
      'IN_REVIEW REQUEST_CHANGES CHANGES_REQUESTED',
      'IN_REVIEW REJECT REJECTED',
      'IN_REVIEW PASS_GATE SUBMITTED',
      'IN_REVIEW PUBLISH PUBLISHED',
      'CHANGES_REQUESTED SUBMIT SUBMITTED',
      'CHANGES_REQUESTED WITHDRAW WITHDRAWN',
      'PUBLISHED ARCHIVE ARCHIVED',
      'ARCHIVED UNARCHIVE PUBLISHED',
    ]);
  });

  it('reaches every state from a draft', () => {
    const seen = new Set([ReviewState.DRAFT]);
    for (const state of seen) for (const next of Object.values(LIFECYCLE[state])) seen.add(next);
    expect([...seen].sort()).toEqual(Object.values(ReviewState).sort());
  });

  it('goes from review to the reader, never past it', () => {
    const before = Object.values(ReviewState).filter(
      (state) => nextState(state, ReviewEvent.PUBLISH) === ReviewState.PUBLISHED,
    );
    expect(before).toEqual([ReviewState.DRAFT, ReviewState.IN_REVIEW]);
  });
});

describe('gates', () => {
  const people = (coordinators: string[], experts: string[], officers: string[]): Holders => ({
    [COORDINATOR]: coordinators,
    [EXPERT]: experts,
    [OFFICER]: officers,
  });
  const both = [COORDINATOR, EXPERT];
  const plan = (...given: Parameters<typeof planGates>): unknown[] =>
    planGates(...given).map(({ role, holder, state }) => [role, holder, state]);

  it.each([
    [
      'are held by whom the rule names',
      both,
      people(['c'], ['e'], ['o']),
      'o',
      [
        [COORDINATOR, GateHolder.COORDINATOR, GateState.WAITING],
        [EXPERT, GateHolder.EXPERT, GateState.WAITING],
      ],
    ],
    [
      'pass to the officer where the only coordinator wrote it',
      both,
      people(['c'], ['e'], ['o']),
      'c',
      [
        [COORDINATOR, GateHolder.OFFICER, GateState.WAITING],
        [EXPERT, GateHolder.EXPERT, GateState.WAITING],
      ],
    ],
    [
      'are skipped where there is no officer either',
      both,
      people(['c'], ['e'], []),
      'c',
      [
        [COORDINATOR, null, GateState.SKIPPED],
        [EXPERT, GateHolder.EXPERT, GateState.WAITING],
      ],
    ],
    [
      'are held by another coordinator where there is one',
      both,
      people(['c', 'd'], ['e'], []),
      'c',
      [
        [COORDINATOR, GateHolder.COORDINATOR, GateState.WAITING],
        [EXPERT, GateHolder.EXPERT, GateState.WAITING],
      ],
    ],
    [
      'are never all skipped: the last falls to an administrator',
      both,
      people(['c'], [], []),
      'c',
      [
        [COORDINATOR, null, GateState.SKIPPED],
        [EXPERT, GateHolder.ADMINISTRATOR, GateState.WAITING],
      ],
    ],
    [
      'do not pass to an officer who wrote it',
      [COORDINATOR],
      people([], [], ['o']),
      'o',
      [[COORDINATOR, GateHolder.ADMINISTRATOR, GateState.WAITING]],
    ],
  ] as const)('%s', (_name, rule, holders, author, expected) => {
    expect(plan(rule, holders, [author], true)).toEqual(expected);
  });

  it('are none where the owner asks for none and its own officer publishes', () => {
    expect(plan([], people(['c'], [], ['o']), ['o'], true)).toEqual([]);
  });

  it('ask the officer where the owner asks for none and somebody else hands it in', () => {
    expect(plan([], people(['c'], [], ['o']), ['c'], false)).toEqual([
      [OFFICER, GateHolder.OFFICER, GateState.WAITING],
    ]);
  });

  it('wait one after the other', () => {
    const gates = planGates(both, people(['c'], ['e'], []), ['c'], false);
    expect(nextGate(gates)).toBe(1);
    expect(nextGate(gates, 2)).toBeNull();
  });

  it('follow the stricter of two rules', () => {
    expect(strictestRule([], [COORDINATOR], null)).toEqual([COORDINATOR]);
    expect(strictestRule([COORDINATOR, EXPERT], [])).toEqual(both);
    expect(strictestRule(null, [])).toEqual([]);
    expect(strictestRule(null, null)).toBeNull();
  });
});
