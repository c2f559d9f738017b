import type { DataSource } from 'typeorm';
import type { Locale } from '../../src/common/locale';
import type { TextWeight } from '../../src/modules/records';
import { parseQuery } from '../../src/modules/search/analysis';
import type { SearchDocument } from '../../src/modules/search/indexing/search-document';
import { ConceptLabels } from '../../src/modules/search/concept-labels';
import { CatalogueService } from '../../src/modules/search/postgres/catalogue.service';
import { PostgresIndexStore } from '../../src/modules/search/postgres/postgres-index.store';
import { PostgresSearchEngine } from '../../src/modules/search/postgres/postgres-search.engine';
import { QueryResolver } from '../../src/modules/search/postgres/query-resolver';
import { type SearchEngine, SearchSort } from '../../src/modules/search/search-engine';
import { type BenchDatabase, createBenchDatabase } from '../bench-database';
import type { BenchDocument, BenchEngine } from './bench-engine.type';

const AUDIENCES = ['public'];
const BATCH = 200;
const WEIGHTS: readonly { part: 'title' | 'summary' | 'fields' | 'body'; weight: TextWeight }[] = [
  { part: 'title', weight: 'title' },
  { part: 'summary', weight: 'summary' },
  { part: 'fields', weight: 'field' },
  { part: 'body', weight: 'body' },
];

/** The application's own engine and index (`modules/search/postgres`) on a PostgreSQL of its own. */
export class PostgresEngine implements BenchEngine {
  readonly name: string = 'PostgreSQL engine';
  private database: BenchDatabase | undefined;
  private asked: SearchEngine | undefined;
  private ids: string[] = [];

  async index(documents: readonly BenchDocument[]): Promise<void> {
    this.database ??= await createBenchDatabase(false);
    this.asked ??= this.engine(this.database, resolverOn(this.database.dataSource));
    this.ids = documents.map(({ id }) => id);
    await this.fill(this.database, documents.map(searchDocument));
  }

  protected async fill({ dataSource }: BenchDatabase, made: readonly SearchDocument[]): Promise<void> {
    await new PostgresIndexStore(dataSource).rebuild(
      async (put) => {
        for (let from = 0; from < made.length; from += BATCH) await put(made.slice(from, from + BATCH));
      },
      // Nobody else writes here, so what "changed meanwhile" are the documents of the index before this one.
      (_, recordIds) => {
        const asked = new Set(recordIds);
        return Promise.resolve(made.filter(({ recordId }) => asked.has(recordId)));
      },
    );
  }

  async search(query: string, locale: Locale, limit: number): Promise<string[]> {
    if (!this.asked) throw new Error('Nothing is indexed yet');
    const { hits } = await this.asked.search(
      {
        parsed: parseQuery(query, locale),
        filters: [],
        sort: SearchSort.RELEVANCE,
        page: 1,
        pageSize: limit,
        locale,
      },
      AUDIENCES,
    );
    return hits.map(({ recordId }) => this.idOf(recordId));
  }

  protected engine({ dataSource }: BenchDatabase, resolver: QueryResolver): SearchEngine {
    return new PostgresSearchEngine(dataSource, resolver);
  }

  protected idOf(recordId: string): string {
    return this.ids[numberOf(recordId)] ?? '';
  }

  async close(): Promise<void> {
    await this.database?.remove();
    this.database = undefined;
    this.asked = undefined;
  }
}

function searchDocument({ texts }: BenchDocument, index: number): SearchDocument {
  return {
    recordId: uuidOf(index),
    sourceLocale: texts[0]?.locale ?? 'en',
    audience: AUDIENCES,
    facets: ['KIND:PRACTICE'],
    titles: Object.fromEntries(texts.map(({ locale, title }) => [locale, title ?? ''])),
    sortDate: '2024',
    concepts: [],
    rows: texts.map((text) => ({
      locale: text.locale,
      texts: WEIGHTS.flatMap(({ part, weight }) => {
        const words = text[part];
        return words ? [{ field: part, weight, text: words, locale: text.locale }] : [];
      }),
      additional: [],
    })),
  };
}

/** Documents of the benchmark carry no concepts. */
function resolverOn(dataSource: DataSource): QueryResolver {
  return new QueryResolver(dataSource, new CatalogueService(dataSource), new ConceptLabels([]));
}

/** Ids in the order of the documents, as that order settles equal scores. */
function uuidOf(index: number): string {
  return `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

function numberOf(id: string): number {
  return Number.parseInt(id.slice(-12), 16);
}
