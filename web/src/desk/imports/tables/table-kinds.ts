import type { TableKind } from '../../gql/graphql';

export const TABLE_KINDS: readonly TableKind[] = [
  'ACTIONS',
  'PRACTICES',
  'MILESTONES',
  'CITIES',
  'ORGANISATIONS',
  'CONTACTS',
];
