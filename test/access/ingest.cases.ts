import { type AccessCall, type AccessCase, ownPlaces, plain, UNKNOWN_ID } from './access-case';
import type { Quarter, World } from './access-world';

type Operation = AccessCase['operation'];
type Ids = Record<string, string>;

/** Done to something of each quarter, and to something that is not there at all. */
function onImport(
  root: string,
  operation: Operation,
  call: string,
  idsOf: (quarter: Quarter, other: Quarter) => Ids = ({ specimens }) => ({ id: specimens.confirmedImportId }),
  selection = '__typename ... on UserError { code }',
): AccessCase {
  const kind = root.startsWith('Query') ? 'query' : 'mutation';
  const names = ['id', 'recordId', 'valueId'].filter((name) => call.includes(`$${name}`));
  const document = `${kind} (${names.map((name) => `$${name}: ID!`).join(', ')}) { ${call} { ${selection} } }`;
  return {
    root,
    operation,
    calls: (world, person) => [
      ...world.quarters.map((quarter, index): AccessCall => ({
        target: `import of ${quarter.name}`,
        scope: world.scopeOf(quarter),
        document,
        variables: chosen(idsOf(quarter, otherThan(world, index)), names),
      })),
      {
        target: 'what is not there',
        // Who may do it somewhere is told so, nobody else gets that far.
        scope: { ...ownPlaces(person), sharedWithIds: person.accountId ? [person.accountId] : [] },
        document,
        variables: Object.fromEntries(names.map((name) => [name, UNKNOWN_ID])),
        isUnknown: true,
      },
    ],
  };
}

const chosen = (ids: Ids, names: readonly string[]): Ids =>
  Object.fromEntries(names.map((name) => [name, String(ids[name])]));

function otherThan({ quarters }: World, index: number): Quarter {
  const other = quarters[(index + 1) % quarters.length];
  if (!other) throw new Error('There is one quarter alone');
  return other;
}

/** An import that waits for its decision, and a record and a value of somebody else's import, which are none of its own. */
const othersParts = ({ specimens }: Quarter, other: Quarter): Ids => ({
  id: specimens.readyImportId,
  recordId: other.specimens.readyRecordId,
  valueId: other.specimens.readyValueId,
});
const table = ({ specimens }: Quarter): Ids => ({ id: specimens.tableId });
const tableRun = ({ specimens }: Quarter): Ids => ({ id: specimens.tableRunId });
const document = ({ specimens }: Quarter): Ids => ({ id: specimens.documentId });

/** About the words of sources in each quarter's network, and in its city. */
const onPlace = (root: string, document: string): AccessCase => ({
  root,
  operation: 'import.confirm',
  calls: (world) =>
    world.quarters.flatMap(({ name, networkId, cityId }) =>
      [networkId, cityId].map((id, index): AccessCall => ({
        target: `${index === 0 ? 'network' : 'city'} of ${name}`,
        scope: { ownerId: id, cityIds: [id], networkIds: [id] },
        document,
        variables: { id },
      })),
    ),
});

export const INGEST_CASES: readonly AccessCase[] = [
  onPlace('Query.sourceCategories', 'query ($id: ID!) { sourceCategories(scopeId: $id) { words } }'),
  onPlace(
    'Mutation.mapSourceCategories',
    'mutation ($id: ID!) { mapSourceCategories(scopeId: $id, categories: []) { words } }',
  ),
  onPlace(
    'Mutation.removeSourceCategory',
    'mutation ($id: ID!) { removeSourceCategory(scopeId: $id, words: "nobody said it") { words } }',
  ),
  plain('Query.myImports', 'site.signedIn', '{ myImports(first: 1) { __typename } }'),
  plain('Query.myTableImports', 'site.signedIn', '{ myTableImports(first: 1) { __typename } }'),
  onImport('Query.import', 'document.read', 'import(id: $id)', undefined, '__typename'),
  // One that is read already is given back.
  onImport('Mutation.startImport', 'import.run', 'startImport(documentId: $id, again: false)', document),
  onImport(
    'Mutation.clearDocument',
    'document.clear',
    'clearDocument(documentId: $id, cleared: false)',
    document,
    '__typename',
  ),
  onImport('Mutation.cancelImport', 'import.run', 'cancelImport(id: $id)'),
  onImport('Mutation.retryImport', 'import.run', 'retryImport(id: $id)'),
  onImport(
    'Mutation.decideImportValues',
    'import.confirm',
    'decideImportValues(importId: $id, valueIds: [$valueId], decision: ACCEPTED)',
    othersParts,
  ),
  onImport('Mutation.acceptImportValues', 'import.confirm', 'acceptImportValues(importId: $id)'),
  onImport(
    'Mutation.editImportValue',
    'import.confirm',
    'editImportValue(importId: $id, valueId: $valueId, value: "1")',
    othersParts,
  ),
  onImport(
    'Mutation.addImportValue',
    'import.confirm',
    'addImportValue(importId: $id, recordId: $recordId, path: "start", value: "\\"2025\\"")',
    othersParts,
  ),
  onImport(
    'Mutation.withdrawImportValue',
    'import.confirm',
    'withdrawImportValue(importId: $id, valueId: $valueId)',
    othersParts,
  ),
  onImport(
    'Mutation.rejectImportRecord',
    'import.confirm',
    'rejectImportRecord(importId: $id, recordId: $recordId, rejected: true)',
    othersParts,
  ),
  onImport(
    'Mutation.aimImportRecord',
    'import.confirm',
    'aimImportRecord(importId: $id, recordId: $recordId, mode: NEW)',
    othersParts,
  ),
  onImport(
    'Mutation.joinImportRecords',
    'import.confirm',
    'joinImportRecords(importId: $id, recordIds: [$recordId])',
    othersParts,
  ),
  onImport(
    'Mutation.splitImportRecord',
    'import.confirm',
    'splitImportRecord(importId: $id, recordId: $recordId, valueIds: [$valueId], title: "x")',
    othersParts,
  ),
  onImport('Mutation.confirmImport', 'import.confirm', 'confirmImport(id: $id)'),
  onImport(
    'Query.tableMapping',
    'import.run',
    'tableMapping(documentId: $id, kind: PRACTICES)',
    table,
    '__typename',
  ),
  onImport('Query.checkTable', 'import.run', 'checkTable(documentId: $id, kind: PRACTICES)', table),
  onImport(
    'Mutation.importTable',
    'import.confirm',
    'importTable(documentId: $id, kind: PRACTICES, mode: ALL_OR_NOTHING)',
    table,
  ),
  onImport(
    'Mutation.startTableImport',
    'import.confirm',
    'startTableImport(documentId: $id, kind: PRACTICES, mode: ALL_OR_NOTHING)',
    table,
    '__typename',
  ),
  onImport('Query.tableImport', 'import.confirm', 'tableImport(id: $id)', tableRun, '__typename'),
  onImport(
    'Mutation.cancelTableImport',
    'import.confirm',
    'cancelTableImport(id: $id)',
    tableRun,
    '__typename',
  ),
  {
    root: 'GET /tables/:file',
    operation: 'public.read',
    calls: () => [{ target: 'site', scope: {}, path: '/tables/practices.csv' }],
  },
];
