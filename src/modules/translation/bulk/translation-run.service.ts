import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import { JobQueue, JobRunner } from '../../../platform/jobs';
import { RecordTranslationService } from '../jobs/record-translation.service';
import { PRIORITY, TRANSLATION_QUEUE } from '../jobs/translation-jobs.service';
import { TranslationTargets } from '../jobs/translation-targets.query';

/** Payload: `{runId}`. Does a few records of a run and adds itself again, until none is left or it is stopped. */
export const RUN_JOB = 'translation.run';

export enum RunState {
  RUNNING = 'RUNNING',
  STOPPED = 'STOPPED',
  DONE = 'DONE',
}

export interface TranslationRun {
  id: string;
  /** null: all records */
  networkId: string | null;
  state: RunState;
  /** texts that were missing or stale when it began */
  total: number;
  done: number;
  /** texts for which no engine had a translation */
  unavailable: number;
  /** texts still to do; those that failed for a while and are tried again by themselves count as such */
  left: number;
  /** texts a second while it was at work; null: not known yet */
  rate: number | null;
  /** seconds until it is through at that rate; null: not known, or not running */
  secondsLeft: number | null;
  /** engines ask for patience until then; null: it is at work */
  waitingUntil: Date | null;
  startedAt: Date;
  finishedAt: Date | null;
}

interface RunRow extends Omit<TranslationRun, 'left' | 'rate' | 'secondsLeft'> {
  activeMs: string;
  cursor: string | null;
  waits: number;
}

/** One step takes at most so long, so that a stop is heard and other jobs of the queue get their turn. */
const STEP_MS = 5_000;
const MOST_WAITS = 10;
const LONGEST_WAIT = 300_000;
/** Records whose texts are marked by one statement. */
const MARKED_AT_ONCE = 500;
const UNIQUE_VIOLATION = '23505';

const SELECT = `SELECT id, network_id AS "networkId", state, cursor, total, done, unavailable, waits,
  active_ms AS "activeMs", waiting_until AS "waitingUntil", started_at AS "startedAt", finished_at AS "finishedAt"
  FROM translation_run`;

