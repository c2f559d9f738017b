import type { JsonObject } from '../../../common/json';
import { RecordKind } from '../../../common/records';
import { cellsByKey, type CheckContext, type CheckedRow, RowState } from './table-check';
import type { TableRow } from './table-file';
import { RECORD_KIND_OF, type TableKind } from './table-kinds';

/** There is one of each in the world: a table that names it does not make another. */
const ONE_OF_A_NAME: readonly RecordKind[] = [RecordKind.CITY, RecordKind.ORGANISATION];

/** Cities and organisations that the site has by the names in these rows, where a row is not known by its id. */
export function namesakesOf(
  kind: TableKind,
  rows: readonly TableRow[],
  known: ReadonlyMap<TableRow, string>,
  { mapping, resolver }: CheckContext,
): Map<TableRow, string> {
  const recordKind = RECORD_KIND_OF[kind];
  if (!ONE_OF_A_NAME.includes(recordKind)) return new Map();
  return new Map(
    rows.flatMap((row) => {
      const title = known.has(row) ? '' : (cellsByKey(row, mapping).get('title') ?? '');
      const id = title === '' ? undefined : resolver.record([recordKind], title);
      return id === undefined ? [] : [[row, id] as const];
    }),
  );
}

/** Whether a row that would be new is the record of that name: of cities, in the same country. */
export function isNamesake({ state, cells }: CheckedRow, content: JsonObject | undefined): boolean {
  if (state !== RowState.NEW || !content) return false;
  const { countryCode } = (content['fields'] ?? {}) as JsonObject;
  const country = cells.get('country') ?? '';
  return countryCode === undefined || country === '' || countryCode === country;
}

/** It is there, and what the row says of it is not told to whoever keeps it: for that it names our id. */
export const asKnown = (row: CheckedRow, recordId: string): CheckedRow => ({
  ...row,
  state: RowState.UNCHANGED,
  recordId,
  changes: [],
  content: null,
});
