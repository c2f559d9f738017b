import { type AccessCase, ownPlaces, plain, UNKNOWN_ID } from './access-case';
import { documentsOf } from './routes.cases';

type Operation = AccessCase['operation'];

/** Asked of an import or a table that is not there: who may do it somewhere is told so, nobody else gets that far. */
function anywhere(
  root: string,
  operation: Operation,
  call: string,
  kind: 'query' | 'mutation' = 'mutation',
): AccessCase {
  return {
    root,
    operation,
    calls: (_world, person) => [
      {
        target: 'what is theirs',
        scope: { ...ownPlaces(person), sharedWithIds: person.accountId ? [person.accountId] : [] },
        document: `${kind} ($id: ID!) { ${call} { __typename } }`,
        variables: { id: UNKNOWN_ID },
        isUnknown: true,
      },
    ],
  };
}

/** Done to a document of each quarter. */
function onDocument(root: string, operation: Operation, call: string): AccessCase {
  return {
    root,
    operation,
    calls: async (world) => {
      const documents = await documentsOf(world);
      return world.quarters.map(({ name, cityId, networkId }) => ({
        target: `document of ${name}`,
        scope: { ownerId: cityId, cityIds: [cityId], networkIds: [networkId] },
        document: `mutation ($id: ID!) { ${call} { __typename } }`,
        variables: { id: documents.get(name) },
      }));
    },
  };
}

const value = 'importId: $id, valueIds: [$id]';

export const INGEST_CASES: readonly AccessCase[] = [
  plain('Query.myImports', 'site.signedIn', '{ myImports(first: 1) { __typename } }'),
  anywhere('Query.import', 'document.read', 'import(id: $id)', 'query'),
  onDocument('Mutation.startImport', 'import.run', 'startImport(documentId: $id, again: false)'),
  onDocument('Mutation.clearDocument', 'document.clear', 'clearDocument(documentId: $id, cleared: false)'),
  anywhere('Mutation.cancelImport', 'import.run', 'cancelImport(id: $id)'),
  anywhere('Mutation.retryImport', 'import.run', 'retryImport(id: $id)'),
  anywhere(
    'Mutation.decideImportValues',
    'import.confirm',
    `decideImportValues(${value}, decision: ACCEPTED)`,
  ),
  anywhere('Mutation.acceptImportValues', 'import.confirm', 'acceptImportValues(importId: $id)'),
  anywhere(
    'Mutation.editImportValue',
    'import.confirm',
    'editImportValue(importId: $id, valueId: $id, value: "1")',
  ),
  anywhere(
    'Mutation.rejectImportRecord',
    'import.confirm',
    'rejectImportRecord(importId: $id, recordId: $id, rejected: true)',
  ),
  anywhere(
    'Mutation.aimImportRecord',
    'import.confirm',
    'aimImportRecord(importId: $id, recordId: $id, mode: NEW)',
  ),
  anywhere(
    'Mutation.joinImportRecords',
    'import.confirm',
    'joinImportRecords(importId: $id, recordIds: [$id])',
  ),
  anywhere(
    'Mutation.splitImportRecord',
    'import.confirm',
    `splitImportRecord(${value}, recordId: $id, title: "x")`,
  ),
  anywhere('Mutation.confirmImport', 'import.confirm', 'confirmImport(id: $id)'),
  anywhere('Query.tableMapping', 'import.run', 'tableMapping(documentId: $id, kind: ACTIONS)', 'query'),
  anywhere('Query.checkTable', 'import.run', 'checkTable(documentId: $id, kind: ACTIONS)', 'query'),
  anywhere(
    'Mutation.importTable',
    'import.confirm',
    'importTable(documentId: $id, kind: ACTIONS, mode: ALL_OR_NOTHING)',
  ),
  {
    root: 'GET /tables/:file',
    operation: 'public.read',
    calls: () => [{ target: 'site', scope: {}, path: '/tables/practices.csv' }],
  },
];