/** Has everything translated that is missing. Where it stands is in the database, so any process can go on with it. */
@Injectable()
export class TranslationRunService implements OnModuleInit {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly queue: JobQueue,
    private readonly runner: JobRunner,
    private readonly targets: TranslationTargets,
    private readonly records: RecordTranslationService,
  ) {}

  onModuleInit(): void {
    this.runner.register(RUN_JOB, (payload: JsonObject) => this.step(String(payload['runId'])));
  }

  /** The run that is at work, else the latest one of that network, or of all; null: there was none. */
  async latest(networkId: string | null = null): Promise<TranslationRun | null> {
    const rows: RunRow[] = await this.dataSource.query(
      `${SELECT} WHERE network_id IS NOT DISTINCT FROM $1 OR state = 'RUNNING'
       ORDER BY state = 'RUNNING' DESC, started_at DESC LIMIT 1`,
      [networkId],
    );
    return rows[0] ? described(rows[0]) : null;
  }

  /**
   * Goes on with the stopped run of that network, or begins one: marks all that is missing, once more what no engine
   * had, and counts it. Null where another run is at work.
   */
  async start(networkId: string | null): Promise<TranslationRun | null> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        await manager.query("SET LOCAL statement_timeout = '120s'");
        const stopped: RunRow[] = await manager.query(
          `${SELECT} WHERE state = 'STOPPED' AND network_id IS NOT DISTINCT FROM $1
           ORDER BY started_at DESC LIMIT 1 FOR UPDATE`,
          [networkId],
        );
        const run = stopped[0] ?? (await this.begin(manager, networkId));
        const [rows]: [{ id: string }[], number] = await manager.query(
          `UPDATE translation_run SET state = 'RUNNING', waiting_until = NULL, waits = 0 WHERE id = $1 RETURNING id`,
          [run.id],
        );
        await this.enqueue(manager, String(rows[0]?.id), null);
        return described({ ...run, state: RunState.RUNNING, waitingUntil: null });
      });
    } catch (error) {
      if (
        error instanceof QueryFailedError &&
        (error.driverError as { code?: string }).code === UNIQUE_VIOLATION
      ) {
        return null;
      }
      throw error;
    }
  }

  /** Lets the run end after the record that it is at. False where none is at work. */
  async stop(networkId: string | null): Promise<boolean> {
    const [, count]: [unknown[], number] = await this.dataSource.query(
      `UPDATE translation_run SET state = 'STOPPED', waiting_until = NULL
       WHERE state = 'RUNNING' AND network_id IS NOT DISTINCT FROM $1`,
      [networkId],
    );
    return count > 0;
  }

  private async begin(manager: EntityManager, networkId: string | null): Promise<RunRow> {
    let total = 0;
    for (let after: string | null = null; ;) {
      const ids = await this.idsAfter(manager, networkId, after, MARKED_AT_ONCE);
      total += await this.targets.mark(manager, await this.targets.of(manager, ids), true);
      after = ids.at(-1) ?? null;
      if (ids.length < MARKED_AT_ONCE) break;
    }
    const rows: { id: string }[] = await manager.query(
      `INSERT INTO translation_run (network_id, total, state) VALUES ($1, $2, 'STOPPED') RETURNING id`,
      [networkId, total],
    );
    const made: RunRow[] = await manager.query(`${SELECT} WHERE id = $1`, [rows[0]?.id]);
    if (!made[0]) throw new Error('The run was not written');
    return made[0];
  }

  private async idsAfter(
    manager: EntityManager,
    networkId: string | null,
    after: string | null,
    limit: number,
  ): Promise<string[]> {
    const rows: { id: string }[] = await manager.query(
      `SELECT r.id FROM record r WHERE r.state = 'PUBLISHED' AND ($2::uuid IS NULL OR r.id > $2)
         AND ($1::uuid IS NULL OR r.id = $1 OR EXISTS (
           SELECT FROM record_network n WHERE n.record_id = r.id AND n.network_id = $1 AND n.accepted_at IS NOT NULL))
       ORDER BY r.id LIMIT $3`,
      [networkId, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** A few records, from where the run stands. Texts are counted with their keeping, so a crash counts none twice. */
  private async step(runId: string): Promise<void> {
    const { manager } = this.dataSource;
    const began = Date.now();
    const rows: RunRow[] = await manager.query(`${SELECT} WHERE id = $1 AND state = 'RUNNING'`, [runId]);
    const run = rows[0];
    if (!run) return;
    let cursor = run.cursor;
    for (let at = began; Date.now() - began < STEP_MS; at = Date.now()) {
      const [id] = await this.idsAfter(manager, run.networkId, cursor, 1);
      if (id === undefined) return this.finish(runId, at);
      const isLastTry = run.waits >= MOST_WAITS;
      const { retryAfterMs } = await this.records.translate(id, isLastTry, runId);
      if (retryAfterMs !== null) {
        await this.wait(runId, Math.min(LONGEST_WAIT, Math.max(1_000, retryAfterMs)), Date.now() - at);
        return;
      }
      cursor = id;
      run.waits = 0;
      // Also asks whether somebody has stopped it.
      const [, count]: [unknown[], number] = await manager.query(
        `UPDATE translation_run SET cursor = $2, active_ms = active_ms + $3, waits = 0, waiting_until = NULL
         WHERE id = $1 AND state = 'RUNNING'`,
        [runId, cursor, Date.now() - at],
      );
      if (count === 0) return;
    }
    await this.enqueue(manager, runId, null);
  }

  /** Engines ask for patience: the same record again, later. */
  private async wait(runId: string, ms: number, activeMs: number): Promise<void> {
    const until = new Date(Date.now() + ms);
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `UPDATE translation_run SET waiting_until = $2, waits = waits + 1, active_ms = active_ms + $3
         WHERE id = $1 AND state = 'RUNNING'`,
        [runId, until, activeMs],
      );
      await this.enqueue(manager, runId, until);
    });
  }

  private async finish(runId: string, since: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE translation_run SET state = 'DONE', finished_at = now(), waiting_until = NULL, active_ms = active_ms + $2
       WHERE id = $1 AND state = 'RUNNING'`,
      [runId, Date.now() - since],
    );
  }

  private async enqueue(manager: EntityManager, runId: string, runAt: Date | null): Promise<void> {
    await this.queue.add(
      manager,
      RUN_JOB,
      { runId },
      {
        key: `${RUN_JOB}:${runId}`,
        queue: TRANSLATION_QUEUE,
        priority: PRIORITY.bulk,
        ...(runAt ? { runAt } : {}),
      },
    );
  }
}

function described({ activeMs, cursor: _cursor, waits: _waits, ...run }: RunRow): TranslationRun {
  const settled = run.done + run.unavailable;
  const left = Math.max(0, run.total - settled);
  const seconds = Number(activeMs) / 1000;
  const rate = settled > 0 && seconds > 0 ? settled / seconds : null;
  const secondsLeft = rate !== null && run.state === RunState.RUNNING ? Math.ceil(left / rate) : null;
  return { ...run, left, rate, secondsLeft };
}
