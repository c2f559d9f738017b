import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import { JobQueue, JobRunner } from '../../../platform/jobs';
import { RecordChanges } from '../../records';
import { ConceptLabels } from '../concept-labels';
import { PostgresIndexStore } from '../postgres/postgres-index.store';
import { DocumentBuilder } from './document-builder.service';
import { loadPublishedIds } from './published-ids.query';
import { PushService } from './push.service';
import type { SearchDocument } from './search-document';

/** Payload: `{recordId}`, or `{recordIds}` of many that changed together. Whatever became of the record, the index is brought to what the database says now. */
export const INDEX_JOB = 'search.index';
/** No payload: builds the index anew. */
export const REBUILD_JOB = 'search.rebuild';

/** So many batches are read while another is being analysed. */
const READ_AHEAD = 1;
/** More records than these share jobs. */
const MANY = 25;
/** So many share one: what it holds fits into memory, and other jobs come in between. */
const SHARED = 100;

export interface Verification {
  /** in the index */
  records: number;
  /** records that were missing in the index, or stood in it otherwise than they should, and are right now */
  repaired: string[];
  /** records that stood in the index though nobody may find them, and are gone */
  removed: string[];
}

/** Keeps the index what the database says. */
@Injectable()
export class IndexingService implements OnModuleInit {
  private readonly logger = new Logger('Search');

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly builder: DocumentBuilder,
    private readonly store: PostgresIndexStore,
    private readonly labels: ConceptLabels,
    private readonly pushing: PushService,
    private readonly changes: RecordChanges,
    private readonly queue: JobQueue,
    private readonly runner: JobRunner,
  ) {}

  onModuleInit(): void {
    this.changes.onChange((manager, recordIds) => this.enqueue(manager, recordIds));
    this.runner.register(INDEX_JOB, async ({ recordId, recordIds }: JsonObject) =>
      this.reconcile(Array.isArray(recordIds) ? recordIds.map(String) : [String(recordId)]),
    );
    this.runner.register(REBUILD_JOB, async () => void (await this.rebuild()));
  }

  /** Has these records looked at again, soon. */
  async request(recordIds: readonly string[]): Promise<void> {
    await this.enqueue(this.dataSource.manager, recordIds);
  }

  /** A job each, which later ones merge with; many at once, as an import brings them, share jobs of their own. */
  private async enqueue(manager: EntityManager, recordIds: readonly string[]): Promise<void> {
    if (recordIds.length <= MANY) {
      const jobs = recordIds.map((recordId) => ({ payload: { recordId }, key: `${INDEX_JOB}:${recordId}` }));
      return this.queue.addAll(manager, INDEX_JOB, jobs);
    }
    const shared = [];
    for (let at = 0; at < recordIds.length; at += SHARED) {
      shared.push({ payload: { recordIds: recordIds.slice(at, at + SHARED) } });
    }
    await this.queue.addAll(manager, INDEX_JOB, shared);
  }

  /**
   * Puts the records as they are now into the index, and takes out those that may not be found. Looks again after
   * writing: of two jobs for one record that run at once, the one that read earlier may write later.
   */
  async reconcile(recordIds: readonly string[]): Promise<void> {
    for (let before: string | undefined; ;) {
      const documents = await this.builder.build(this.dataSource.manager, recordIds);
      const now = JSON.stringify(documents);
      if (now === before) break;
      before = now;
      const found = new Set(documents.map(({ recordId }) => recordId));
      await this.store.put(documents);
      await this.store.remove(recordIds.filter((id) => !found.has(id)));
    }
    await this.pushing.request(recordIds);
    if (await this.store.isWorn()) {
      await this.queue.add(this.dataSource.manager, REBUILD_JOB, {}, { key: REBUILD_JOB });
    }
  }

  /**
   * Builds the index where there is none in the form of this release, and has Meilisearch told of labels that changed.
   * Every start does this before it answers; of several that start at once one builds and the others wait.
   */
  async bringUpToDate(): Promise<void> {
    if (!(await this.store.isPresent())) await this.rebuild(() => this.store.isPresent());
    if (!this.pushing.isConfigured || !(await this.store.noteLabels(this.labels.digest))) return;
    for await (const ids of loadPublishedIds(this.dataSource.manager)) await this.pushing.request(ids);
  }

  /** Builds the index anew from the database while the present one answers, then swaps. Returns the records in it. */
  async reindexAll(): Promise<number> {
    const records = await this.rebuild();
    await this.pushing.rebuild();
    return records;
  }

  private async rebuild(unless?: () => Promise<boolean>): Promise<number> {
    const began = Date.now();
    let records = 0;
    await this.store.rebuild(
      async (put) => {
        const take = async (documents: readonly SearchDocument[]): Promise<void> => {
          records += documents.length;
          if (documents.length > 0) await put(documents);
        };
        const ahead: Promise<SearchDocument[]>[] = [];
        for await (const ids of loadPublishedIds(this.dataSource.manager)) {
          const reading = this.builder.build(this.dataSource.manager, ids);
          // Whoever waits for it throws what it did.
          reading.catch(() => undefined);
          ahead.push(reading);
          if (ahead.length > READ_AHEAD) await take((await ahead.shift()) ?? []);
        }
        for (const reading of ahead) await take(await reading);
      },
      (manager, ids) => this.builder.build(manager, ids),
      unless,
    );
    this.logger.log(`${records} records indexed in ${Date.now() - began} ms`);
    return records;
  }

  /** Compares index and database, record by record, and repairs what differs. */
  async verify(): Promise<Verification> {
    const left = new Set(await this.store.recordIds());
    const perNumber = await this.store.termsPerNumber();
    const result: Verification = { records: left.size, repaired: [], removed: [] };
    for await (const ids of loadPublishedIds(this.dataSource.manager)) {
      const documents = await this.builder.build(this.dataSource.manager, ids);
      for (const { recordId } of documents) left.delete(recordId);
      const wrong = await this.store.differing(documents, perNumber);
      await this.store.replace(wrong);
      result.repaired.push(...wrong.map(({ recordId }) => recordId));
    }
    result.removed = [...left];
    await this.store.remove(result.removed);
    if (result.repaired.length + result.removed.length > 0) await this.store.recount();
    const pushed = await this.pushing.verify();
    return {
      ...result,
      repaired: [...new Set([...result.repaired, ...pushed.repaired])],
      removed: [...new Set([...result.removed, ...pushed.removed])],
    };
  }
}
