import { isPartialDate, yearsCovered } from './partial-date';

describe('isPartialDate', () => {
  it.each(['2024', '2024-04', '2024-02-29', '1999-12-31'])('takes %s', (value) =>
    expect(isPartialDate(value)).toBe(true),
  );
  it.each([
    '24',
    '2024-13',
    '2024-00',
    '2023-02-29',
    '2024-4',
    '2024-04-31',
    '2024-04-01T00:00',
    '',
    null,
    2024,
  ])('refuses %s', (value) => expect(isPartialDate(value)).toBe(false));
});

describe('yearsCovered', () => {
  it('counts both ends', () => expect(yearsCovered('2022-04', '2024')).toEqual([2022, 2023, 2024]));
  it('takes one bound for the year alone', () => {
    expect(yearsCovered('2025', null)).toEqual([2025]);
    expect(yearsCovered(null, '2021-03-31')).toEqual([2021]);
  });
  it('draws no year from nothing', () => expect(yearsCovered(null, null)).toEqual([]));
  it('has a start after its end stand for its start', () =>
    expect(yearsCovered('2024', '2020')).toEqual([2024]));
  it('does not grow without bound', () => expect(yearsCovered('0001', '9999')).toHaveLength(60));
});
