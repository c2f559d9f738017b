import type { KeyboardEvent } from 'react';
import type { ValueActions } from '../values/value-row';

const ROWS = '[data-value]';

/** Rows of values in the order of the page. */
function rowsOf(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(ROWS)];
}

function focusRow(row: HTMLElement | undefined): void {
  row?.focus();
}

/** The row after that of a value, else the one before; null where it is the only one. */
export function beside(root: ParentNode | null, valueId: string): HTMLElement | null {
  const rows = root ? rowsOf(root) : [];
  const at = rows.findIndex((row) => row.dataset['value'] === valueId);
  return rows[at + 1] ?? rows[at - 1] ?? null;
}

/**
 * Moves to the next value that nobody has looked at, after this one or from the top (`onlyUnsure`: to the next guess); false
 * where there is none.
 */
export function focusNextOpen(
  root: ParentNode,
  after: Element | null = null,
  { onlyUnsure = false } = {},
): boolean {
  const rows = rowsOf(root);
  const from = rows.findIndex((row) => row === after) + 1;
  const isOpen = (row: HTMLElement) =>
    row.dataset['decision'] === 'OPEN' && row !== after && (!onlyUnsure || row.dataset['unsure'] === 'true');
  const next = rows.slice(from).find(isOpen) ?? rows.find(isOpen);
  focusRow(next);
  return next !== undefined;
}

/**
 * Keys that work while a value has the focus, or one of its buttons: down and up (or J and K) move, N to the next that is
 * open, A accepts, E changes, X leaves out, U takes back. Accepting and leaving out move on.
 */
export function rowKeys(actions: ValueActions): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const { target, currentTarget, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
    if (target.closest('input, textarea, select, summary, a')) return;
    const row = target.closest<HTMLElement>(ROWS);
    const id = row?.dataset['value'];
    if (!row || !id) return;
    const rows = rowsOf(currentTarget);
    const step = (by: number) => focusRow(rows[rows.indexOf(row) + by]);
    const decide = (decision: 'ACCEPTED' | 'REJECTED') => {
      const isOpen = row.dataset['decision'] === 'OPEN';
      if (isOpen || row.dataset['decision'] !== decision) actions.decide([id], decision);
      if (!focusNextOpen(currentTarget, row)) focusRow(row);
    };
    const keys: Record<string, () => void> = {
      ArrowDown: () => step(1),
      j: () => step(1),
      ArrowUp: () => step(-1),
      k: () => step(-1),
      n: () => void focusNextOpen(currentTarget, row),
      a: () => decide('ACCEPTED'),
      x: () => decide('REJECTED'),
      u: () => actions.decide([id], 'OPEN'),
      e: () => actions.setEditing(id),
    };
    const act = keys[key.length === 1 ? key.toLowerCase() : key];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
