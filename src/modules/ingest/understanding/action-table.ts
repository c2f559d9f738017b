import { RecordKind } from '../../../common/records';
import { readAction } from './action-record';
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
    if (rows.length > (best?.rows.length ?? 0)) best = { roles, rows };
  }
  return best;
}

/** Each row of such a table is an action. */
export function readActionRows(
  lines: readonly Line[],
  planRef: string | undefined,
  reading: Reading,
): ProposedRecord[] {
  const table = actionRows(lines, reading.lexicons);
  if (!table) return [];
  const name = Math.max(
    table.roles.indexOf('action'),
    table.roles.includes('action') ? -1 : table.roles.indexOf('title'),
  );
  return table.rows
    .filter((row) => (row.cells?.[name] ?? '') !== '')
    .map((row, index) => {
      const cell = (column: number): Line => ({ ...row, kind: 'paragraph', text: row.cells?.[column] ?? '' });
      const start: Section = { role: 'action', title: '', inline: cell(name), lines: [], confidence: 0.9 };
      const fields = table.roles.flatMap((role, column): Section[] => {
        const line = cell(column);
        return role === undefined || column === name || line.text === ''
          ? []
          : [{ role, title: '', inline: line, lines: [], confidence: 0.85 }];
      });
      const ref = `action-${index + 1}`;
      const facts = { ref, ordinal: index + 1, isOpenGovernment: false, isIntegratedPlan: false };
      return readAction([start, ...fields], planRef === undefined ? facts : { ...facts, planRef }, reading);
    })
    .filter((record) => record.kind === RecordKind.ACTION);
}
