import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import { JobQueue, JobRunner } from '../../../platform/jobs';
import { sourceHash } from '../../records';
import type { ChainOutcome, Continuation } from '../chain/chain.type';
import { EngineCall } from '../chain/engine-call';
import { TranslationChain } from '../chain/translation-chain.service';
import { TranslationStore } from '../jobs/translation-store';
import type { TextWork } from '../jobs/translation-targets.query';
import { type LateAnswer, TranslationInbox } from '../translation-inbox';

/** Payload: `{engine, requestId}`. An answer has come. */
export const RECEIVED_JOB = 'translation.received';
/** Payload: `{engine, requestId}`. By now the answer should have come. */
export const DEADLINE_JOB = 'translation.deadline';
/** How long an answer that nobody awaits yet is kept, and what is over is remembered for repeated call-backs. */
const KEPT = "interval '1 day'";

type Awaited = Extract<ChainOutcome, { kind: 'awaited' }>;

interface AwaitedRow {
  recordId: string;
  field: string;
  locale: Locale;
  sourceHash: string;
  continuation: Continuation;
  answer: string;
}

/** Called when an awaited answer is no use, so that others are asked. */
export type GivenUp = (manager: EntityManager, recordId: string) => Promise<void>;

/** What asynchronous engines took and have not answered yet. Late, repeated and wrong call-backs change nothing. */
@Injectable()
export class AwaitedAnswers implements OnModuleInit {
  private givenUp: GivenUp = () => Promise.resolve();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly inbox: TranslationInbox,
    private readonly queue: JobQueue,
    private readonly runner: JobRunner,
    private readonly chain: TranslationChain,
    private readonly calls: EngineCall,
    private readonly store: TranslationStore,
  ) {}

  onModuleInit(): void {
    this.inbox.onAnswer((engine, requestId, answer) => this.receive(engine, requestId, answer));
    const keys = (payload: JsonObject): [string, string] => [
      String(payload['engine']),
      String(payload['requestId']),
    ];
    this.runner.register(RECEIVED_JOB, async (payload) => this.use(...keys(payload)));
    this.runner.register(DEADLINE_JOB, async (payload) => this.expire(...keys(payload)));
  }

  onGivenUp(givenUp: GivenUp): void {
    this.givenUp = givenUp;
  }

  /** Writes down that an answer is awaited; one that was quicker than this is used at once. */
  async expect(recordId: string, work: TextWork, awaited: Awaited): Promise<void> {
    const { engine, requestId, deadline, continuation } = awaited;
    await this.dataSource.transaction(async (manager) => {
      const rows: { state: string }[] = await manager.query(
        `INSERT INTO translation_awaited AS a
           (engine, request_id, record_id, field, locale, source_hash, continuation, deadline)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (engine, request_id) DO UPDATE SET record_id = excluded.record_id, field = excluded.field,
           locale = excluded.locale, source_hash = excluded.source_hash, continuation = excluded.continuation,
           deadline = excluded.deadline, state = CASE WHEN a.answer IS NULL THEN 'FAILED' ELSE 'ANSWERED' END
         WHERE a.state = 'EARLY'
         RETURNING state`,
        [
          engine,
          requestId,
          recordId,
          work.field,
          work.to,
          sourceHash(work.text),
          JSON.stringify(continuation),
          deadline,
        ],
      );
      const state = rows[0]?.state;
      if (state === 'ANSWERED') await this.add(manager, RECEIVED_JOB, engine, requestId);
      if (state === 'FAILED') await this.givenUp(manager, recordId);
      if (state === 'AWAITED') await this.add(manager, DEADLINE_JOB, engine, requestId, deadline);
    });
  }

  /** Texts of a record that are awaited as they now stand: `field locale hash`. */
  async openFor(manager: EntityManager, recordId: string): Promise<Set<string>> {
    const rows: { key: string }[] = await manager.query(
      `SELECT concat_ws(' ', field, locale, source_hash) AS key FROM translation_awaited
       WHERE record_id = $1 AND state IN ('AWAITED', 'ANSWERED') AND deadline > now()`,
      [recordId],
    );
    return new Set(rows.map(({ key }) => key));
  }

  /** Engines that were asked for a text in vain: they are not asked for it again. */
  async failedFor(manager: EntityManager, recordId: string): Promise<Map<string, string[]>> {
    const rows: { key: string; engines: string[] }[] = await manager.query(
      `SELECT concat_ws(' ', field, locale, source_hash) AS key, array_agg(DISTINCT engine) AS engines
       FROM translation_awaited WHERE record_id = $1 AND state IN ('FAILED', 'EXPIRED') GROUP BY 1`,
      [recordId],
    );
    return new Map(rows.map(({ key, engines }) => [key, engines]));
  }

  /** Takes an answer in. True where it is the first to its request. */
  private async receive(engine: string, requestId: string, answer: LateAnswer): Promise<boolean> {
    const text = answer.kind === 'done' ? (answer.texts[0] ?? '') : null;
    const failure = answer.kind === 'failed' ? answer.failure : text === '' ? 'bad-answer' : null;
    const words = failure === null ? text : null;
    return this.dataSource.transaction(async (manager) => {
      const rows: { recordId: string | null; continuation: Continuation | null }[] = await manager.query(
        `INSERT INTO translation_awaited AS a (engine, request_id, state, answer, failure, deadline)
         VALUES ($1, $2, 'EARLY', $3, $4, now() + ${KEPT})
         ON CONFLICT (engine, request_id) DO UPDATE SET answer = excluded.answer, failure = excluded.failure,
           state = CASE WHEN excluded.failure IS NULL THEN 'ANSWERED' ELSE 'FAILED' END
         WHERE a.state = 'AWAITED' OR (a.state = 'EXPIRED' AND excluded.failure IS NULL)
         RETURNING record_id AS "recordId", continuation`,
        [engine, requestId, words, failure],
      );
      const row = rows[0];
      if (!row) return false;
      if (row.recordId === null) return true;
      if (words !== null) await this.add(manager, RECEIVED_JOB, engine, requestId);
      else await this.givenUp(manager, row.recordId);
      const leg = row.continuation?.path[row.continuation.leg];
      if (failure !== null && leg) this.calls.breaker.failed(engine, leg.from, leg.to, failure, null);
      return true;
    });
  }

  /** Does with an answer what was planned: the remaining legs, the checks, and keeping it. */
  private async use(engine: string, requestId: string): Promise<void> {
    const rows: AwaitedRow[] = await this.dataSource.query(
      `SELECT record_id AS "recordId", field, locale, source_hash AS "sourceHash", continuation, answer
       FROM translation_awaited WHERE engine = $1 AND request_id = $2 AND state = 'ANSWERED'`,
      [engine, requestId],
    );
    const row = rows[0];
    if (!row) return;
    const { recordId, field, locale, continuation, answer } = row;
    const outcome = await this.chain.resume(continuation, answer);
    if (outcome.kind === 'translated') {
      const work = { field, from: continuation.from, to: locale, text: continuation.text };
      const { text: translation, engine: label } = outcome;
      await this.store.save(recordId, [
        { ...work, translation, engine: label, state: 'CURRENT', reason: null },
      ]);
    }
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `UPDATE translation_awaited SET state = $3, answer = NULL, continuation = NULL
         WHERE engine = $1 AND request_id = $2 AND state = 'ANSWERED'`,
        [engine, requestId, outcome.kind === 'translated' ? 'DONE' : 'FAILED'],
      );
      if (outcome.kind !== 'translated') await this.givenUp(manager, recordId);
    });
  }

  private async expire(engine: string, requestId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [rows]: [{ recordId: string; continuation: Continuation }[], number] = await manager.query(
        `UPDATE translation_awaited SET state = 'EXPIRED'
         WHERE engine = $1 AND request_id = $2 AND state = 'AWAITED'
         RETURNING record_id AS "recordId", continuation`,
        [engine, requestId],
      );
      for (const { recordId, continuation } of rows) {
        const leg = continuation.path[continuation.leg];
        if (leg) this.calls.breaker.failed(engine, leg.from, leg.to, 'timeout', null);
        await this.givenUp(manager, recordId);
      }
      await manager.query(
        `DELETE FROM translation_awaited WHERE deadline < now() - ${KEPT} AND state NOT IN ('AWAITED', 'ANSWERED')`,
      );
    });
  }

  private async add(
    manager: EntityManager,
    job: string,
    engine: string,
    requestId: string,
    runAt?: Date,
  ): Promise<void> {
    const key = `${job}:${engine}:${requestId}`;
    await this.queue.add(manager, job, { engine, requestId }, { key, ...(runAt ? { runAt } : {}) });
  }
}
