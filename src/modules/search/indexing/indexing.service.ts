import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import { JobQueue, JobRunner } from '../../../platform/jobs';
import { RecordChanges } from '../../records';
import { PostgresIndexStore } from '../postgres/postgres-index.store';
import { DocumentBuilder } from './document-builder.service';
import { loadPublishedIds } from './published-ids.query';
import { PushService } from './push.service';
import type { SearchDocument } from './search-document';

/** Payload: `{recordId}`. Whatever became of the record, the index is brought to what the database says now. */
export const INDEX_JOB = 'search.index';

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
    private readonly pushing: PushService,
    private readonly changes: RecordChanges,
    private readonly queue: JobQueue,
    private readonly runner: JobRunner,
  ) {}

  onModuleInit(): void {
    this.changes.onChange(async (manager, recordIds) => {
      for (const recordId of recordIds) {
        await this.queue.add(manager, INDEX_JOB, { recordId }, { key: `${INDEX_JOB}:${recordId}` });
      }
    });
    this.runner.register(INDEX_JOB, async (payload: JsonObject) =>
      this.reconcile([String(payload['recordId'])]),
    );
  }

  /** Has these records looked at again, soon. */
  async request(recordIds: readonly string[]): Promise<void> {
    for (const recordId of recordIds) {
      await this.queue.add(
        this.dataSource.manager,
        INDEX_JOB,
        { recordId },
        { key: `${INDEX_JOB}:${recordId}` },
      );
    }
  }

  /** Puts the records as they are now into the index, and takes out those that may not be found. */
  async reconcile(recordIds: readonly string[]): Promise<void> {
    const documents = await this.builder.build(this.dataSource.manager, recordIds);
    const found = new Set(documents.map(({ recordId }) => recordId));
    await this.store.put(documents);
    await this.store.remove(recordIds.filter((id) => !found.has(id)));
    await this.pushing.request(recordIds);
  }

  /** Builds the index anew from the database while the present one answers, then swaps. Returns the records in it. */
  async reindexAll(): Promise<number> {
    const began = Date.now();
    let records = 0;
    await this.store.rebuild(
      async (put) => {
        for await (const ids of loadPublishedIds(this.dataSource.manager)) {
          const documents = await this.builder.build(this.dataSource.manager, ids);
          await put(documents);
          records += documents.length;
        }
      },
      (manager, ids) => this.builder.build(manager, ids),
    );
    await this.pushing.rebuild();
    this.logger.log(`${records} records indexed in ${Date.now() - began} ms`);
    return records;
  }

  /** Compares index and database, record by record, and repairs what differs. */
  async verify(): Promise<Verification> {
    const left = new Set(await this.store.recordIds());
    const result: Verification = { records: left.size, repaired: [], removed: [] };
    for await (const ids of loadPublishedIds(this.dataSource.manager)) {
      const documents = await this.builder.build(this.dataSource.manager, ids);
      for (const { recordId } of documents) left.delete(recordId);
      const wrong = await this.differing(documents);
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

  private async differing(documents: readonly SearchDocument[]): Promise<SearchDocument[]> {
    const right = await this.store.unchanged(documents);
    return documents.filter(({ recordId }) => !right.has(recordId));
  }
}
