export enum RecordKind {
  PRACTICE = 'PRACTICE',
  PLAN = 'PLAN',
  ACTION = 'ACTION',
  EVENT = 'EVENT',
  CITY = 'CITY',
  NETWORK = 'NETWORK',
  ORGANISATION = 'ORGANISATION',
  METHOD = 'METHOD',
  CONTACT = 'CONTACT',
}

export enum RecordState {
  DRAFT = 'DRAFT',
  PUBLISHED = 'PUBLISHED',
  ARCHIVED = 'ARCHIVED',
}

/** `public`, `network:<id>`, `city:<id>`; an empty list means nobody. */
export type Audience = string;
export const PUBLIC_AUDIENCE: Audience = 'public';
