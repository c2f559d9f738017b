import type { AccessCall, AccessCase } from './access-case';
import { ownPlaces, UNKNOWN_ID } from './access-case';
import type { World } from './access-world';

/** The same call for each network. */
function perNetwork(world: World, document: string): AccessCall[] {
  return world.quarters.map(({ name, networkId }) => ({
    target: `${name} network`,
    scope: { networkIds: [networkId] },
    document,
    variables: { id: networkId },
  }));
}

/** The same call for a published record of each quarter. */
function perRecord(world: World, document: string): AccessCall[] {
  return world.quarters.map((quarter) => ({
    target: `${quarter.name} record`,
    scope: world.scopeOf(quarter),
    document,
    variables: { id: quarter.shown.id },
  }));
}

const run = (root: string, document: string): AccessCase => ({
  root,
  operation: 'translation.run',
  calls: (world) => perNetwork(world, document),
});
const runOfAll = (root: string, document: string): AccessCase => ({
  root,
  operation: 'translation.run',
  calls: () => [{ target: 'all records', scope: {}, document }],
});

/** The service behind it is known by the id that it was given, so an unknown one is answered with nothing done. */
const callback = (root: string, end: string): AccessCase => ({
  root,
  operation: 'anyone',
  calls: () => [
    {
      target: 'site',
      scope: {},
      path: `/translation/etranslation/${UNKNOWN_ID}${end}`,
      init: { method: 'POST' },
    },
  ],
});

export const TRANSLATION_CASES: readonly AccessCase[] = [
  {
    root: 'Mutation.correctTranslation',
    operation: 'translation.correct',
    // A source is no translation: said to who may correct those of the record.
    calls: (world) =>
      perRecord(
        world,
        `mutation ($id: ID!) { correctTranslation(input: { recordId: $id, field: "title", locale: "en",
           text: "Other", revision: "none" }) { ... on UserError { code } } }`,
      ),
  },
  {
    root: 'Mutation.requestTranslation',
    operation: 'translation.request',
    calls: (world) =>
      perRecord(
        world,
        'mutation ($id: ID!) { requestTranslation(recordId: $id, field: "title", locale: "lv") { __typename } }',
      ),
  },
  {
    root: 'Query.translationQueue',
    operation: 'translation.queue',
    calls: (_world, person) => [
      {
        target: 'their records',
        scope: ownPlaces(person),
        document: '{ translationQueue(locale: "lv", first: 1) { pageInfo { hasNextPage } } }',
      },
    ],
  },
  {
    root: 'Query.translationEngines',
    operation: 'translation.run',
    calls: (_world, person) => [
      { target: 'the site', scope: ownPlaces(person), document: '{ translationEngines { name } }' },
    ],
  },
  callback('POST /translation/etranslation/:requestId', ''),
  callback('POST /translation/etranslation/:requestId/error', '/error'),
  run('Query.translationRun', 'query ($id: ID) { translationRun(networkId: $id) { __typename } }'),
  runOfAll('Query.translationRun', '{ translationRun { __typename } }'),
  run(
    'Mutation.startTranslationRun',
    'mutation ($id: ID) { startTranslationRun(networkId: $id) { __typename } }',
  ),
  run(
    'Mutation.stopTranslationRun',
    'mutation ($id: ID) { stopTranslationRun(networkId: $id) { __typename } }',
  ),
  runOfAll('Mutation.startTranslationRun', 'mutation { startTranslationRun { __typename } }'),
  runOfAll('Mutation.stopTranslationRun', 'mutation { stopTranslationRun { __typename } }'),
  run('Query.networkTranslation', 'query ($id: ID!) { networkTranslation(networkId: $id) { __typename } }'),
  run(
    'Mutation.setNetworkTranslation',
    'mutation ($id: ID!) { setNetworkTranslation(networkId: $id, everyField: false) { __typename } }',
  ),
];
