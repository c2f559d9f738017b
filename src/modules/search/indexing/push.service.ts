import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import { JobQueue, JobRunner } from '../../../platform/jobs';
import { EngineUnavailableError } from '../failover/engine-unavailable.error';
import { MeiliIndexStore } from '../meilisearch/meili-index.store';
import { fingerprintOf } from '../postgres/encode-document';
import { DocumentBuilder } from './document-builder.service';
import { loadPublishedIds } from './published-ids.query';

/** Payload: `{recordId?, tries}`. Without a record: sees to it that there is an index. */
export const PUSH_JOB = 'search.push';
/** Seconds until the next try while Meilisearch does not answer: doubled each time, never more than the last. */
const FIRST_WAIT_S = 5;
const LONGEST_WAIT_S = 60;

/**
 * Carries the index over to Meilisearch, where one is configured, by jobs of its own: one that does not answer holds
 * up nobody, and has caught up a minute after it answers again. A task that Meilisearch refuses fails its job, which is
 * tried again and in the end stays for an operator to see.
 */
@Injectable()
export class PushService implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger('Search');

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly builder: DocumentBuilder,
    private readonly store: MeiliIndexStore,
    private readonly queue: JobQueue,
    private readonly runner: JobRunner,
  ) {}

  onModuleInit(): void {
    if (!this.store.isConfigured) return;
    this.runner.register(PUSH_JOB, async ({ recordId, tries }: JsonObject) =>
      this.push(typeof recordId === 'string' ? recordId : null, Number(tries ?? 0)),
    );
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.store.isConfigured) await this.enqueue(null, 0);
  }

  /** Has these records carried over, soon. Does nothing where no Meilisearch is configured. */
  async request(recordIds: readonly string[]): Promise<void> {
    if (!this.store.isConfigured) return;
    for (const recordId of recordIds) await this.enqueue(recordId, 0);
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
    await this.verify();
  }

  /** Compares with the database and repairs. Throws EngineUnavailableError. */
  async verify(): Promise<{ repaired: string[]; removed: string[] }> {
    const repaired: string[] = [];
    if (!this.store.isConfigured) return { repaired, removed: [] };
    const left = await this.store.fingerprints();
    for await (const ids of loadPublishedIds(this.dataSource.manager)) {
      const documents = await this.builder.build(this.dataSource.manager, ids);
      const wrong = documents.filter((document) => left.get(document.recordId) !== fingerprintOf(document));
      for (const { recordId } of documents) left.delete(recordId);
      await this.store.put(wrong);
      repaired.push(...wrong.map(({ recordId }) => recordId));
    }
    const removed = [...left.keys()];
    await this.store.remove(removed);
    return { repaired, removed };
  }

  private async push(recordId: string | null, tries: number): Promise<void> {
    try {
      if (!(await this.store.exists())) await this.rebuild();
      else if (recordId !== null) await this.carryOver(recordId);
    } catch (error) {
      if (!(error instanceof EngineUnavailableError)) throw error;
      this.logger.warn(`MEILISEARCH is behind, it will be tried again: ${error.message}`);
      await this.enqueue(recordId, tries + 1);
    }
  }

  private async carryOver(recordId: string): Promise<void> {
    const documents = await this.builder.build(this.dataSource.manager, [recordId]);
    if (documents.length > 0) await this.store.put(documents);
    else await this.store.remove([recordId]);
  }

  /** One after the other, so that an older state never arrives after a newer one. */
  private async enqueue(recordId: string | null, tries: number): Promise<void> {
    const wait = tries === 0 ? 0 : Math.min(FIRST_WAIT_S * 2 ** (tries - 1), LONGEST_WAIT_S);
    await this.queue.add(
      this.dataSource.manager,
      PUSH_JOB,
      { ...(recordId === null ? {} : { recordId }), tries },
      {
        key: `${PUSH_JOB}:${recordId ?? 'index'}`,
        queue: PUSH_JOB,
        ...(wait > 0 ? { runAt: new Date(Date.now() + wait * 1000) } : {}),
      },
    );
  }
}
