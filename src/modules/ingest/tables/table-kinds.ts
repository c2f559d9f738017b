import { RecordKind } from '../../../common/records';

/** Tables that come in and go out with the same columns. */
export enum TableKind {
  PRACTICES = 'PRACTICES',
  PLANS = 'PLANS',
  ACTIONS = 'ACTIONS',
  MILESTONES = 'MILESTONES',
  CITIES = 'CITIES',
  ORGANISATIONS = 'ORGANISATIONS',
  CONTACTS = 'CONTACTS',
}

/** How a cell is read and written. */
export type CellForm =
  /** words; several paragraphs stand on lines of their own */
  | 'text'
  /** 2024, 2024-04, 2024-04-01 */
  | 'date'
  | 'number'
  | 'integer'
  /** ids or names of concepts of one scheme, `; ` between them */
  | 'concepts'
  /** one of them */
  | 'concept'
  /** slugs or names of records, `; ` between them */
  | 'records'
  | 'record'
  /** words, `; ` between them */
  | 'words'
  | 'url'
  | 'address';

export interface TableColumn {
  /** part of its message key `table.<key>` and its name in a mapping */
  key: string;
  /** place in a draft's document; of a text its field as `texts.<field>` */
  path: string;
  form: CellForm;
  /** of concepts */
  scheme?: string;
  /** of records */
  kinds?: readonly RecordKind[];
  /** a row without it is refused */
  isNeeded?: boolean;
  /** a record always has it: an empty cell leaves it as it is */
  isKept?: boolean;
  /** comes in and never goes out: personal data */
  isSecret?: boolean;
}

const text = (key: string, field = key): TableColumn => ({ key, path: `texts.${field}`, form: 'text' });
const column = (key: string, path: string, form: CellForm, more: Partial<TableColumn> = {}): TableColumn => ({
  key,
  path,
  form,
  ...more,
});

const PLACES = [RecordKind.CITY];
const ID = column('id', 'slug', 'words');
const TITLE: TableColumn = { ...text('title'), isNeeded: true };
const LANGUAGE = column('language', 'sourceLocale', 'words');
const URL = column('url', 'sourceUrl', 'url');
const CITY_LIST = column('city', 'cities', 'records', { kinds: PLACES });
const TOPICS = [
  column('themes', 'concepts.theme', 'concepts', { scheme: 'theme' }),
  column('targetGroups', 'concepts.target-group', 'concepts', { scheme: 'target-group' }),
  column('methods', 'concepts.method', 'concepts', { scheme: 'method' }),
  column('status', 'concepts.activity-status', 'concepts', { scheme: 'activity-status' }),
];
const TIME = [column('start', 'start', 'date'), column('end', 'end', 'date')];
const COST = [
  column('cost', 'fields.cost.amount', 'number'),
  column('currency', 'fields.cost.currency', 'words'),
];
const WEBSITE = column('website', 'fields.website', 'url');

/** Columns by kind, in the order in which they are written. The first tells which record a row is. */
export const TABLE_COLUMNS: Readonly<Record<TableKind, readonly TableColumn[]>> = {
  [TableKind.PRACTICES]: [
    ID,
    TITLE,
    text('summary'),
    text('challenge'),
    text('objectives'),
    text('solution'),
    text('results'),
    text('lessons'),
    CITY_LIST,
    ...TOPICS,
    ...TIME,
    ...COST,
    URL,
    LANGUAGE,
  ],
  [TableKind.PLANS]: [
    ID,
    TITLE,
    text('summary'),
    text('vision'),
    text('governance'),
    text('monitoring'),
    column('planKind', 'fields.planKind', 'concept', { scheme: 'plan-kind', isKept: true }),
    CITY_LIST,
    ...TOPICS,
    ...TIME,
    URL,
    LANGUAGE,
  ],
  [TableKind.ACTIONS]: [
    ID,
    TITLE,
    text('summary'),
    text('problem'),
    text('description'),
    text('contribution'),
    column('plan', 'fields.plan', 'record', { kinds: [RecordKind.PLAN] }),
    column('code', 'fields.code', 'words'),
    CITY_LIST,
    column('leadDepartments', 'fields.leadDepartments', 'words'),
    column('externalLeads', 'fields.externalLeads', 'words'),
    column('otherActors', 'fields.otherActors', 'words'),
    ...TOPICS,
    ...TIME,
    ...COST,
    column('progress', 'fields.progressPercent', 'number'),
    URL,
    LANGUAGE,
  ],
  [TableKind.MILESTONES]: [
    column('action', 'slug', 'words', { isNeeded: true }),
    column('milestone', 'milestone.id', 'words'),
    TITLE,
    column('due', 'milestone.due', 'date'),
    column('status', 'milestone.status', 'concept', { scheme: 'activity-status' }),
  ],
  [TableKind.CITIES]: [
    ID,
    TITLE,
    text('summary'),
    column('cityKind', 'fields.cityKind', 'concept', { scheme: 'city-kind', isKept: true }),
    column('country', 'fields.countryCode', 'words', { isNeeded: true }),
    column('latitude', 'fields.latitude', 'number'),
    column('longitude', 'fields.longitude', 'number'),
    WEBSITE,
    LANGUAGE,
  ],
  [TableKind.ORGANISATIONS]: [
    ID,
    TITLE,
    text('summary'),
    column('organisationKind', 'fields.organisationKind', 'concept', {
      scheme: 'organisation-kind',
      isNeeded: true,
    }),
    column('city', 'fields.city', 'record', { kinds: PLACES }),
    column('otherNames', 'fields.alternativeNames', 'words'),
    WEBSITE,
    column('mailbox', 'fields.functionalMailbox', 'words'),
    LANGUAGE,
  ],
  [TableKind.CONTACTS]: [
    ID,
    { ...TITLE, key: 'name' },
    text('role'),
    column('organisation', 'fields.organisation', 'record', { kinds: [RecordKind.ORGANISATION] }),
    column('city', 'fields.city', 'record', { kinds: PLACES }),
    column('spokenLanguages', 'fields.spokenLanguages', 'words'),
    column('email', 'address.email', 'address', { isSecret: true }),
    column('telephone', 'address.telephone', 'address', { isSecret: true }),
  ],
};

export const RECORD_KIND_OF: Readonly<Record<TableKind, RecordKind>> = {
  [TableKind.PRACTICES]: RecordKind.PRACTICE,
  [TableKind.PLANS]: RecordKind.PLAN,
  [TableKind.ACTIONS]: RecordKind.ACTION,
  [TableKind.MILESTONES]: RecordKind.ACTION,
  [TableKind.CITIES]: RecordKind.CITY,
  [TableKind.ORGANISATIONS]: RecordKind.ORGANISATION,
  [TableKind.CONTACTS]: RecordKind.CONTACT,
};
