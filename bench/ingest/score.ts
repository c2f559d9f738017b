import type { ProposedRecord, Understanding } from '../../src/modules/ingest/understanding';
import { fold } from '../../src/platform/language';
import { agrees, compareLists, isSaidOfText, shownTexts, squeeze, type Tally, valueAt } from './compare';
import type { ExpectedCase, ExpectedItem, ExpectedRecord, ExpectedValue } from './expected.type';

export interface CaseScore extends Tally {
  precision: number;
  recall: number;
  f1: number;
  /** what was wrong or missing, for a person to look at; holds no text of more than a few words */
  remarks: string[];
}

/** Field-level figures of one document against its expected values. */
export function score(expected: ExpectedCase, found: Understanding): CaseScore {
  const tally: Tally = { right: 0, wrong: 0, missing: 0 };
  const remarks: string[] = [];
  const count = (what: string, result: Tally): void => {
    tally.right += result.right;
    tally.wrong += result.wrong;
    tally.missing += result.missing;
    if (result.wrong > 0) remarks.push(`${what}: ${result.wrong} not expected`);
    if (result.missing > 0) remarks.push(`${what}: ${result.missing} missing`);
  };
  const scalar = (what: string, isRight: boolean, isProposed: boolean): void =>
    count(what, { right: isRight ? 1 : 0, wrong: !isRight && isProposed ? 1 : 0, missing: isRight ? 0 : 1 });

  const { documentKind, locale, title } = expected;
  if (documentKind !== undefined) {
    scalar('kind of document', [documentKind].flat().includes(found.documentKind.value), true);
  }
  if (locale !== undefined) scalar('language', locale === found.locale, true);
  if (title !== undefined)
    scalar('title', squeeze(title) === squeeze(found.title?.value ?? ''), found.title !== undefined);
  scorePeople(expected, found, count, scalar);
  scoreRecords(expected, found, count);
  for (const words of expected.forbidden ?? []) {
    if (shownTexts(found).some((text) => text.includes(words)))
      count(`"${words}" stands in a text`, { right: 0, wrong: 1, missing: 0 });
  }
  for (const code of expected.warnings ?? []) {
    scalar(
      `warning ${code}`,
      found.warnings.some((warning) => warning.code === code),
      false,
    );
  }
  for (const names of expected.sameParty ?? []) {
    const keys = new Set(
      found.records.flatMap(({ parties }) =>
        parties.filter(({ name }) => names.includes(name)).map(({ key }) => key),
      ),
    );
    scalar(`one party: ${names.join(' = ')}`, keys.size === 1, false);
  }
  return { ...tally, ...ratios(tally), remarks };
}

