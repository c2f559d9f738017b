import { createHash } from 'node:crypto';
import type { PartyReference, ProposedRecord, Understanding } from '../../src/modules/ingest/understanding';
import { fold } from '../../src/platform/language';
import type { ExpectedItem, ExpectedText, ExpectedValue } from './expected.type';

export const squeeze = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a text is what is said of it, after NFC and with white space folded. */
export function textAgrees(expected: ExpectedText, found: unknown): boolean {
  if (typeof found !== 'string') return false;
  const text = squeeze(found);
  if (typeof expected === 'string') return squeeze(expected) === text;
  const { sha256, words, begins, ends, contains = [], lines } = expected;
  if (sha256 !== undefined) return createHash('sha256').update(text).digest('hex') === sha256;
  return (
    (words === undefined || text.split(' ').length === words) &&
    (begins === undefined || text.startsWith(squeeze(begins))) &&
    (ends === undefined || text.endsWith(squeeze(ends))) &&
    contains.every((phrase) => text.includes(squeeze(phrase))) &&
    (lines === undefined || found.split('\n').filter((line) => line.trim() !== '').length === lines)
  );
}

const SAYS_TEXT = new Set(['sha256', 'words', 'begins', 'ends', 'contains', 'lines']);
export const isSaidOfText = (value: unknown): value is Exclude<ExpectedText, string> =>
  isObject(value) && Object.keys(value).length > 0 && Object.keys(value).every((key) => SAYS_TEXT.has(key));

const isReference = (value: unknown): value is PartyReference =>
  isObject(value) && typeof value.name === 'string' && Array.isArray(value.matches);

/** A party is right by its slug where the site knows it, else by its name. */
const partyAgrees = (expected: string, { name, matches }: PartyReference): boolean =>
  matches[0]?.slug === expected || fold(squeeze(name)) === fold(squeeze(expected));

/** Whether one value is the expected one; of objects the expected one's keys have to agree. */
export function agrees(expected: ExpectedValue, found: unknown): boolean {
  if (isReference(found)) return typeof expected === 'string' && partyAgrees(expected, found);
  if (expected === null) return found === undefined || found === null;
  if (typeof expected === 'string') return typeof found === 'string' && squeeze(expected) === squeeze(found);
  if (typeof expected !== 'object') return expected === found;
  if (Array.isArray(expected)) {
    if (!Array.isArray(found)) return expected.length === 0 && found === undefined;
    const { wrong, missing } = compareLists(expected, found as unknown[]);
    return wrong === 0 && missing === 0;
  }
  if (isSaidOfText(expected)) return textAgrees(expected, found);
  return isObject(found) && Object.entries(expected).every(([key, value]) => agrees(value, found[key]));
}

export interface Tally {
  right: number;
  /** proposed and not expected */
  wrong: number;
  /** expected and not proposed */
  missing: number;
}

/** Items in any order; each expected one is found at most once. */
export function compareLists(expected: readonly ExpectedItem[], found: readonly unknown[]): Tally {
  const left = [...found];
  let right = 0;
  for (const item of expected) {
    const at = left.findIndex((value) => agrees(item, value));
    if (at === -1) continue;
    left.splice(at, 1);
    right++;
  }
  return { right, wrong: left.length, missing: expected.length - right };
}

/** The value at a path, with those that only figures speak of made out of the proposal. */
export function valueAt(record: ProposedRecord, path: string): unknown {
  if (path === 'matches') return record.matches[0]?.slug;
  if (path === 'milestones') {
    const items = record.values['fields.milestones']?.value;
    if (!Array.isArray(items)) return undefined;
    return items.flatMap((item) => {
      if (!isObject(item)) return [];
      const title = record.values[`texts.milestones.${String(item.id)}.title`]?.value;
      return [{ title, due: item.due }];
    });
  }
  if (path === 'memberships') return record.values['fields.memberships']?.value;
  return record.values[path]?.value;
}

/** Every text that somebody could come to see, for words that may stand in none. */
export function shownTexts({ records, redacted, functionalAddresses, warnings }: Understanding): string[] {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (Array.isArray(value)) value.forEach(walk);
    else if (isObject(value)) Object.values(value).forEach(walk);
  };
  walk([records, redacted, functionalAddresses, warnings]);
  return texts;
}
