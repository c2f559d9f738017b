import { RecordKind } from '../../../common/records';
import { type ActionFacts, readAction } from './action-record';
import { readHeading } from './headings';
import type { HeadingRole, Lexicon } from './lexicon';
import type { ProposedRecord } from './proposal';
import type { Reading } from './record-builder';
import type { Line, Section } from './sections';

interface ActionTable {
  /** what each column holds */
  roles: (HeadingRole | undefined)[];
  rows: Line[];
}

/** The largest table whose first row names fields of an action in two columns or more. */
export function actionRows(lines: readonly Line[], lexicons: readonly Lexicon[]): ActionTable | undefined {
  let best: ActionTable | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.kind !== 'table-row' || lines[index - 1]?.kind === 'table-row') continue;
    const roles = (line.cells ?? []).map((cell) => {
      const heading = cell === '' ? undefined : readHeading(cell, lexicons);
      const isAction = heading?.role === 'description' && heading.coverage === 1 && heading.weight === 1;
      return heading && heading.coverage >= 0.6 ? (isAction ? 'action' : heading.role) : undefined;
    });
    const known = roles.filter((role) => role !== undefined);
    if (known.length < 2 || !known.some((role) => role === 'action' || role === 'title')) continue;
    const rows: Line[] = [];
    for (const row of lines.slice(index + 1)) {
      if (row.kind !== 'table-row') break;
      rows.push(row);
    }
    if (rows.length > (best?.rows.length ?? 0)) best = { roles: withOneName(roles, rows), rows };
  }
  return best;
}

/** "Action" and "Description" are both headings of what is done: the column with the shorter cells names it. */
function withOneName(
  roles: readonly (HeadingRole | undefined)[],
  rows: readonly Line[],
): (HeadingRole | undefined)[] {
  const length = (column: number): number =>
    rows.reduce((sum, { cells }) => sum + (cells?.[column]?.length ?? 0), 0);
  const named = roles.flatMap((role, column) => (role === 'action' ? [column] : []));
  const [name] = [...named].sort((a, b) => length(a) - length(b));
  return roles.map((role, column) => (role === 'action' && column !== name ? 'description' : role));
}

/** A column that only counts: `1`, `2.3`, `A1`. */
const isNumbered = ({ rows }: ActionTable, column: number): boolean =>
  rows.every(({ cells }) => /^(?:\p{Lu}{1,3}\s?)?\d{1,3}(?:[.-]\d{1,3})*\.?$/u.test(cells?.[column] ?? ''));

/** Each row of such a table is an action. */
export function readActionRows(
  lines: readonly Line[],
  facts: Pick<ActionFacts, 'planRef' | 'isOpenGovernment' | 'isIntegratedPlan'>,
  reading: Reading,
): ProposedRecord[] {
  const table = actionRows(lines, reading.lexicons);
  if (!table) return [];
  const name = Math.max(
    table.roles.indexOf('action'),
    table.roles.includes('action') ? -1 : table.roles.indexOf('title'),
  );
  const numbers = table.roles.findIndex(
    (role, column) => column !== name && !role && isNumbered(table, column),
  );
  return table.rows
    .filter((row) => (row.cells?.[name] ?? '') !== '')
    .map((row, index) => {
      const cell = (column: number): Line => ({ ...row, kind: 'paragraph', text: row.cells?.[column] ?? '' });
      const number = (row.cells?.[numbers] ?? '').replace(/\.$/, '');
      const start: Section = {
        role: 'action',
        title: '',
        inline: cell(name),
        lines: [],
        confidence: 0.9,
        ...(number === '' ? {} : { number }),
      };
      const fields = table.roles.flatMap((role, column): Section[] => {
        const line = cell(column);
        return role === undefined || column === name || line.text === ''
          ? []
          : [{ role, title: '', inline: line, lines: [], confidence: 0.85 }];
      });
      const ref = `action-${index + 1}`;
      return readAction([start, ...fields], { ...facts, ref, ordinal: index + 1 }, reading);
    })
    .filter((record) => record.kind === RecordKind.ACTION);
}
