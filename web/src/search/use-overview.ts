import { useQuery } from '@apollo/client/react';
import { usePage } from '../app/page-context';
import { OverviewDocument } from '../gql/graphql';
import { bucketsByFacet } from './buckets';
import type { FacetBuckets } from './filter-panel';

/** How much there is of everything. `facets` is empty until it is known. */
export function useOverview(): { total: number | undefined; facets: FacetBuckets } {
  const { locale } = usePage();
  const { data } = useQuery(OverviewDocument, { variables: { locale } });
  return { total: data?.search?.total, facets: bucketsByFacet(data?.search?.facets ?? []) };
}
