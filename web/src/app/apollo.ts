import { ApolloClient, type ApolloLink, InMemoryCache, type NormalizedCacheObject } from '@apollo/client';
import { possibleTypes } from '../gql/possible-types';

interface ClientOptions {
  link: ApolloLink;
  state?: NormalizedCacheObject;
  server?: boolean;
}

/** Types whose ids are theirs alone. A milestone's id, say, means something only inside its action. */
const IDENTIFIED = new Set([
  ...(possibleTypes['Record'] ?? []),
  'Concept',
  'Import',
  'ImportRecord',
  'ImportValue',
  'StoredDocument',
  'TableImport',
]);

export function createCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes,
    dataIdFromObject: ({ __typename, id }) =>
      __typename !== undefined && typeof id === 'string' && IDENTIFIED.has(__typename)
        ? `${__typename}:${id}`
        : undefined,
    // One query may ask less of the same text than another; what is known of it adds up.
    typePolicies: { LocalizedText: { merge: true } },
  });
}

/** One client per request on the server, one per page in the browser. */
export function createClient({ link, state, server = false }: ClientOptions): ApolloClient {
  const cache = createCache();
  if (state) cache.restore(state);
  return new ApolloClient({ cache, link, ssrMode: server });
}