export function ratios({ right, wrong, missing }: Tally): Pick<CaseScore, 'precision' | 'recall' | 'f1'> {
  const precision = right + wrong === 0 ? 1 : right / (right + wrong);
  const recall = right + missing === 0 ? 1 : right / (right + missing);
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

type Count = (what: string, result: Tally) => void;
type Scalar = (what: string, isRight: boolean, isProposed: boolean) => void;

function scorePeople(expected: ExpectedCase, found: Understanding, count: Count, scalar: Scalar): void {
  if (expected.personalData) {
    const data = found.personalData.map(({ kind, role, anchor, value }) => ({
      kind,
      role,
      paragraph: anchor.paragraph,
      value,
    }));
    count('personal data', compareLists(expected.personalData, data));
  }
  if (expected.functionalAddresses) {
    count(
      'functional mailboxes',
      compareLists(
        expected.functionalAddresses,
        found.functionalAddresses.flatMap(({ kind, value }) => (kind === 'email' ? [value] : [])),
      ),
    );
  }
  for (const paragraph of expected.struck ?? []) {
    const at = found.redacted.filter((_, index) => index === paragraph - 1);
    scalar(
      `paragraph ${paragraph} is struck out`,
      at.every((text) => !/[\p{L}\d]{4}/u.test(text)),
      false,
    );
  }
  // whatever was recognised as somebody's data may stand nowhere else, in whatever writing
  const texts = shownTexts(found).map((text) => fold(text).replace(/[\s()./-]/gu, ''));
  for (const { kind, value, person } of found.personalData) {
    const folded = fold(value).replace(/[\s()./-]/gu, '');
    if (texts.some((text) => text.includes(folded)))
      count(`${kind} of person ${person ?? '?'} stands in a text`, { right: 0, wrong: 1, missing: 0 });
  }
}

function scoreRecords(expected: ExpectedCase, found: Understanding, count: Count): void {
  for (const [kind, number] of Object.entries(expected.counts ?? {})) {
    const there = found.records.filter((record) => record.kind === kind).length;
    count(`records of kind ${kind}`, {
      right: Math.min(there, number),
      wrong: Math.max(0, there - number),
      missing: Math.max(0, number - there),
    });
  }
  const left = [...found.records];
  for (const [index, record] of (expected.records ?? []).entries()) {
    const best = likest(record, left);
    if (best) left.splice(left.indexOf(best), 1);
    const name = `${record.kind.toLowerCase()} ${index + 1}`;
    for (const [path, value] of Object.entries(record.values)) {
      count(
        `${name} ${path}`,
        best ? compare(value, best, path) : { right: 0, wrong: 0, missing: sizeOf(value) },
      );
    }
    for (const [path, where] of Object.entries(record.paragraphs ?? {})) {
      const anchors =
        best?.values[path === 'milestones' ? 'fields.milestones' : path]?.spans.map(({ anchor }) => anchor) ??
        [];
      const isThere = anchors.some((anchor) =>
        typeof where === 'number' ? anchor.paragraph === where : anchor.page === where.page,
      );
      count(`${name} source of ${path}`, {
        right: isThere ? 1 : 0,
        wrong: !isThere && anchors.length > 0 ? 1 : 0,
        missing: isThere ? 0 : 1,
      });
    }
  }
}

const sizeOf = (value: ExpectedValue): number =>
  value === null ? 0 : Array.isArray(value) ? value.length : 1;

/** The record of that kind with which most values agree. */
function likest(expected: ExpectedRecord, records: readonly ProposedRecord[]): ProposedRecord | undefined {
  const same = records.filter(({ kind }) => kind === expected.kind);
  const agreeing = (record: ProposedRecord): number =>
    Object.entries(expected.values).reduce(
      (sum, [path, value]) => sum + compare(value, record, path).right,
      0,
    );
  return same.map((record) => ({ record, right: agreeing(record) })).sort((a, b) => b.right - a.right)[0]
    ?.record;
}

/** Lists of departments may name an office and its unit in one breath. */
const NAME_LISTS = new Set(['fields.leadDepartments', 'fields.externalLeads', 'fields.otherActors']);

function compare(expected: ExpectedValue, record: ProposedRecord, path: string): Tally {
  const found = valueAt(record, path);
  const isThere = found !== undefined && found !== null && !(Array.isArray(found) && found.length === 0);
  if (expected === null) return { right: 0, wrong: isThere ? 1 : 0, missing: 0 };
  if (Array.isArray(expected) && !isTitleChoice(path)) {
    const items =
      path === 'milestones' ? expected.map(asMilestone) : NAME_LISTS.has(path) ? parted(expected) : expected;
    const list = Array.isArray(found) ? (found as unknown[]) : [];
    return compareLists(items, NAME_LISTS.has(path) ? parted(list) : list);
  }
  const isRight = Array.isArray(expected)
    ? expected.some((choice) => agrees(choice, found))
    : (withWords(expected, record, path) ?? agrees(expected, found));
  return { right: isRight ? 1 : 0, wrong: !isRight && isThere ? 1 : 0, missing: isRight ? 0 : 1 };
}

/** A list of titles names those that would all be right. */
const isTitleChoice = (path: string): boolean => path === 'texts.title';

const parted = <T>(items: readonly T[]): (T | string)[] =>
  items.flatMap((item): (T | string)[] =>
    typeof item === 'string' ? item.split(/\s+\/\s*|\s*\/\s+/u) : [item],
  );

const asMilestone = (item: ExpectedItem): ExpectedItem => (typeof item === 'string' ? { title: item } : item);

function withWords(expected: ExpectedValue, record: ProposedRecord, path: string): boolean | undefined {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected) || isSaidOfText(expected))
    return undefined;
  if (!('value' in expected) || typeof expected.asWritten !== 'string') return undefined;
  const found = record.values[path];
  return (
    found !== undefined &&
    agrees(expected.value as ExpectedValue, found.value) &&
    squeeze(found.asWritten ?? '').includes(squeeze(expected.asWritten))
  );
}
