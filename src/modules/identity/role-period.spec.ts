import { isHeldFrom, type RolePeriod } from './role-period';

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const period = (from: string, until: string | null): RolePeriod => ({
  from: day(from),
  until: until === null ? null : day(until),
});

describe('a role that somebody has to have', () => {
  it.each<[string, boolean, RolePeriod[]]>([
    ['nobody', false, []],
    ['one without an end', true, [period('2025-01-01', null)]],
    ['one that begins that day', true, [period('2026-01-01', null)]],
    ['one that begins the day after', false, [period('2026-01-02', null)]],
    ['one with an end', false, [period('2025-01-01', '2030-01-01')]],
    [
      'two who end on different days',
      false,
      [period('2025-01-01', '2026-06-01'), period('2025-01-01', '2027-01-01')],
    ],
    [
      'one who ends as another begins',
      true,
      [period('2025-01-01', '2026-06-01'), period('2026-06-01', null)],
    ],
    [
      'one who ends before another begins',
      false,
      [period('2025-01-01', '2026-06-01'), period('2026-06-02', null)],
    ],
    [
      'a later one over a gap that another fills',
      true,
      [period('2026-06-02', null), period('2025-01-01', '2026-06-01'), period('2026-02-01', '2026-06-02')],
    ],
    [
      'one that is over, and one without an end',
      true,
      [period('2024-01-01', '2025-01-01'), period('2025-01-01', null)],
    ],
    [
      'one that is over, and one that is to come',
      false,
      [period('2024-01-01', '2025-01-01'), period('2026-03-01', null)],
    ],
  ])('is held for good from a day on by %s: %s', (_, isHeld, periods) => {
    expect(isHeldFrom(day('2026-01-01'), periods)).toBe(isHeld);
    expect(isHeldFrom(day('2026-01-01'), [...periods].reverse())).toBe(isHeld);
  });

  it('is not asked of what is before that day', () => {
    expect(isHeldFrom(day('2026-07-01'), [period('2026-06-02', null)])).toBe(true);
  });
});
