import { ApolloClient, type ApolloLink, InMemoryCache, type NormalizedCacheObject } from '@apollo/client';
import { possibleTypes } from '../gql/possible-types';

interface ClientOptions {
  link: ApolloLink;
  state?: NormalizedCacheObject;
  server?: boolean;
}

/** One client per request on the server, one per page in the browser. */
export function createClient({ link, state, server = false }: ClientOptions): ApolloClient {
  const cache = new InMemoryCache({
    possibleTypes,
    typePolicies: { Query: { fields: { search: { merge: false } } } },
  });
  if (state) cache.restore(state);
  return new ApolloClient({
    cache,
    link,
    ssrMode: server,
  });
}
