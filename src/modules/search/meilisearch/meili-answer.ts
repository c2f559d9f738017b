import { EngineUnavailableError } from '../failover/engine-unavailable.error';

export interface MeiliAnswer {
  /** of the records, best first */
  ids: string[];
  /** exact where the query asked by pages, else 0 */
  total: number;
  /** facet term → records */
  facets: Record<string, number>;
}

/** The answers to several searches. Throws EngineUnavailableError for whatever is not of their form. */
export function readAnswers(answer: unknown, queries: number): MeiliAnswer[] {
  const results = isObject(answer) ? answer['results'] : undefined;
  if (!Array.isArray(results) || results.length !== queries) throw nonsense('not an answer for each search');
  return results.map(readAnswer);
}

function readAnswer(answer: unknown): MeiliAnswer {
  if (!isObject(answer) || !Array.isArray(answer['hits'])) throw nonsense('no list of hits');
  const ids = answer['hits'].map((hit: unknown) => {
    const id = isObject(hit) ? hit['id'] : undefined;
    if (typeof id !== 'string') throw nonsense('a hit without id');
    return id;
  });
  const total = answer['totalHits'] ?? 0;
  if (!isCount(total)) throw nonsense('a total that is no number');
  const counted = isObject(answer['facetDistribution']) ? (answer['facetDistribution']['facets'] ?? {}) : {};
  if (!isObject(counted)) throw nonsense('no counts of facets');
  const facets: Record<string, number> = {};
  for (const [value, count] of Object.entries(counted)) {
    if (!isCount(count)) throw nonsense('a count that is no number');
    facets[value] = count;
  }
  return { ids, total, facets };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function nonsense(what: string): EngineUnavailableError {
  return new EngineUnavailableError(`the answer makes no sense: ${what}`);
}
