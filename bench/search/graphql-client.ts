import { webQueries } from '../../test/harness/web-queries';
import type { BenchQuery } from './queries';

interface Answer {
  data?: { search: { total: number; degraded: boolean; hits: unknown[]; facets: unknown[] } };
  errors?: { message: string }[];
}

/** Asks the site what the search page asks it: all facets and twenty hits with all that is shown of them. */
export class GraphqlClient {
  /** answers so far that were not of the configured engine */
  degraded = 0;
  private readonly document: string;

  constructor(private readonly url: string) {
    const document = webQueries()['Search'];
    if (!document) throw new Error('The search page has no query "Search"');
    this.document = document;
  }

  /** Throws where the answer has an error. */
  async search({
    query,
    locale,
    filters,
  }: Pick<BenchQuery, 'query' | 'locale' | 'filters'>): Promise<number> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: this.document,
        variables: { query, locale, filters, sort: 'RELEVANCE', page: 1, pageSize: 20 },
      }),
    });
    const { data, errors } = (await response.json()) as Answer;
    if (!data || errors) throw new Error(`The search failed: ${errors?.[0]?.message ?? response.status}`);
    if (data.search.degraded) this.degraded += 1;
    return data.search.total;
  }
}
