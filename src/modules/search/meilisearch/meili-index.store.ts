import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { I18nService } from '../../../platform/i18n';
import type { DocumentsQuery } from 'meilisearch';
import { ConceptLabels } from '../concept-labels';
import { EngineUnavailableError } from '../failover/engine-unavailable.error';
import type { SearchDocument, SearchIndex } from '../indexing/search-document';
import { MeiliClient } from './meili-client';
import { meiliDocument } from './meili-document';
import { SETTINGS, sideIndexPrefix } from './meili-settings';

/** Ids read at once. */
const PAGE = 5_000;
/** Characters of one request; Meilisearch takes 100 MB. */
const LARGEST_REQUEST = 20_000_000;
/** Tasks handed over and not looked after yet. */
const MOST_WAITING = 20;
const MOST_INDEXES = 1_000;
const LONGEST_REBUILD_MS = 86_400_000;

/** Writes the index in Meilisearch; every call returns when Meilisearch has done it. */
@Injectable()
export class MeiliIndexStore implements SearchIndex {
  constructor(
    private readonly client: MeiliClient,
    private readonly i18n: I18nService,
    private readonly labels: ConceptLabels,
  ) {}

  get isConfigured(): boolean {
    return this.client.isConfigured;
  }

  /** Whether there is a whole index. It comes into being only by `rebuild`, so it is never half there. */
  async exists(): Promise<boolean> {
    const live = this.client.index;
    return (await this.client.call((client) => client.getRawIndex(live))) !== undefined;
  }

  /** Throws MeiliTaskError where Meilisearch does not take the documents. */
  async put(documents: readonly SearchDocument[]): Promise<void> {
    for (const task of await this.add(this.client.index, documents)) await this.client.finish(task);
  }

  async remove(recordIds: readonly string[]): Promise<void> {
    if (recordIds.length === 0) return;
    const live = this.client.index;
    await this.client.run((client) => client.index(live).deleteDocuments([...recordIds]));
  }

  /** Ids of all records that the index holds. Throws EngineUnavailableError where there is no index. */
  async recordIds(): Promise<Set<string>> {
    const all = new Set<string>();
    for (let offset = 0; ; offset += PAGE) {
      const page = await this.fetch<{ id: string }>({ fields: ['id'], limit: PAGE, offset });
      for (const { id } of page) all.add(id);
      if (page.length < PAGE) return all;
    }
  }

  /** Those of the documents that the index does not hold word for word. */
  async differing(documents: readonly SearchDocument[]): Promise<SearchDocument[]> {
    if (documents.length === 0) return [];
    const ids = documents.map(({ recordId }) => recordId);
    const held = new Map(
      (await this.fetch<{ id: string }>({ ids, limit: ids.length })).map((found) => [found.id, found]),
    );
    return documents.filter(
      (document) =>
        !isDeepStrictEqual(held.get(document.recordId), meiliDocument(document, this.i18n.tags, this.labels)),
    );
  }

  /**
   * Builds the index anew beside the present one, which answers meanwhile, and puts it in its place. Two at once build
   * one each, and the later one stays.
   */
  async rebuild(
    fill: (put: (documents: readonly SearchDocument[]) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const live = this.client.index;
    await this.removeLeftovers();
    const side = `${sideIndexPrefix(live)}${randomBytes(4).toString('hex')}`;
    await this.client.run((client) => client.createIndex(side, { primaryKey: 'id' }));
    try {
      await this.client.run((client) => client.index(side).updateSettings(SETTINGS));
      // Meilisearch does tasks that wait together in one go, which is quicker than one after the other.
      const tasks: number[] = [];
      await fill(async (documents) => {
        tasks.push(...(await this.add(side, documents)));
        for (const task of tasks.splice(0, Math.max(0, tasks.length - MOST_WAITING)))
          await this.client.finish(task);
      });
      for (const task of tasks) await this.client.finish(task);
      const rename = !(await this.exists());
      await this.client.run((client) => client.swapIndexes([{ indexes: [side, live], rename }]));
    } finally {
      // What has been replaced, or was not finished. It may be gone, by the renaming; what stays is removed later.
      await this.client.call((client) => client.deleteIndexIfExists(side)).catch(() => false);
    }
  }

  /** What rebuilds left behind that were killed, however long they may take. */
  private async removeLeftovers(): Promise<void> {
    const indexes = await this.client.call((client) => client.getRawIndexes({ limit: MOST_INDEXES }));
    const yesterday = Date.now() - LONGEST_REBUILD_MS;
    for (const { uid, createdAt } of indexes?.results ?? []) {
      if (!uid.startsWith(sideIndexPrefix(this.client.index)) || Date.parse(createdAt) > yesterday) continue;
      await this.client.call((client) => client.deleteIndexIfExists(uid));
    }
  }

  private async fetch<T extends { id: string }>(asked: DocumentsQuery<T>): Promise<T[]> {
    const live = this.client.index;
    const page = await this.client.call((client) => client.index<T>(live).getDocuments(asked));
    if (!page) throw new EngineUnavailableError('there is no index');
    return page.results;
  }

  /** Line by line, so that a request holds as many documents as fit into it. Returns the tasks that do it. */
  private async add(index: string, documents: readonly SearchDocument[]): Promise<number[]> {
    const tasks: number[] = [];
    let lines: string[] = [];
    let size = 0;
    const flush = async (): Promise<void> => {
      if (lines.length === 0) return;
      const request = lines.join('\n');
      lines = [];
      size = 0;
      tasks.push(
        await this.client.start((client) =>
          client.index(index).addDocumentsFromString(request, 'application/x-ndjson'),
        ),
      );
    };
    for (const document of documents) {
      const line = JSON.stringify(meiliDocument(document, this.i18n.tags, this.labels));
      if (size + line.length > LARGEST_REQUEST) await flush();
      lines.push(line);
      size += line.length;
    }
    await flush();
    return tasks;
  }
}
