import { RecordKind } from '../../../../common/records';
import type { TextFieldDefinition } from '../../../records';
import { ImportMode } from '../import.entity';
import { itemOf } from '../value-path';

/** What a person says in a field, so that a page knows how to ask for it. */
export enum ImportFieldForm {
  TEXT = 'TEXT',
  PLAIN = 'PLAIN',
  DATE = 'DATE',
  NUMBER = 'NUMBER',
  NAMES = 'NAMES',
  CONCEPT = 'CONCEPT',
  CONCEPTS = 'CONCEPTS',
  COST = 'COST',
  FUNDING = 'FUNDING',
  RECORDS = 'RECORDS',
}

/** A field that a person may fill where the document tells nothing. */
export interface ImportField {
  /** `start`, `texts.risks`; `texts.milestones.*.title` for one more of a list */
  path: string;
  form: ImportFieldForm;
  /** scheme of the vocabulary that its concepts are of */
  scheme?: string;
}

const field = (form: ImportFieldForm, ...paths: string[]): ImportField[] =>
  paths.map((path) => ({ path, form }));
const concept = (path: string, scheme: string): ImportField => ({
  path,
  form: ImportFieldForm.CONCEPT,
  scheme,
});
const concepts = (...schemes: string[]): ImportField[] =>
  schemes.map((scheme) => ({ path: `concepts.${scheme}`, form: ImportFieldForm.CONCEPTS, scheme }));

const PERIOD = field(ImportFieldForm.DATE, 'start', 'end');
const PLACES = field(ImportFieldForm.RECORDS, 'cities', 'networks');
const SOURCE = field(ImportFieldForm.PLAIN, 'sourceUrl');
const FUNDING = field(ImportFieldForm.FUNDING, 'fields.funding');

/** Fields of each kind besides its texts, which the kind names itself; other kinds come out of no document. */
const FIELDS: Partial<Record<RecordKind, readonly ImportField[]>> = {
  [RecordKind.PLAN]: [
    ...PERIOD,
    ...PLACES,
    ...concepts('theme', 'target-group', 'method'),
    concept('fields.planKind', 'plan-kind'),
    ...field(ImportFieldForm.NUMBER, 'fields.ordinal'),
    concept('fields.completeness', 'completeness'),
    ...field(ImportFieldForm.COST, 'fields.totalCost'),
    ...FUNDING,
    ...SOURCE,
  ],
  [RecordKind.ACTION]: [
    ...PERIOD,
    ...PLACES,
    ...field(ImportFieldForm.NAMES, 'fields.leadDepartments', 'fields.externalLeads', 'fields.otherActors'),
    ...field(ImportFieldForm.COST, 'fields.cost'),
    concept('fields.fundingStatus', 'funding-status'),
    ...FUNDING,
    ...concepts(
      'theme',
      'target-group',
      'method',
      'participation-level',
      'sdg',
      'ogp-value',
      'activity-status',
      'scale',
    ),
    concept('fields.actionKind', 'action-kind'),
    ...field(ImportFieldForm.PLAIN, 'fields.code'),
    ...field(ImportFieldForm.NUMBER, 'fields.ordinal'),
    ...SOURCE,
  ],
  [RecordKind.PRACTICE]: [
    ...PERIOD,
    ...PLACES,
    ...concepts('theme', 'target-group', 'method', 'participation-level', 'sdg', 'scale'),
    concept('fields.tier', 'practice-tier'),
    ...field(ImportFieldForm.COST, 'fields.cost'),
    ...FUNDING,
    ...field(ImportFieldForm.NUMBER, 'fields.staff', 'fields.volunteers', 'fields.participants'),
    concept('fields.recurrence', 'recurrence'),
    ...SOURCE,
    ...field(ImportFieldForm.PLAIN, 'fields.sourceTitle'),
  ],
  [RecordKind.EVENT]: [
    ...PERIOD,
    ...PLACES,
    ...field(ImportFieldForm.PLAIN, 'fields.place'),
    concept('fields.eventKind', 'event-kind'),
    ...field(ImportFieldForm.NUMBER, 'fields.edition', 'fields.participants'),
    ...concepts('theme', 'target-group', 'method'),
    ...SOURCE,
  ],
  [RecordKind.NETWORK]: [
    ...PERIOD,
    ...field(ImportFieldForm.RECORDS, 'cities'),
    ...concepts('theme', 'target-group'),
    concept('fields.networkKind', 'network-kind'),
    ...field(ImportFieldForm.PLAIN, 'fields.programme', 'fields.website'),
    ...FUNDING,
    ...SOURCE,
  ],
};

/** Lists of which one more is told by its title. The items of other lists are more than one text. */
const LISTS = ['milestones', 'indicators', 'objectives'];

/** All fields of a kind that a person may fill, its texts first. */
export function fieldsOf(kind: RecordKind, textFields: readonly TextFieldDefinition[]): ImportField[] {
  const texts = textFields.flatMap(({ path }): ImportField[] => {
    const item = itemOf(path);
    const isOne = !path.includes('*') || (item && LISTS.includes(item.list) && item.name === 'title');
    return isOne ? [{ path: `texts.${path}`, form: ImportFieldForm.TEXT }] : [];
  });
  return [...texts, ...(FIELDS[kind] ?? [])];
}

/** Those of them that have no value. Of another language of a record only its texts come along, so only they are asked for. */
export function missingOf(
  fields: readonly ImportField[],
  mode: ImportMode,
  paths: ReadonlySet<string>,
): ImportField[] {
  return fields.filter(
    ({ path }) => !paths.has(path) && (mode !== ImportMode.LANGUAGE || path.startsWith('texts.')),
  );
}
