import { countryName, formatDay, formatPartialDate } from './format';

describe('dates', () => {
  it.each([
    ['2024', 'da', '2024'],
    ['2024-04', 'da', 'april 2024'],
    ['2024-04-01', 'da', '1. april 2024'],
    ['2024-04-01', 'en', 'April 1, 2024'],
    ['soon', 'en', 'soon'],
  ])('%s in %s is %s', (value, locale, expected) => {
    expect(formatPartialDate(value, locale)).toBe(expected);
  });

  it('of an instant are those of UTC, whatever the machine’s zone', () => {
    expect(formatDay('2024-12-31T23:59:59Z', 'nb')).toBe('31. desember 2024');
  });
});

describe('countries', () => {
  it('have their name in the reader’s language, or their code', () => {
    expect(countryName('CZ', 'da')).toBe('Tjekkiet');
    expect(countryName('', 'da')).toBe('');
  });
});
