import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { Meilisearch } from 'meilisearch';
import type { Locale } from '../../src/common/locale';
import type { I18nService } from '../../src/platform/i18n';
import { loadConfig } from '../../src/platform/config';
import { ConceptLabels } from '../../src/modules/search/concept-labels';
import type { SearchDocument } from '../../src/modules/search/indexing/search-document';
import type { MeiliAnswer } from '../../src/modules/search/meilisearch/meili-answer';
import {
  MeiliClient,
  type MeiliQuery,
  type TimeBudget,
} from '../../src/modules/search/meilisearch/meili-client';
import { MeiliIndexStore } from '../../src/modules/search/meilisearch/meili-index.store';
import { MeiliSearchEngine } from '../../src/modules/search/meilisearch/meili-search.engine';
import type { QueryResolver } from '../../src/modules/search/postgres/query-resolver';
import type { SearchEngine } from '../../src/modules/search/search-engine';
import type { BenchDatabase } from '../bench-database';
import type { BenchDocument, BenchEngine } from './bench-engine.type';
import { PostgresEngine } from './postgres.engine';

/** What is measured here is order, not time. */
const DEADLINE_MS = '60000';
const BATCH = 200;
const TASK_MS = 600_000;

/** Where the benchmark finds a Meilisearch server. */
export interface MeilisearchAccess {
  url: string;
  key: string | undefined;
}

/** Undefined where `MEILI_URL` names no server. */
export function meilisearchAccess(): MeilisearchAccess | undefined {
  const { MEILI_URL: url, MEILI_KEY: key } = process.env;
  return url ? { url, key } : undefined;
}

/** Remembers in which order Meilisearch itself had the records, before they are ranked by our rule. */
class RecordingClient extends MeiliClient {
  own: string[] = [];

  override async search(queries: readonly MeiliQuery[], budget: TimeBudget): Promise<MeiliAnswer[]> {
    const answers = await super.search(queries, budget);
    const ranked = queries.findIndex(({ matchingStrategy }) => matchingStrategy !== undefined);
    if (ranked >= 0) this.own = answers[ranked]?.ids ?? [];
    return answers;
  }
}

/** The application's own engine in Meilisearch (`modules/search/meilisearch`), with indexes of its own there. */
export class MeilisearchEngine extends PostgresEngine {
  override readonly name: string = 'Meilisearch engine';
  private readonly client: RecordingClient;
  private indexed: readonly BenchDocument[] = [];
  /** by query: both orders come from one search, and are asked for apart */
  private readonly found = new Map<string, { ours: string[]; own: string[] }>();

  constructor(access: MeilisearchAccess) {
    super();
    this.client = new RecordingClient(
      loadConfig({
        MEILI_URL: access.url,
        ...(access.key ? { MEILI_KEY: access.key } : {}),
        MEILI_INDEX: benchIndex(),
        MEILI_DEADLINE_MS: DEADLINE_MS,
      }),
    );
  }

  override async index(documents: readonly BenchDocument[]): Promise<void> {
    if (documents === this.indexed) return;
    await super.index(documents);
    this.indexed = documents;
    this.found.clear();
  }

  override async search(query: string, locale: Locale, limit: number): Promise<string[]> {
    return (await this.bothOrders(query, locale, limit)).ours;
  }

  /** What is found, as our rule orders it and as Meilisearch's own ranking rules do. */
  async bothOrders(query: string, locale: Locale, limit: number): Promise<{ ours: string[]; own: string[] }> {
    const key = `${locale} ${limit} ${query}`;
    const known = this.found.get(key);
    if (known) return known;
    this.client.own = [];
    const ours = await super.search(query, locale, limit);
    const own = this.client.own.slice(0, limit).map((recordId) => this.idOf(recordId));
    this.found.set(key, { ours, own });
    return { ours, own };
  }

  override async close(): Promise<void> {
    await super.close();
    await this.client.call((client) => client.deleteIndexIfExists(this.client.index));
  }

  protected override async fill(database: BenchDatabase, made: readonly SearchDocument[]): Promise<void> {
    await super.fill(database, made);
    const locales = { tags: [] as Locale[] } as unknown as I18nService;
    await new MeiliIndexStore(this.client, locales, new ConceptLabels([])).rebuild(async (put) => {
      for (let from = 0; from < made.length; from += BATCH) await put(made.slice(from, from + BATCH));
    });
  }

  protected override engine(_: BenchDatabase, resolver: QueryResolver): SearchEngine {
    return new MeiliSearchEngine(resolver, this.client);
  }
}

/** The same index and the same records found, in the order of Meilisearch's own ranking rules. */
export class MeilisearchOwnOrder implements BenchEngine {
  readonly name = 'Meilisearch’s own order';

  constructor(private readonly engine: MeilisearchEngine) {}

  index(documents: readonly BenchDocument[]): Promise<void> {
    return this.engine.index(documents);
  }

  async search(query: string, locale: Locale, limit: number): Promise<string[]> {
    return (await this.engine.bothOrders(query, locale, limit)).own;
  }
}

/** Another yardstick: Meilisearch with its default settings over the texts as they are. */
export class PlainMeilisearchEngine implements BenchEngine {
  readonly name = 'Meilisearch as it comes';
  private readonly client: Meilisearch;
  private readonly uid = `${benchIndex()}-plain`;
  private ids: string[] = [];

  constructor({ url, key }: MeilisearchAccess) {
    this.client = new Meilisearch({ host: url, ...(key ? { apiKey: key } : {}) });
  }

  async index(documents: readonly BenchDocument[]): Promise<void> {
    this.ids = documents.map(({ id }) => id);
    await this.client.deleteIndexIfExists(this.uid);
    await this.client.createIndex(this.uid, { primaryKey: 'id' }).waitTask({ timeout: TASK_MS });
    await this.client
      .index(this.uid)
      .updateSearchableAttributes(['title', 'summary', 'fields', 'body'])
      .waitTask({ timeout: TASK_MS });
    const rows = documents.map(({ texts }, id) => {
      const all = (part: 'title' | 'summary' | 'fields' | 'body'): string[] =>
        texts.flatMap((text) => text[part] ?? []);
      return { id, title: all('title'), summary: all('summary'), fields: all('fields'), body: all('body') };
    });
    const { status } = await this.client.index(this.uid).addDocuments(rows).waitTask({ timeout: TASK_MS });
    if (status !== 'succeeded') throw new Error(`Meilisearch did not take the documents: ${status}`);
  }

  async search(query: string, _: Locale, limit: number): Promise<string[]> {
    const { hits } = await this.client
      .index<{ id: number }>(this.uid)
      .search(query, { limit, attributesToRetrieve: ['id'] });
    return hits.map(({ id }) => this.ids[id] ?? '');
  }

  async close(): Promise<void> {
    await this.client.deleteIndexIfExists(this.uid);
  }
}

function benchIndex(): string {
  return `bench-${randomBytes(4).toString('hex')}`;
}
