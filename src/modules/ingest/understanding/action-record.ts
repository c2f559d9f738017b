import { RecordKind } from '../../../common/records';
import {
  readAdditional,
  readDates,
  readIndicators,
  readMilestones,
  readNames,
  readValues,
} from './action-fields';
import { costOf, readMoney } from './action-money';
import { proposeConcepts } from './concepts';
import { findPeriods } from './dates';
import type { HeadingRole } from './lexicon';
import { findMoney } from './money';
import { hasPattern } from './pattern';
import type { ProposedRecord } from './proposal';
import { type Reading, RecordBuilder } from './record-builder';
import { type Line, linesOf, type Section, spanOf } from './sections';
import { sentencesOf, squeeze, wordsOf } from './words';

/** Where the words of a section go as they are. */
const TEXT_FIELDS: Partial<Record<HeadingRole, string>> = {
  problem: 'problem',
  statusQuo: 'statusQuo',
  description: 'description',
  contribution: 'contribution',
  vision: 'vision',
  risks: 'risks',
  progress: 'progress',
  summary: 'summary',
};
const NAME_FIELDS: Partial<Record<HeadingRole, string>> = {
  leadInternal: 'leadDepartments',
  leadExternal: 'externalLeads',
  actors: 'otherActors',
};
const CONCEPT_SCHEMES = new Set(['theme', 'target-group', 'method', 'sdg']);
/** more words than a title has */
const LONGEST_TITLE = 45;
/** words of a thing that an action brings about */
const LONGEST_OUTPUT = 20;

export interface ActionFacts {
  ref: string;
  planRef?: string;
  ordinal: number;
  isOpenGovernment: boolean;
  isIntegratedPlan: boolean;
}

/** One action out of the sections that describe it; the first of them names it. */
export function readAction(
  sections: readonly Section[],
  facts: ActionFacts,
  reading: Reading,
): ProposedRecord {
  const [start, ...fields] = sections;
  const record = new RecordBuilder(facts.ref, RecordKind.ACTION, reading.locale, facts.planRef);
  if (start) nameAction(record, start, fields, reading);
  for (const section of fields) readField(record, section, reading);
  fillFromOthers(record, fields, reading);
  readMoney(record, fields, reading);
  if (start?.role === 'smallScaleAction') readProse(record, linesOf(start), reading);
  readConcepts(record, sections, reading);
  const heading = start?.heading ? [start.heading] : [];
  record.value('fields.ordinal', facts.ordinal, heading, { confidence: 0.9 });
  if (start?.number !== undefined) record.value('fields.code', start.number, heading, { confidence: 0.9 });
  const kind = kindOf(start, facts);
  record.value('fields.actionKind', `action-kind/${kind}`, heading, {
    confidence: kind === 'other' ? 0.5 : 0.9,
  });
  return record.build();
}

function kindOf(start: Section | undefined, facts: ActionFacts): string {
  if (start?.role === 'smallScaleAction') return 'small-scale-test';
  if (facts.isOpenGovernment) return 'open-government-commitment';
  return facts.isIntegratedPlan ? 'integrated-plan-action' : 'other';
}

/** The title stands in the heading, or is the first line below it; what follows is the short description. */
function nameAction(
  record: RecordBuilder,
  start: Section,
  fields: readonly Section[],
  reading: Reading,
): void {
  const lines = [...start.lines];
  const isNamed = start.role === 'action' || start.role === 'title' || start.role === 'smallScaleAction';
  let title = start.inline;
  if (!title && !isNamed && start.heading) title = { ...start.heading, text: start.title };
  if (!title && lines[0]) {
    title = lines[0];
    lines.shift();
  }
  if (!title && start.heading) {
    // "Task 10" is all the name there is
    record.value('texts.title', squeeze(start.heading.text), [start.heading], { confidence: 0.3 });
  }
  if (!title) return;
  const isLong = wordsOf(title.text).length > LONGEST_TITLE;
  record.value('texts.title', withoutQuotes(title.text), [title], {
    confidence: isLong ? 0.5 : 0.95,
    origin: 'extracted',
  });
  const hasDescription = fields.some(({ role }) => role === 'description');
  const rest = lines.filter((line) => line.kind !== 'table-row');
  record.leave(
    undefined,
    lines.filter((line) => line.kind === 'table-row'),
  );
  record.text(hasDescription ? 'shortDescription' : 'description', rest, { confidence: 0.85 });
  if (rest.length === 0 && isLong)
    reading.warnings.push({ code: 'longTitle', ref: record.ref, span: spanOf(title) });
}

