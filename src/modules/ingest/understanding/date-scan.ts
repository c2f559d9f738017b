import { isPartialDate, type PartialDate } from '../../../common/partial-date';
import type { DateToken, DateWords } from './date-words';

/** A date that a text tells, as exactly as it does. */
export interface FoundDate {
  value: PartialDate;
  /** offsets into the text */
  start: number;
  end: number;
  /** a season or a quarter: the words say more than the value holds */
  isVague: boolean;
}

/** A month, perhaps a day, whose year stands elsewhere. */
export interface Half {
  month: number;
  day?: number;
  start: number;
  end: number;
}

const MONEY_NEXT = /^(?:€|\$|%|eur\w*|eiro|kc|czk|kr|dkk|nok|pln|zl|huf|ft|ron|lei)$/u;
const YEAR_FROM = 1900;
const YEAR_TO = 2100;

const two = (value: number): string => String(value).padStart(2, '0');

/** The date of these parts, or undefined where there is none in the calendar. */
export function write(year: number, month?: number, day?: number): PartialDate | undefined {
  if (year < YEAR_FROM || year > YEAR_TO) return undefined;
  const value = [String(year), ...(month ? [two(month)] : []), ...(month && day ? [two(day)] : [])].join('-');
  return isPartialDate(value) ? value : undefined;
}

const number = (token: DateToken | undefined): number | undefined =>
  token?.isNumber ? Number(token.text) : undefined;
const yearAt = (token: DateToken | undefined): number | undefined => {
  const value = number(token);
  return token?.text.length === 4 && value && value >= YEAR_FROM && value <= YEAR_TO ? value : undefined;
};

/** Dates of a text, and months without a year. */
export function scan(tokens: readonly DateToken[], words: DateWords): { dates: FoundDate[]; halves: Half[] } {
  const dates: FoundDate[] = [];
  const halves: Half[] = [];
  for (let at = 0; at < tokens.length;) {
    const found = dateAt(tokens, at, words);
    if (found) {
      const first = tokens[at];
      const last = tokens[found.to - 1];
      if (first && last) {
        if (found.value)
          dates.push({ value: found.value, start: first.start, end: last.end, isVague: found.isVague });
        else if (found.month) {
          halves.push({
            month: found.month,
            ...(found.day ? { day: found.day } : {}),
            start: first.start,
            end: last.end,
          });
        }
      }
      at = found.to;
    } else at++;
  }
  return { dates, halves };
}

interface Reading {
  value?: PartialDate;
  month?: number;
  day?: number;
  to: number;
  isVague: boolean;
}

const exact = (value: PartialDate | undefined, to: number): Reading | undefined =>
  value === undefined ? undefined : { value, to, isVague: false };

function dateAt(tokens: readonly DateToken[], at: number, words: DateWords): Reading | undefined {
  return (
    numericAt(tokens, at) ??
    yearFirstAt(tokens, at, words) ??
    withMonthName(tokens, at, words) ??
    vagueAt(tokens, at, words) ??
    yearAlone(tokens, at)
  );
}

const touches = (a: DateToken | undefined, b: DateToken | undefined): boolean =>
  !!a && !!b && a.end === b.start;

/** `2024-04-01`, `2024-04`, `31.03.2021`, `31. 3. 2021`, `04/2024`. */
function numericAt(tokens: readonly DateToken[], at: number): Reading | undefined {
  const [a, s, b, s2, c] = tokens.slice(at, at + 5);
  const [x, y, z] = [number(a), number(b), number(c)];
  if (x === undefined || y === undefined || !s || !/^[-./]$/.test(s.text)) return undefined;
  const previous = tokens[at - 1];
  if (previous && /^[-./]$/.test(previous.text) && touches(previous, a)) return undefined;
  if (yearAt(a) && s.text === '-' && touches(a, s) && touches(s, b) && b?.text.length === 2) {
    const isDay = s2?.text === '-' && touches(b, s2) && c?.text.length === 2;
    if (isDay) return exact(write(x, y, z), at + 5);
    if (y >= 1 && y <= 12) return exact(write(x, y), at + 3);
    return undefined;
  }
  const year = yearAt(c);
  const goesOn =
    tokens[at + 5]?.text === '.' && tokens[at + 6]?.isNumber && touches(tokens[at + 5], tokens[at + 6]);
  if (goesOn) return undefined;
  if (year && s2?.text === s.text && (a?.text.length ?? 9) <= 2 && (b?.text.length ?? 9) <= 2) {
    return exact(write(year, y, x) ?? write(year, x, y), at + 5);
  }
  const monthYear = yearAt(b);
  if (monthYear && x >= 1 && x <= 12 && s.text !== '-' && touches(a, s) && touches(s, b)) {
    return exact(write(monthYear, x), at + 3);
  }
  return undefined;
}

