/** From when to when a role is held; null: without an end. The last instant is not in it. */
export interface RolePeriod {
  from: Date;
  until: Date | null;
}

/**
 * Whether these periods leave no moment without anybody, from that instant on and for good. One that begins at the
 * instant at which another ends leaves none between them.
 */
export function isHeldFrom(start: Date, periods: readonly RolePeriod[]): boolean {
  let heldUntil = start.getTime();
  const inOrder = [...periods].sort((one, other) => one.from.getTime() - other.from.getTime());
  for (const { from, until } of inOrder) {
    if (from.getTime() > heldUntil) return false;
    if (until === null) return true;
    heldUntil = Math.max(heldUntil, until.getTime());
  }
  return false;
}
