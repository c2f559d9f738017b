import type { SearchQuery } from '../gql/graphql';
import type { FacetBuckets } from './filter-panel';

export function bucketsByFacet(facets: SearchQuery['search']['facets']): FacetBuckets {
  return Object.fromEntries(facets.map(({ facet, buckets }) => [facet, buckets]));
}