/** `2024. április 1.`, `2024. gada 1. aprīlī`, `2024. gada aprīlis`; not where the month has a year of its own. */
function yearFirstAt(tokens: readonly DateToken[], at: number, words: DateWords): Reading | undefined {
  const year = yearAt(tokens[at]);
  if (!year) return undefined;
  let next = at + 1;
  while (tokens[next]?.text === '.' || (next > at && words.isBetween(tokens[next]) && next < at + 4)) next++;
  let day: number | undefined;
  const maybeDay = number(tokens[next]);
  if (maybeDay && maybeDay <= 31 && tokens[next + 1]?.text === '.' && words.month(tokens[next + 2], true)) {
    day = maybeDay;
    next += 2;
  }
  const month = words.month(tokens[next], next === at + 1);
  if (!month) return undefined;
  let after = next + 1;
  if (tokens[after]?.text === '.' && yearAt(tokens[after + 1])) return undefined;
  const isPointed = tokens[at + 1]?.text === '.';
  const follows = skipBetween(tokens, after, words);
  // `2023. April 2024` ends a sentence with a year; `2024. januártól 2025. júniusig` has a year before each month
  if (yearAt(tokens[follows]) && !(isPointed && tokens[follows + 1]?.text === '.' && tokens[follows + 2])) {
    return undefined;
  }
  const dayAfter = number(tokens[after]);
  if (day === undefined && dayAfter && dayAfter <= 31 && (tokens[after]?.text.length ?? 9) <= 2) {
    day = dayAfter;
    after += 1;
    if (tokens[after]?.text === '.') after++;
  }
  return exact(write(year, month, day), after);
}

function skipBetween(tokens: readonly DateToken[], from: number, words: DateWords): number {
  let next = from;
  for (let steps = 0; steps < 3; steps++) {
    const token = tokens[next];
    if (token && (/^[./,'’]$/.test(token.text) || words.isBetween(token))) next++;
  }
  return next;
}

const ORDINAL_MARK = /^(?:st|nd|rd|th|er|e|a|o|º|ª|\.)$/u;

/** `31. marca 2021`, `31 March 2021`, `March 31, 2021`, `d'abril de 2024`, `apríl/2024`. */
function withMonthName(tokens: readonly DateToken[], at: number, words: DateWords): Reading | undefined {
  let next = at;
  let day: number | undefined;
  const first = number(tokens[at]);
  if (first !== undefined) {
    if (first < 1 || first > 31 || (tokens[at]?.text.length ?? 9) > 2) return undefined;
    day = first;
    next++;
    if (tokens[next] && ORDINAL_MARK.test(tokens[next]?.folded ?? '')) next++;
    next = skipBetween(tokens, next, words);
  }
  const month = words.month(
    tokens[next],
    day !== undefined || yearAt(tokens[next + 1]) !== undefined || tokens[next + 1]?.text === '.',
  );
  if (!month) return undefined;
  next++;
  const afterMonth = next;
  if (day === undefined) {
    const dayAfter = number(tokens[next]);
    if (dayAfter && dayAfter <= 31 && (tokens[next]?.text.length ?? 9) <= 2) {
      let then = next + 1;
      if (tokens[then] && ORDINAL_MARK.test(tokens[then]?.folded ?? '')) then++;
      if (tokens[then]?.text === ',') then++;
      const year = yearAt(tokens[then]);
      if (year) return exact(write(year, month, dayAfter), then + 1);
    }
  }
  next = skipBetween(tokens, next, words);
  if (tokens[next]?.text === '-' && touches(tokens[next - 1], tokens[next])) next++;
  const year = yearAt(tokens[next]);
  if (year) return exact(write(year, month, day), next + 1);
  return { month, ...(day ? { day } : {}), to: afterMonth, isVague: false };
}

/** `jarních měsíců roku 2024`, `spring 2024`, `2026 rudenī`, `Q1 2024`, `2. čtvrtletí 2024`: the year is all they hold. */
function vagueAt(tokens: readonly DateToken[], at: number, words: DateWords): Reading | undefined {
  const vague = (index: number): boolean =>
    words.isSeason(tokens, index) ||
    words.isQuarter(tokens, index) ||
    (/^q$/u.test(tokens[index]?.folded ?? '') && /^[1-4]$/.test(tokens[index + 1]?.text ?? ''));
  if (vague(at)) {
    for (let next = at + 1; next <= at + 4; next++) {
      const year = yearAt(tokens[next]);
      if (year) return { value: String(year), to: next + 1, isVague: true };
      if (tokens[next]?.text === ',' || tokens[next]?.text === ';') break;
    }
  }
  const year = yearAt(tokens[at]);
  if (!year) return undefined;
  let next = at + 1;
  while (tokens[next]?.text === '.' || words.isBetween(tokens[next])) next++;
  if (number(tokens[next]) && tokens[next + 1]?.text === '.') next += 2;
  if (next <= at + 5 && vague(next)) {
    const follows = skipBetween(tokens, next + 1, words);
    if (!yearAt(tokens[follows])) return { value: String(year), to: next + 1, isVague: true };
  }
  return undefined;
}

/** A year that is no amount and no part of a number, law or range of another kind; `2024/25`, `2023-24` are periods. */
function yearAlone(tokens: readonly DateToken[], at: number): Reading | undefined {
  const token = tokens[at];
  const year = yearAt(token);
  if (!year || !token) return undefined;
  const [before, after] = [tokens[at - 1], tokens[at + 1]];
  if (
    before &&
    touches(before, token) &&
    (before.text === '/' || before.text === '.') &&
    tokens[at - 2]?.isNumber
  ) {
    return undefined;
  }
  if (before?.isNumber && before.end + 1 === token.start && before.text.length <= 3) return undefined;
  if (after && MONEY_NEXT.test(after.folded)) return undefined;
  if (
    after &&
    touches(token, after) &&
    /^[,.]$/.test(after.text) &&
    touches(after, tokens[at + 2]) &&
    tokens[at + 2]?.isNumber
  ) {
    return undefined;
  }
  return exact(String(year), at + 1);
}
