/** `2024`, `2024-04` or `2024-04-01`: as exact as the source is, never more. */
export type PartialDate = string;

const SHAPE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** True for a year, a month or a day that exists in the calendar. */
export function isPartialDate(value: unknown): value is PartialDate {
  if (typeof value !== 'string') return false;
  const match = SHAPE.exec(value);
  if (!match) return false;
  const [, year, month, day] = match;
  if (month === undefined) return true;
  if (Number(month) < 1 || Number(month) > 12) return false;
  if (day === undefined) return true;
  const daysInMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) >= 1 && Number(day) <= daysInMonth;
}

export function yearOf(value: PartialDate): number {
  return Number(value.slice(0, 4));
}

/** Every year from start to end, both included; one bound missing: the other's year alone; at most 60 years. */
export function yearsCovered(start: PartialDate | null, end: PartialDate | null): number[] {
  const first = start ?? end;
  if (!first) return [];
  const from = yearOf(first);
  const to = Math.min(yearOf(end ?? first), from + 59);
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, index) => from + index);
}