const withoutQuotes = (text: string): string => {
  const bare = squeeze(text);
  const inner = /^[„“"«](.+)[”“"»]$/u.exec(bare)?.[1];
  return inner !== undefined && !/[„“”"«»]/u.test(inner) ? inner : bare;
};

function readField(record: RecordBuilder, section: Section, reading: Reading): void {
  const lines = linesOf(section);
  const { role, confidence } = section;
  const text = role && TEXT_FIELDS[role];
  const names = role && NAME_FIELDS[role];
  if (text) record.text(text, lines, { confidence: confidence * 0.97 });
  else if (names) readNames(record, names, lines, confidence, reading);
  else if (role === 'schedule' || role === 'start' || role === 'end') readDates(record, role, lines, reading);
  else if (role === 'milestones') readMilestones(record, lines, confidence, reading);
  else if (role === 'indicators') readIndicators(record, lines);
  else if (role === 'values') readValues(record, lines, reading);
  else if (role === 'additional' || role === 'policy') readAdditional(record, section, lines, reading);
  else if (role === 'group' && section.inline) record.text('description', lines, { confidence: 0.8 });
  else if (role === undefined || role === 'group') record.leave(section.title, lines);
}

/** Fields that one plan calls by one name and another by another: aims and outputs stand for what is missing. */
function fillFromOthers(record: RecordBuilder, fields: readonly Section[], reading: Reading): void {
  const outputs = fields.find((section) => section.role === 'outputs' && isList(linesOf(section)));
  const areMilestones = outputs !== undefined && !record.has('fields.milestones');
  if (areMilestones) readMilestones(record, linesOf(outputs), outputs.confidence * 0.8, reading);
  const spare: [HeadingRole[], string][] = [
    [['objectives', 'aims'], 'shortDescription'],
    [['results', 'outputs'], 'contribution'],
  ];
  for (const [roles, field] of spare) {
    for (const section of fields.filter(({ role }) => role !== undefined && roles.includes(role))) {
      if (areMilestones && section === outputs) continue;
      const lines = linesOf(section);
      if (record.has(`texts.${field}`)) record.leave(section.title, lines);
      else record.text(field, lines, { confidence: section.confidence * 0.7 });
    }
  }
}

/** What was tried is told in sentences: when it began, and the sum beside a word for costs. */
function readProse(record: RecordBuilder, lines: readonly Line[], reading: Reading): void {
  const costs = reading.lexicons[0]?.phrases('budgetWords') ?? [];
  for (const line of lines.filter(({ kind }) => kind === 'paragraph')) {
    const [period] = findPeriods(line.text, reading.dateWords);
    const begun = period?.start ?? period?.on;
    if (begun) record.value('start', begun.value, [line], { confidence: 0.6 });
    for (const sentence of sentencesOf(line.text).filter((text) => hasPattern(text, costs))) {
      const [sum] = findMoney(sentence, reading.lexicons);
      if (sum) record.value('fields.cost', costOf(sum), [spanOf(line, sentence)], { confidence: 0.7 });
    }
  }
}

/** What is to be there in the end, thing by thing, and not a passage on it. */
const isList = (lines: readonly Line[]): boolean =>
  lines.every((line) => wordsOf(line.text).length <= LONGEST_OUTPUT);

function readConcepts(record: RecordBuilder, sections: readonly Section[], { concepts }: Reading): void {
  const title = record.values['texts.title'];
  const body = sections
    .filter(({ role }) => role !== 'additional' && role !== 'values' && role !== 'vision')
    .flatMap(linesOf);
  const named: Line[] = title ? body.filter((line) => line.text === title.value) : [];
  const found = concepts.find([...named, ...named, ...body], CONCEPT_SCHEMES);
  for (const scheme of CONCEPT_SCHEMES) record.propose(`concepts.${scheme}`, proposeConcepts(scheme, found));
}
