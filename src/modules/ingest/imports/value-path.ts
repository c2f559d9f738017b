/** Parts of a record that a person looks through at once. */
export enum ImportSection {
  BASICS = 'BASICS',
  TEXTS = 'TEXTS',
  MILESTONES = 'MILESTONES',
  PARTIES = 'PARTIES',
  MONEY = 'MONEY',
  TOPICS = 'TOPICS',
  OTHER = 'OTHER',
}

const BASICS = new Set([
  'texts.title',
  'texts.summary',
  'start',
  'end',
  'sourceUrl',
  'cities',
  'networks',
  'owner',
  'fields.code',
  'fields.ordinal',
]);
const PARTIES =
  /^fields\.(?:leadDepartments|externalLeads|otherActors|partners|leadOrganisation|organisation|memberships)$/;
const MONEY = /^fields\.(?:cost|totalCost|funding|fundingStatus|budget)$/;

export function sectionOf(path: string): ImportSection {
  if (BASICS.has(path)) return ImportSection.BASICS;
  if (/^(?:texts|fields)\.(?:milestones|indicators|objectives|sections)\b/.test(path))
    return ImportSection.MILESTONES;
  if (path.startsWith('texts.')) return ImportSection.TEXTS;
  if (path.startsWith('concepts.')) return ImportSection.TOPICS;
  if (PARTIES.test(path)) return ImportSection.PARTIES;
  return MONEY.test(path) ? ImportSection.MONEY : ImportSection.OTHER;
}

/** A text's field: `texts.milestones.m1.title` → `milestones.m1.title`; undefined for what is no text. */
export function textFieldOf(path: string): string | undefined {
  return path.startsWith('texts.') ? path.slice('texts.'.length) : undefined;
}

/** Path of an item's text taken apart: `milestones.m1.title` → its list, its id and its word. */
export function itemOf(field: string): { list: string; id: string; name: string } | undefined {
  const [list, id, name, ...rest] = field.split('.');
  return list && id && name && rest.length === 0 ? { list, id, name } : undefined;
}
