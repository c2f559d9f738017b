import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import { JobQueue, JobRunner } from '../../../platform/jobs';
import { EngineUnavailableError } from '../failover/engine-unavailable.error';
import { MeiliIndexStore } from '../meilisearch/meili-index.store';
import { MeiliTaskError } from '../meilisearch/meili-task.error';
import { DocumentBuilder } from './document-builder.service';
import { loadPublishedIds } from './published-ids.query';
import { addToBacklog, readBacklog, removeFromBacklog } from './push-backlog.query';

/** Payload: `{recordId?}`. Without a record: whatever waits, and that there is an index at all. */
export const PUSH_JOB = 'search.push';
/** Seconds until the next try while Meilisearch does not answer. */
const WAIT_S = 15;
/** So many records are carried over at once. */
const BATCH = 200;

/**
 * Carries the index over to Meilisearch, where one is configured. What is to be carried over waits in a table of its
 * own, so that a server that does not answer holds up nobody and is told of each record once when it answers again.
 * A record that Meilisearch does not take is left to a job of its own, which is tried again and in the end stays for
 * an operator to see; the others go on.
 */
@Injectable()
export class PushService implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger('Search');
  private isBehind = false;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly builder: DocumentBuilder,
    private readonly store: MeiliIndexStore,
    private readonly queue: JobQueue,
    private readonly runner: JobRunner,
  ) {}

  get isConfigured(): boolean {
    return this.store.isConfigured;
  }

  onModuleInit(): void {
    if (!this.store.isConfigured) return;
    this.runner.register(PUSH_JOB, async ({ recordId }: JsonObject) =>
      this.push(typeof recordId === 'string' ? recordId : null),
    );
  }

  onApplicationBootstrap(): Promise<void> {
    return this.request([]);
  }

  /**
   * Has these records carried over, soon, and the index made where there is none. Does nothing where no Meilisearch is
   * configured.
   */
  async request(recordIds: readonly string[]): Promise<void> {
    if (!this.store.isConfigured) return;
    await this.dataSource.transaction(async (manager) => {
      if (recordIds.length > 0) await addToBacklog(manager, recordIds);
      // One that waits for Meilisearch to come back keeps waiting, whatever is written meanwhile.
      await this.queue.add(manager, PUSH_JOB, {}, { key: PUSH_JOB, queue: PUSH_JOB, keepsRunAt: true });
    });
  }

  /** Builds Meilisearch's index anew, where one is configured. Throws EngineUnavailableError. */
  async rebuild(): Promise<void> {
    if (!this.store.isConfigured) return;
    await this.store.rebuild(async (put) => {
      for await (const ids of loadPublishedIds(this.dataSource.manager)) {
        await put(await this.builder.build(this.dataSource.manager, ids));
      }
    });
    // What changed while it was building went into the index that has been replaced.
    await this.compare();
  }

  /** Compares with the database, word for word, and repairs. Throws EngineUnavailableError. */
  async verify(): Promise<{ repaired: string[]; removed: string[] }> {
    if (!this.store.isConfigured) return { repaired: [], removed: [] };
    if (!(await this.store.exists())) await this.rebuild();
    return this.compare();
  }

  private async compare(): Promise<{ repaired: string[]; removed: string[] }> {
    const repaired: string[] = [];
    const left = await this.store.recordIds();
    for await (const ids of loadPublishedIds(this.dataSource.manager)) {
      const documents = await this.builder.build(this.dataSource.manager, ids);
      for (const { recordId } of documents) left.delete(recordId);
      const wrong = await this.store.differing(documents);
      await this.store.put(wrong);
      repaired.push(...wrong.map(({ recordId }) => recordId));
    }
    const removed = [...left];
    await this.store.remove(removed);
    return { repaired, removed };
  }

  private async push(recordId: string | null): Promise<void> {
    try {
      if (!(await this.store.exists())) await this.rebuild();
      if (recordId === null) await this.carryOverBacklog();
      else await this.carryOver([recordId]);
      if (this.isBehind) this.logger.log('MEILISEARCH has caught up');
      this.isBehind = false;
    } catch (error) {
      if (!(error instanceof EngineUnavailableError)) throw error;
      if (!this.isBehind) this.logger.warn(`MEILISEARCH is behind until it answers: ${error.message}`);
      this.isBehind = true;
      await this.enqueue(recordId, new Date(Date.now() + WAIT_S * 1000));
    }
  }

  private async carryOverBacklog(): Promise<void> {
    for (;;) {
      const waiting = await readBacklog(this.dataSource.manager, BATCH);
      if (waiting.length === 0) return;
      await this.carryOverOrLeave(waiting.map(({ recordId }) => recordId));
      await removeFromBacklog(this.dataSource.manager, waiting);
    }
  }

  /** Halves what Meilisearch does not take together until it is known which records those are. */
  private async carryOverOrLeave(recordIds: readonly string[]): Promise<void> {
    try {
      await this.carryOver(recordIds);
    } catch (error) {
      if (!(error instanceof MeiliTaskError)) throw error;
      const [first = ''] = recordIds;
      if (recordIds.length === 1) {
        this.logger.error(`MEILISEARCH does not take record ${first}: ${error.message}`);
        await this.enqueue(first);
        return;
      }
      const half = Math.ceil(recordIds.length / 2);
      await this.carryOverOrLeave(recordIds.slice(0, half));
      await this.carryOverOrLeave(recordIds.slice(half));
    }
  }

  /** Whatever became of the records: Meilisearch is brought to what the database says now. */
  private async carryOver(recordIds: readonly string[]): Promise<void> {
    const documents = await this.builder.build(this.dataSource.manager, recordIds);
    const found = new Set(documents.map(({ recordId }) => recordId));
    await this.store.put(documents);
    await this.store.remove(recordIds.filter((id) => !found.has(id)));
  }

  /** One after the other, so that an older state never arrives after a newer one. */
  private async enqueue(recordId: string | null, runAt?: Date): Promise<void> {
    await this.queue.add(this.dataSource.manager, PUSH_JOB, recordId === null ? {} : { recordId }, {
      key: recordId === null ? PUSH_JOB : `${PUSH_JOB}:${recordId}`,
      queue: PUSH_JOB,
      ...(runAt ? { runAt } : {}),
    });
  }
}
