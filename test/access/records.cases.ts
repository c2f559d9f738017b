import type { AccessCase } from './access-case';
import { plain } from './access-case';

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
