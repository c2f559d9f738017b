import type { PartialDate } from '../../../common/partial-date';
import { type FoundDate, type Half, scan, write } from './date-scan';
import { type DateToken, type DateWords, tokensOf } from './date-words';

export type { FoundDate } from './date-scan';

/** What a text says of when something begins and ends. `on` where it tells a single date without saying which. */
export interface FoundPeriod {
  start?: FoundDate;
  end?: FoundDate;
  on?: FoundDate;
  /** the whole passage as written */
  asWritten: string;
}

const DASHES = new Set(['-', '–', '—', '‐', '‑', '/', '÷']);
/** "and": joins the two ends of a period only after a word such as "between" */
const AND = new Set(['and', 'en', 'og', 'y', 'e', 'i', 'si', 'un', 'es', 'a', 'au']);
/** All dates of a text in order: `apríl/2024`, `31. marca 2021`, `2024. gada aprīlī`, `jarních měsíců roku 2024`. */
export function findDates(text: string, words: DateWords): FoundDate[] {
  return scan(tokensOf(text), words).dates;
}

/** Periods and single dates of a text, in order. */
export function findPeriods(text: string, words: DateWords): FoundPeriod[] {
  const tokens = tokensOf(text);
  const { dates, halves } = scan(tokens, words);
  const periods: FoundPeriod[] = [];
  const between = (from: number, to: number): DateToken[] =>
    tokens.filter((token) => token.start >= from && token.end <= to);
  const before = (offset: number): DateToken | undefined => tokens.findLast((token) => token.end <= offset);
  for (let index = 0; index < dates.length; index++) {
    const first = dates[index];
    if (!first) continue;
    const half = halves.findLast(({ end }) => end <= first.start);
    const next = dates[index + 1];
    const fromHalf = half && joins(between(half.end, first.start), before(half.start), words, text, half.end);
    if (half && fromHalf && !dates.some(({ start }) => start > half.end && start < first.start)) {
      const start = completed(half, first.value);
      if (start) {
        periods.push({ start, end: first, asWritten: text.slice(half.start, first.end) });
        continue;
      }
    }
    if (next && joins(between(first.end, next.start), before(first.start), words, text, first.end)) {
      periods.push({ start: first, end: next, asWritten: text.slice(first.start, next.end) });
      index++;
      continue;
    }
    const lead = before(first.start);
    const lead2 = lead && words.isBetween(lead) ? before(lead.start) : undefined;
    const asWritten = text.slice(first.start, first.end);
    const tail = tokens.find((token) => token.start >= first.end);
    const isEnding =
      tail?.start === first.end || /^\s?-?$/.test(text.slice(first.end, tail?.start ?? first.end));
    if (words.isUntil(lead) && !isAnd(lead)) periods.push({ end: first, asWritten });
    else if (strictlyFrom(lead, words) || strictlyFrom(lead2, words))
      periods.push({ start: first, asWritten });
    else if (isEnding && tail && /^(?:tol|ig)$/.test(tail.folded)) {
      periods.push(tail.folded === 'ig' ? { end: first, asWritten } : { start: first, asWritten });
    } else periods.push({ on: first, asWritten });
  }
  return periods;
}

const isAnd = (token: DateToken | undefined): boolean => token !== undefined && AND.has(token.folded);

/** `de`, `van` and the like are "of" as well; alone they say nothing of a beginning. */
const strictlyFrom = (token: DateToken | undefined, words: DateWords): boolean =>
  words.isFrom(token) && !words.isBetween(token) && !/^(?:de|van|in|la|no|fra)$/.test(token?.folded ?? '');

function joins(
  tokens: readonly DateToken[],
  lead: DateToken | undefined,
  words: DateWords,
  text: string,
  offset: number,
): boolean {
  const signs = tokens.filter((token) => token.text !== '.' && token.text !== ',');
  if (tokens.length > 6 || tokens.some((token) => token.text === ',')) return false;
  if (signs.length === 0) return /(?:tól|től)$/u.test(text.slice(0, offset).replace(/[.\s]+$/u, ''));
  const rest = signs.filter((token) => !DASHES.has(token.text));
  if (!rest.every((token) => words.isConnecting(token))) return false;
  const strong = signs.some((token) => DASHES.has(token.text) || (words.isJoining(token) && !isAnd(token)));
  if (strong) return true;
  return rest.some((token) => words.isJoining(token)) && words.isFrom(lead);
}

function completed(half: Half, end: PartialDate): FoundDate | undefined {
  const [year = '', month] = end.split('-');
  const started = month !== undefined && half.month > Number(month) ? Number(year) - 1 : Number(year);
  const value = write(started, half.month, half.day);
  return value === undefined ? undefined : { value, start: half.start, end: half.end, isVague: false };
}
