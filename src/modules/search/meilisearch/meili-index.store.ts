import { Injectable } from '@nestjs/common';
import { I18nService } from '../../../platform/i18n';
import { EngineUnavailableError } from '../failover/engine-unavailable.error';
import type { SearchDocument, SearchIndex } from '../indexing/search-document';
import { MeiliClient } from './meili-client';
import { meiliDocument } from './meili-document';
import { INDEX, SETTINGS, SIDE_INDEX } from './meili-settings';

/** Documents read at once when comparing. */
const PAGE = 5_000;

/** Writes the index in Meilisearch; every call returns when Meilisearch has done it. */
@Injectable()
export class MeiliIndexStore implements SearchIndex {
  constructor(
    private readonly client: MeiliClient,
    private readonly i18n: I18nService,
  ) {}

  get isConfigured(): boolean {
    return this.client.isConfigured;
  }

  /** Whether there is a whole index. It comes into being only by `rebuild`, so it is never half there. */
  async exists(): Promise<boolean> {
    return (await this.client.call((client) => client.getRawIndex(INDEX))) !== undefined;
  }

  async put(documents: readonly SearchDocument[]): Promise<void> {
    await this.add(INDEX, documents);
  }

  async remove(recordIds: readonly string[]): Promise<void> {
    if (recordIds.length === 0) return;
    await this.client.run((client) => client.index(INDEX).deleteDocuments([...recordIds]));
  }

  /** Fingerprints by record id of all that the index holds. */
  async fingerprints(): Promise<Map<string, string>> {
    const all = new Map<string, string>();
    for (let offset = 0; ; offset += PAGE) {
      const page = await this.client.call((client) =>
        client
          .index<{ id: string; fingerprint: string }>(INDEX)
          .getDocuments({ fields: ['id', 'fingerprint'], limit: PAGE, offset }),
      );
      if (!page) throw new EngineUnavailableError('there is no index');
      for (const { id, fingerprint } of page.results) all.set(id, fingerprint);
      if (page.results.length < PAGE) return all;
    }
  }

  /** Builds the index anew beside the present one, which answers meanwhile, and puts it in its place. */
  async rebuild(
    fill: (put: (documents: readonly SearchDocument[]) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    await this.client.call((client) => client.deleteIndexIfExists(SIDE_INDEX));
    await this.client.run((client) => client.createIndex(SIDE_INDEX, { primaryKey: 'id' }));
    await this.client.run((client) => client.index(SIDE_INDEX).updateSettings(SETTINGS));
    await fill((documents) => this.add(SIDE_INDEX, documents));
    const rename = !(await this.exists());
    await this.client.run((client) => client.swapIndexes([{ indexes: [SIDE_INDEX, INDEX], rename }]));
    if (!rename) await this.client.run((client) => client.deleteIndex(SIDE_INDEX));
  }

  private async add(index: string, documents: readonly SearchDocument[]): Promise<void> {
    if (documents.length === 0) return;
    const added = documents.map((document) => meiliDocument(document, this.i18n.tags));
    await this.client.run((client) => client.index(index).addDocuments(added));
  }
}
