import type { ImportSection } from '../../gql/graphql';

/** Parts of a record in the order in which they are looked through. */
export const SECTIONS: readonly ImportSection[] = [
  'BASICS',
  'TEXTS',
  'MILESTONES',
  'PARTIES',
  'MONEY',
  'TOPICS',
  'OTHER',
];
