import type { JsonObject } from '../../../common/json';
import { TextOrigin } from '../../../common/localized-text';
import { readCell } from './cell-values';
import { cellsByKey, type CheckContext, type CheckedRow, type RowProblem, RowState } from './table-check';
import type { TableRow } from './table-file';
import { TABLE_COLUMNS, TableKind } from './table-kinds';

export const MILESTONE_COLUMNS = TABLE_COLUMNS[TableKind.MILESTONES];

type Item = JsonObject & { id: string };
type Text = JsonObject & { field: string; text: string };

/**
 * Rows of milestones: each changes one item of its action, and each is given the action as all rows before it left it, so
 * the last of an action holds them all.
 */
export function milestoneRows(
  rows: readonly TableRow[],
  known: ReadonlyMap<TableRow, string>,
  contents: Map<string, JsonObject>,
  context: CheckContext,
): CheckedRow[] {
  return rows.map((row) => {
    const cells = cellsByKey(row, context.mapping);
    const recordId = known.get(row) ?? null;
    const content = recordId === null ? undefined : contents.get(recordId);
    const report = {
      row: row.number,
      title: cells.get('title') ?? '',
      recordId,
      cells,
      changes: [],
      leftOut: [],
    };
    const problems: RowProblem[] = [];
    if (!content || recordId === null) {
      problems.push({ column: 'action', problem: 'unknownRow', words: cells.get('action') ?? '' });
    }
    if (!cells.get('title')) problems.push({ column: 'title', problem: 'needed', words: '' });
    const values = readValues(cells, context, problems);
    if (problems.length > 0 || !content || recordId === null) {
      return { ...report, state: RowState.REJECTED, problems, content: null };
    }
    const changed = withMilestone(content, cells, values, context.locale);
    contents.set(recordId, changed.content);
    const { state, changes } = changed;
    return { ...report, state, changes, problems, content: changed.content };
  });
}

/** One row an action: the last, which holds what all of them changed. */
export function groupMilestones(rows: readonly CheckedRow[]): CheckedRow[] {
  const last = new Map<string, CheckedRow>();
  for (const row of rows) {
    if (row.recordId === null || row.content === null) continue;
    const before = last.get(row.recordId);
    const isChanged = row.state !== RowState.UNCHANGED || (before && before.state !== RowState.UNCHANGED);
    last.set(row.recordId, { ...row, state: isChanged ? RowState.CHANGED : RowState.UNCHANGED });
  }
  return [...last.values()];
}

function readValues(
  cells: ReadonlyMap<string, string>,
  { resolver }: CheckContext,
  problems: RowProblem[],
): { due?: string; status?: string } {
  const values: { due?: string; status?: string } = {};
  for (const key of ['due', 'status'] as const) {
    const cell = cells.get(key) ?? '';
    const column = MILESTONE_COLUMNS.find((one) => one.key === key);
    if (cell === '' || !column) continue;
    const result = readCell(column, cell, resolver);
    if ('problem' in result) problems.push({ column: key, ...result });
    else values[key] = String(result.value);
  }
  return values;
}

function withMilestone(
  content: JsonObject,
  cells: ReadonlyMap<string, string>,
  values: { due?: string; status?: string },
  locale: string,
): Pick<CheckedRow, 'state' | 'changes'> & { content: JsonObject } {
  const fields = content['fields'] as JsonObject;
  const items = (fields['milestones'] ?? []) as Item[];
  const texts = content['texts'] as Text[];
  const title = cells.get('title') ?? '';
  const titleOf = (id: string): string =>
    texts.find(({ field }) => field === `milestones.${id}.title`)?.text ?? '';
  const given = cells.get('milestone') ?? '';
  const item = items.find(({ id }) => (given === '' ? titleOf(id) === title : id === given));
  const id = item?.id ?? freeId(items, given);
  const next: Item = { id, ...values };
  const isSame =
    item && titleOf(id) === title && item['due'] === next['due'] && item['status'] === next['status'];
  if (isSame) return { state: RowState.UNCHANGED, changes: [], content };
  const field = `milestones.${id}.title`;
  const kept = texts.filter((text) => text.field !== field || titleOf(id) === title);
  const isThere = kept.some((text) => text.field === field);
  const source = {
    field,
    locale: String(content['sourceLocale'] ?? locale),
    text: title,
    origin: TextOrigin.ORIGINAL,
    isSource: true,
  };
  return {
    state: item ? RowState.CHANGED : RowState.NEW,
    changes: [{ column: 'title', before: item ? titleOf(id) : '', after: title }],
    content: {
      ...content,
      texts: isThere ? kept : [...kept, source],
      fields: {
        ...fields,
        milestones: item ? items.map((one) => (one === item ? next : one)) : [...items, next],
      },
    },
  };
}

function freeId(items: readonly Item[], given: string): string {
  if (/^[a-z0-9-]+$/.test(given)) return given;
  for (let count = items.length + 1; ; count++) {
    if (!items.some(({ id }) => id === `m${count}`)) return `m${count}`;
  }
}
