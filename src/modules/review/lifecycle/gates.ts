/** Whose look an owner or a network asks for before a record is published. */
export enum GateRole {
  COORDINATOR = 'COORDINATOR',
  EXPERT = 'EXPERT',
  /** the owner's own officer, where nobody else is asked and the one who hands it in may not publish for it */
  OFFICER = 'OFFICER',
}

/** Who actually looks. */
export enum GateHolder {
  COORDINATOR = 'COORDINATOR',
  EXPERT = 'EXPERT',
  OFFICER = 'OFFICER',
  ADMINISTRATOR = 'ADMINISTRATOR',
}

export enum GateState {
  WAITING = 'WAITING',
  PASSED = 'PASSED',
  SKIPPED = 'SKIPPED',
}

export interface Gate {
  role: GateRole;
  /** null where it is skipped */
  holder: GateHolder | null;
  state: GateState;
  /** account that let it pass */
  by: string | null;
  /** ISO 8601 */
  at: string | null;
}

/** Accounts that could look at it, by what they are. */
export type Holders = Readonly<Record<GateRole, readonly string[]>>;

export type GateRule = readonly GateRole[];

/** Both the owner and the network have a say; the longer of their rules holds, since each asks for what it needs. */
export function strictestRule(...rules: readonly (GateRule | null)[]): GateRule | null {
  const given = rules.filter((rule) => rule !== null);
  return given.reduce<GateRule | null>(
    (longest, rule) => (longest === null || rule.length > longest.length ? rule : longest),
    null,
  );
}

/**
 * The gates that a submission has to pass. A gate that only authors hold passes to the owner's officers, or, where
 * there are none, is skipped; the last is never skipped, and falls to an administrator where there is nobody else.
 * `authors`: they never look at their own. `mayPublish`: whoever hands it in may publish for the owner.
 */
export function planGates(
  rule: GateRule,
  holders: Holders,
  authors: readonly string[],
  mayPublish: boolean,
): Gate[] {
  const roles = rule.length > 0 ? rule : mayPublish ? [] : [GateRole.OFFICER];
  return roles.map((role, index) => planGate(role, index === roles.length - 1, holders, authors));
}

export function planGate(
  role: GateRole,
  isLast: boolean,
  holders: Holders,
  authors: readonly string[],
): Gate {
  const held = (by: GateRole): boolean => holders[by].some((account) => !authors.includes(account));
  const gate = { role, by: null, at: null };
  if (held(role)) return { ...gate, holder: GateHolder[role], state: GateState.WAITING };
  if (held(GateRole.OFFICER)) return { ...gate, holder: GateHolder.OFFICER, state: GateState.WAITING };
  if (isLast) return { ...gate, holder: GateHolder.ADMINISTRATOR, state: GateState.WAITING };
  return { ...gate, holder: null, state: GateState.SKIPPED };
}

/** Place of the first gate that waits, from `from` on; null where none does. */
export function nextGate(gates: readonly Gate[], from = 0): number | null {
  const found = gates.findIndex((gate, index) => index >= from && gate.state === GateState.WAITING);
  return found === -1 ? null : found;
}
