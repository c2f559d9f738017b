import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import { JobQueue, JobRunner } from '../../../platform/jobs';
import { RecordChanges } from '../../records';
import { AwaitedAnswers } from '../awaited/awaited-answers.service';
import { TranslatorRegistry } from '../chain/translator-registry';
import { TranslationMemory } from '../people/translation-memory';
import { RecordTranslationService } from './record-translation.service';
import { type Target, TranslationTargets } from './translation-targets.query';

/** Payload: `{recordId, tries}`. Translates what the record lacks when the job runs. */
export const RECORD_JOB = 'translation.record';
/** Translating never keeps other jobs waiting: one at a time, and after those that are due. */
export const TRANSLATION_QUEUE = 'translation';
export const PRIORITY = { asked: 5, published: 10, bulk: 20 } as const;

const MOST_TRIES = 8;
/** More records than these are marked together. */
const MANY = 25;
const SHORTEST_WAIT = 10_000;
const LONGEST_WAIT = 3_600_000;

/** What follows a change of a record: its translations. */
@Injectable()
export class TranslationJobs implements OnModuleInit {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly changes: RecordChanges,
    private readonly queue: JobQueue,
    private readonly runner: JobRunner,
    private readonly registry: TranslatorRegistry,
    private readonly targets: TranslationTargets,
    private readonly records: RecordTranslationService,
    private readonly memory: TranslationMemory,
    awaited: AwaitedAnswers,
  ) {
    awaited.onGivenUp((manager, recordId) => this.enqueue(manager, recordId, PRIORITY.published));
  }

  onModuleInit(): void {
    this.changes.onChange(async (manager, recordIds, change) => {
      // Our own announcements are for others: following them would never end.
      if (change === 'translation') return;
      await this.memory.learn(manager, recordIds);
      if (this.registry.all().length > 0) await this.request(manager, recordIds);
    });
    this.runner.register(RECORD_JOB, (payload) => this.run(payload));
  }

  /** Marks what these records lack, and has it translated. Joins the given transaction. */
  async request(manager: EntityManager, recordIds: readonly string[]): Promise<void> {
    const targets = await this.targets.of(manager, recordIds);
    if (targets.length > MANY) return this.requestMany(manager, targets);
    for (const target of targets) {
      const wanted = await this.targets.mark(manager, [target], true);
      if (wanted > 0) await this.enqueue(manager, target.recordId, PRIORITY.published);
    }
  }

  /** Has these records' marked and stale texts translated, after all that somebody waits for. */
  async again(manager: EntityManager, recordIds: readonly string[]): Promise<void> {
    await this.queue.addAll(
      manager,
      RECORD_JOB,
      recordIds.map((recordId) => ({ payload: { recordId, tries: 0 }, key: `${RECORD_JOB}:${recordId}` })),
      { queue: TRANSLATION_QUEUE, priority: PRIORITY.bulk },
    );
  }

  /** Marks together and has each looked at: a job that finds nothing to do costs less than asking beforehand. */
  private async requestMany(manager: EntityManager, targets: readonly Target[]): Promise<void> {
    if ((await this.targets.mark(manager, targets, true)) === 0) return;
    await this.again(
      manager,
      targets.map(({ recordId }) => recordId),
    );
  }

  /** Has one text translated that nobody translates unasked. False where there is nothing to be done. */
  async requestOne(recordId: string, field: string, locale: Locale): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      const [target] = await this.targets.of(manager, [recordId]);
      if (!target || !(await this.targets.markOne(manager, target, field, locale))) return false;
      await this.enqueue(manager, recordId, PRIORITY.asked);
      return true;
    });
  }

  private async enqueue(
    manager: EntityManager,
    recordId: string,
    priority: number,
    tries = 0,
    waitMs = 0,
  ): Promise<void> {
    await this.queue.add(
      manager,
      RECORD_JOB,
      { recordId, tries },
      {
        key: `${RECORD_JOB}:${recordId}`,
        queue: TRANSLATION_QUEUE,
        priority,
        ...(waitMs > 0 ? { runAt: new Date(Date.now() + waitMs) } : {}),
      },
    );
  }

  private async run(payload: JsonObject): Promise<void> {
    const recordId = String(payload['recordId']);
    const tries = Number(payload['tries'] ?? 0);
    const { retryAfterMs } = await this.records.translate(recordId, tries >= MOST_TRIES);
    if (retryAfterMs === null) return;
    const wait = Math.min(LONGEST_WAIT, Math.max(SHORTEST_WAIT * 2 ** tries, retryAfterMs));
    await this.enqueue(this.dataSource.manager, recordId, PRIORITY.published, tries + 1, wait);
  }
}
