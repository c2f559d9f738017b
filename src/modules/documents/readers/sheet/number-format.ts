/** How a spreadsheet shows a number, as far as it changes what the number means. */
export type NumberMeaning = 'number' | 'date' | 'percent';

/** built-in formats by their number (ECMA-376, 18.8.30) */
const DATES = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 36, 45, 46, 47, 50, 57]);
const PERCENTS = new Set([9, 10]);
const DAY_MS = 86_400_000;

export function meaningOf(id: number, code: string | undefined): NumberMeaning {
  if (DATES.has(id)) return 'date';
  if (PERCENTS.has(id)) return 'percent';
  // Words in quotes, colours and escaped letters are no part of the form.
  const form = (code ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
  if (/[ymdh]/i.test(form) && !/[#0]\s*[#0]/.test(form.replace(/[ymdhs]+/gi, ''))) return 'date';
  return form.includes('%') ? 'percent' : 'number';
}

/** A stored number as it is meant: a date in ISO form, `80%`, or the number itself without its last binary digits. */
export function showNumber(stored: string, meaning: NumberMeaning, counts1904: boolean): string {
  const value = Number(stored);
  if (stored === '' || !Number.isFinite(value)) return stored;
  if (meaning === 'percent') return `${round(value * 100)}%`;
  if (meaning === 'number') return round(value);
  return isoDate(value, counts1904) ?? round(value);
}

const round = (value: number): string => String(Number(value.toPrecision(15)));

/** Days since 1899-12-30, or since 1904 where the workbook says so. */
function isoDate(days: number, counts1904: boolean): string | undefined {
  if (days < 1 || days > 2_958_465) return undefined;
  const start = counts1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const at = new Date(start + Math.round(days * DAY_MS));
  const iso = at.toISOString();
  return Number.isInteger(days) ? iso.slice(0, 10) : iso.slice(0, 16).replace('T', ' ');
}
