import { isDocumented } from './access-document';
import { type AccessCase, plain } from './access-case';
import { maySee } from './hidden-crawl';

const LISTS = [
  'actions',
  'cities',
  'contacts',
  'events',
  'methods',
  'networks',
  'organisations',
  'plans',
  'practices',
];

/**
 * A record that its network alone sees, asked for by its id. `orInside`: whoever may read drafts of it sees it, too.
 */
function onHidden(
  root: string,
  document: string,
  refusal: 'isNullRefusal' | 'isEmptyRefusal',
  orInside = false,
): AccessCase {
  return {
    root,
    operation: 'anyone',
    calls: (world, person) =>
      world.quarters.map((quarter) => ({
        target: `hidden record of ${quarter.name}`,
        scope: world.scopeOf(quarter),
        document,
        variables: { id: quarter.hidden.id },
        [refusal]: true,
        isMeant: (rules) =>
          maySee(person, `network:${quarter.networkId}`) ||
          (orInside && isDocumented(rules.get('record.draft.read'), person.viewer, world.scopeOf(quarter))),
      })),
  };
}

/** What is published; whom a record is meant for is seen to by the crawl of all fields. */
export const RECORD_CASES: readonly AccessCase[] = [
  plain('Query.locales', 'anyone', '{ locales }'),
  plain('Query.concepts', 'anyone', '{ concepts(scheme: "theme") { id } }'),
  plain('Query.record', 'anyone', '{ record(slug: "genk") { id } }'),
  plain(
    'Query.recordText',
    'anyone',
    '{ recordText(recordId: "7d2f6a3e-0000-4000-8000-000000000001", field: "title", locale: "en") { text } }',
  ),
  onHidden('Query.record', 'query ($id: ID!) { record(id: $id) { id } }', 'isNullRefusal'),
  onHidden(
    'Query.recordText',
    'query ($id: ID!) { recordText(recordId: $id, field: "title", locale: "en") { text } }',
    'isNullRefusal',
  ),
  onHidden(
    'Query.recordVersions',
    'query ($id: ID!) { recordVersions(recordId: $id) { number } }',
    'isEmptyRefusal',
    true,
  ),
  onHidden(
    'Query.recordVersion',
    'query ($id: ID!) { recordVersion(recordId: $id, number: 1) { number } }',
    'isNullRefusal',
    true,
  ),
  onHidden(
    'Query.compareVersions',
    'query ($id: ID!) { compareVersions(recordId: $id, from: 1, to: 1) { __typename } }',
    'isNullRefusal',
    true,
  ),
  plain('Query.search', 'anyone', '{ search(query: "genk") { total } }'),
  plain('Query.suggest', 'anyone', '{ suggest(text: "gen") { text } }'),
  ...LISTS.map((list) => plain(`Query.${list}`, 'anyone', `{ ${list}(first: 1) { edges { node { id } } } }`)),
  {
    root: 'GET /health',
    operation: 'anyone',
    calls: () => [{ target: 'site', scope: {}, path: '/health' }],
  },
  {
    root: 'GET /*',
    operation: 'anyone',
    calls: () => [{ target: 'site', scope: {}, path: '/en/', init: { headers: { accept: 'text/html' } } }],
  },
];
