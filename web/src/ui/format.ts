import { usePage } from '../app/page-context';

const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** Formatters are dear to make and the same for all readers of a language, so each is made once. */
function once<T>(make: (locale: string) => T): (locale: string) => T {
  const made = new Map<string, T>();
  return (locale) => {
    const known = made.get(locale);
    if (known !== undefined) return known;
    const fresh = make(locale);
    made.set(locale, fresh);
    return fresh;
  };
}

const months = once(
  (locale) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'long' }),
);
const days = once(
  (locale) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' }),
);
const numbers = once((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
const percents = once(
  (locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
);
const regions = once((locale) => new Intl.DisplayNames([locale], { type: 'region' }));
const lists = once((locale) => new Intl.ListFormat(locale));

/** A partial date (`2024`, `2024-04`, `2024-04-01`) as readers of a language write it, no more exact than it is. */
export function formatPartialDate(value: string, locale: string): string {
  const match = DATE.exec(value);
  if (!match) return value;
  const [, year, month, day] = match;
  if (!year || !month) return value;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, day ? Number(day) : 1));
  return (day ? days : months)(locale).format(date);
}

/** The day of an instant (ISO 8601), in UTC, so that server and browser say the same. */
export function formatDay(instant: string, locale: string): string {
  return formatPartialDate(instant.slice(0, 10), locale);
}

function formatMoney(amount: number, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 }).format(
    amount,
  );
}

export function countryName(code: string, locale: string): string {
  try {
    return regions(locale).of(code) ?? code;
  } catch {
    return code;
  }
}

/** The formats in the reader's language. */
export function useFormat() {
  const { locale } = usePage();
  return {
    date: (value: string) => formatPartialDate(value, locale),
    day: (instant: string) => formatDay(instant, locale),
    number: (value: number) => numbers(locale).format(value),
    /** 80 → "80 %" as readers write it */
    percent: (value: number) => percents(locale).format(value / 100),
    money: (amount: number, currency: string) => formatMoney(amount, currency, locale),
    country: (code: string) => countryName(code, locale),
    list: (items: string[]) => lists(locale).format(items),
  };
}
