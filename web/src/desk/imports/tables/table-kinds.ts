import type { TableKind } from '../../gql/graphql';

export const TABLE_KINDS: readonly TableKind[] = [
  'ACTIONS',
  'PRACTICES',
  'PLANS',
  'MILESTONES',
  'CITIES',
  'ORGANISATIONS',
  'CONTACTS',
];
