import type { JsonObject } from '../../../common/json';
import { RecordKind } from '../../../common/records';
import { proposeConcepts } from './concepts';
import { findPeriods, type FoundPeriod } from './dates';
import { findMilestones } from './milestones';
import { isDepartment, listNames } from './name-list';
import { partyKey } from './parties';
import { findPolicyLinks } from './policy-links';
import type { Reading, RecordBuilder } from './record-builder';
import { type Line, type Section, spanOf } from './sections';
import { wordsOf } from './words';

const PARTIES = [RecordKind.ORGANISATION, RecordKind.NETWORK, RecordKind.CITY];

export function readNames(
  record: RecordBuilder,
  field: string,
  lines: readonly Line[],
  confidence: number,
  reading: Reading,
): void {
  const listed = listNames(lines, reading.lexicons);
  if (listed.length === 0) return;
  const path = `fields.${field}`;
  record.value(
    path,
    listed.map(({ name }) => name),
    listed.map(({ name, line }) => spanOf(line, name)),
    { confidence },
  );
  for (const { name, line, within } of listed) {
    const isOffice = field === 'leadDepartments' || isDepartment(name, reading.lexicons.slice(0, 1));
    record.parties.push({
      field: path,
      name,
      key: partyKey(name),
      ...(within === undefined ? {} : { within }),
      span: spanOf(line, name),
      matches: isOffice ? [] : reading.gazetteer.match(name, PARTIES),
    });
  }
}

export function readDates(
  record: RecordBuilder,
  role: 'schedule' | 'start' | 'end',
  lines: readonly Line[],
  reading: Reading,
): void {
  for (const line of lines) {
    for (const period of findPeriods(line.text, reading.dateWords)) {
      const set = (path: 'start' | 'end', date: FoundPeriod['on']): void => {
        if (!date) return;
        const asWritten = date.isVague ? { asWritten: line.text.slice(date.start, date.end) } : {};
        record.value(path, date.value, [line], { confidence: date.isVague ? 0.7 : 0.95, ...asWritten });
      };
      if (role === 'schedule') {
        set('start', period.start);
        set('end', period.end);
        // "Timeline: 2025" is all there is: it begins and ends in that year
        if (lines.length === 1) {
          set('start', period.on);
          set('end', period.on);
        }
      } else if (period.start && period.end) {
        // "Deadline: from September to June" tells both, whatever it is called.
        set('start', period.start);
        set('end', period.end);
      } else set(role, period.on ?? (role === 'start' ? period.start : (period.end ?? period.start)));
    }
  }
}

export function readMilestones(
  record: RecordBuilder,
  lines: readonly Line[],
  confidence: number,
  reading: Reading,
): void {
  const found = findMilestones(lines, reading.lexicons, reading.dateWords);
  if (found.length === 0) return;
  if (record.has('fields.milestones')) {
    record.leave(undefined, lines);
    return;
  }
  const items: JsonObject[] = found.map(({ due }, index) => ({
    id: `m${index + 1}`,
    ...(due ? { due } : {}),
  }));
  record.value(
    'fields.milestones',
    items,
    found.map(({ line }) => spanOf(line)),
    { confidence },
  );
  for (const [index, { title, line, dueAsWritten }] of found.entries()) {
    record.value(`texts.milestones.m${index + 1}.title`, title, [line], {
      confidence,
      ...(dueAsWritten === undefined ? {} : { asWritten: line.text }),
    });
  }
}

export function readIndicators(record: RecordBuilder, lines: readonly Line[]): void {
  const items = lines.filter((line) => line.kind === 'list-item');
  const found = items.length > 0 ? items : [...lines];
  if (found.length === 0 || record.has('fields.indicators')) return;
  record.value(
    'fields.indicators',
    found.map((_, index) => ({ id: `i${index + 1}` })),
    found.map((line) => spanOf(line)),
  );
  for (const [index, line] of found.entries())
    record.value(`texts.indicators.i${index + 1}.title`, line.text, [line]);
}

/** Values that the section on values names, as a list or in its prose; never those of another action. */
export function readValues(record: RecordBuilder, lines: readonly Line[], reading: Reading): void {
  const found = reading.concepts.find(lines, new Set(['ogp-value']));
  const isList = lines.length > 1 && lines.every((line) => wordsOf(line.text).length <= 6);
  const inOrder = found.sort((a, b) => a.at.line - b.at.line || a.at.start - b.at.start);
  const value = proposeConcepts('ogp-value', inOrder);
  record.propose('concepts.ogp-value', value && { ...value, confidence: isList ? 0.95 : 0.7 });
  if (!isList) record.leave(undefined, lines);
}

export function readAdditional(
  record: RecordBuilder,
  section: Section,
  lines: readonly Line[],
  reading: Reading,
): void {
  const links = findPolicyLinks(lines, reading.lexicons);
  if (links.length > 0) {
    record.value(
      'fields.policyLinks',
      links.map(({ link }) => link),
      links.map(({ line }) => spanOf(line)),
      {
        confidence: 0.8,
      },
    );
  }
  const used = new Set(links.map(({ line }) => line.index));
  record.leave(
    section.title,
    lines.filter((line) => !used.has(line.index) && !/^\(.*\)$/u.test(line.text)),
  );
}
