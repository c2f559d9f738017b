import type { Locale } from '../../../common/locale';

/** A part of a record (a milestone, an evidence item) that has texts of its own in the record. */
export interface PartNode {
  id: string;
  recordId: string;
  /** path of its texts, e.g. `milestones.m1` */
  path: string;
  shownLocale: Locale | undefined;
}

/** Items of a record's list as nodes of their own: `list` is the first part of their texts' path. */
export function partNodes<T extends { id: string }>(
  recordId: string,
  list: string,
  items: readonly T[] | null | undefined,
  shownLocale: Locale | undefined,
): (T & PartNode)[] {
  return (items ?? []).map((item) => ({ ...item, recordId, path: `${list}.${item.id}`, shownLocale }));
}
