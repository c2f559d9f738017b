import { randomUUID } from 'node:crypto';
import type { Logger } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { CodedError } from '../../../common/errors';

/** a process that has said nothing for so long is taken for dead */
export const SILENCE_MS = 30_000;

/** Tables of runs: each row is done by one process at a time, which keeps saying that it is alive. */
export type RunTable = 'document_import' | 'table_import';

/** How far a run is; `stage` where the table has stages. */
export interface RunProgress {
  done: number;
  total: number;
  stage?: string;
}

/** A run while this process has it. */
export interface ClaimedRun {
  /** aborted once somebody cancelled the run, or another process took it over */
  signal: AbortSignal;
  /** says at once how far it is; throws where the run is no longer ours */
  say(progress: RunProgress): Promise<void>;
  /** how far it is, to be said within seconds; throws nothing */
  note(progress: RunProgress): void;
  /** inside the transaction that writes what the run found: nobody takes the run over until it ends */
  hold(manager: EntityManager): Promise<void>;
}

/** Thrown where somebody cancelled the run, or another process took it over: there is nothing more to do. */
class NoLongerOurs extends Error {}

/** Runs of one table as the processes that do them claim them, keep them and end them. */
export class ClaimedRuns {
  private readonly stages: { begin: string; say: string };

  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: Logger,
    private readonly table: RunTable,
    private readonly heartbeatMs: number,
    firstStage?: string,
  ) {
    this.stages =
      firstStage === undefined
        ? { begin: '', say: '' }
        : {
            begin: `, stage = '${firstStage}', stage_at = now()`,
            say: `, stage_at = CASE WHEN stage = $5 THEN stage_at ELSE now() END, stage = $5`,
          };
  }

  /** Looks every half minute for runs whose process died. Returns how to stop that. */
  watch(recover: (manager: EntityManager) => Promise<unknown>): () => void {
    const look = (): void => {
      this.dataSource
        .transaction(recover)
        .catch((error: unknown) => this.logger.warn(`Looking for broken imports failed: ${String(error)}`));
    };
    const timer = setInterval(look, SILENCE_MS).unref();
    return () => clearInterval(timer);
  }

  /** Does the work where nobody has the run. What goes wrong ends the run with its reason; nothing is thrown. */
  async claim(id: string, work: (run: ClaimedRun) => Promise<void>): Promise<void> {
    const runId = randomUUID();
    if (!(await this.begin(id, runId))) return;
    const stop = new AbortController();
    let latest: RunProgress | undefined;
    const tell = async (progress: RunProgress | undefined): Promise<void> => {
      if (!(await this.say(id, runId, progress))) stop.abort(new NoLongerOurs());
    };
    const beat = setInterval(() => void tell(latest).catch(() => undefined), this.heartbeatMs);
    const note = (progress: RunProgress): void => void (latest = progress);
    try {
      await work({
        signal: stop.signal,
        note,
        say: async (progress) => {
          note(progress);
          await tell(progress);
          stop.signal.throwIfAborted();
        },
        hold: (manager) => this.hold(manager, id, runId),
      });
    } catch (error) {
      if (!(error instanceof NoLongerOurs)) await this.fail(id, runId, error);
    } finally {
      clearInterval(beat);
    }
  }

  private async begin(id: string, runId: string): Promise<boolean> {
    return this.changes(
      `UPDATE ${this.table} SET state = 'RUNNING', run_id = $2, runs = runs + 1, done = 0, total = 0,
         heartbeat_at = now(), error = NULL${this.stages.begin}
       WHERE id = $1 AND (state = 'QUEUED'
         OR state = 'RUNNING' AND heartbeat_at < now() - make_interval(secs => $3)) RETURNING id`,
      [id, runId, SILENCE_MS / 1_000],
    );
  }

  /** False where the run is no longer ours. */
  private async say(id: string, runId: string, progress: RunProgress | undefined): Promise<boolean> {
    const ours = `WHERE id = $1 AND run_id = $2 AND state = 'RUNNING' RETURNING id`;
    if (!progress) {
      return this.changes(`UPDATE ${this.table} SET heartbeat_at = now() ${ours}`, [id, runId]);
    }
    const { done, total, stage } = progress;
    const given = [id, runId, done, total, ...(this.stages.say === '' ? [] : [stage])];
    return this.changes(
      `UPDATE ${this.table} SET heartbeat_at = now(), done = $3, total = $4${this.stages.say} ${ours}`,
      given,
    );
  }

  private async hold(manager: EntityManager, id: string, runId: string): Promise<void> {
    const held: unknown[] = await manager.query(
      `SELECT FROM ${this.table} WHERE id = $1 AND run_id = $2 AND state = 'RUNNING' FOR UPDATE`,
      [id, runId],
    );
    if (held.length === 0) throw new NoLongerOurs();
  }

  private async fail(id: string, runId: string, error: unknown): Promise<void> {
    const coded =
      error instanceof CodedError
        ? error
        : new CodedError('INTERNAL_SERVER_ERROR', 'error.import.failed', {}, 503);
    const { code, messageKey, parameters } = coded;
    await this.changes(
      `UPDATE ${this.table} SET state = 'FAILED', run_id = NULL, error = $3, finished_at = now()
       WHERE id = $1 AND run_id = $2 AND state = 'RUNNING' RETURNING id`,
      [id, runId, JSON.stringify({ code, messageKey, parameters })],
    );
    if (coded !== error) this.logger.error(`${this.table} ${id} failed: ${nameOf(error)}`);
  }

  private async changes(statement: string, given: unknown[]): Promise<boolean> {
    const [rows] = (await this.dataSource.query(statement, given)) as [unknown[], number];
    return rows.length > 0;
  }
}

/** Runs whose process has been silent, locked so that no other looks at them meanwhile. */
export async function silentRuns(
  manager: EntityManager,
  table: RunTable,
): Promise<{ id: string; runs: number }[]> {
  return manager.query(
    `SELECT id, runs FROM ${table}
     WHERE state = 'RUNNING' AND heartbeat_at < now() - make_interval(secs => $1) FOR UPDATE SKIP LOCKED`,
    [SILENCE_MS / 1_000],
  );
}

/** What went wrong without the words of the document, which an error may quote. */
const nameOf = (error: unknown): string =>
  error instanceof Error ? `${error.name} ${placesOf(error).join(' ')}` : 'unknown';

/** A message of several lines stands in the stack, too; only the places in the code are taken from it. */
const placesOf = ({ stack = '' }: Error): string[] =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 3);
