import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/** First key of the locks that say which workers are alive; the second is a hash of their pool's id. */
const LOCKS = 781270;
/** A worker that has just taken its first job may not have said yet that it is there. */
const GRACE = "interval '5 seconds'";
const RETRY_MS = 1_000;
/** How often, and after how many ms, it is looked whether the end of a job is written. */
const MOST_LOOKS = 500;
const LOOK_MS = 10;

/**
 * Tells other processes which workers are alive, and frees the jobs of those that are not. A killed process leaves its
 * jobs locked, for four hours as graphile-worker sees it; but PostgreSQL drops the locks of its connection at once. So
 * each pool holds a lock by its name for as long as its process has a connection.
 */
export class WorkerPresence {
  /** hand these to graphile-worker */
  readonly events = new EventEmitter();
  private readonly pools = new Set<string>();
  private client: Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private isEnding = false;

  constructor(
    private readonly url: string,
    private readonly warn: (message: string) => void,
  ) {
    // Jobs are locked in the name of the pool that a process's workers are in.
    this.events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
      this.pools.add(workerPool.id);
      void this.announce([workerPool.id]);
    });
  }

  async connect(): Promise<void> {
    const client = new Client({ connectionString: this.url, application_name: 'crosstown-workers' });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    await client.connect();
    this.client = client;
    await this.announce([...this.pools]);
  }

  /** Frees the jobs of workers that are gone, so that others do them. Returns how many workers those were. */
  async freeJobsOfTheDead(): Promise<number> {
    const freed = await this.client?.query<{ worker: string }>(
      `WITH gone AS (
         SELECT DISTINCT locked_by AS worker FROM graphile_worker.jobs
         WHERE locked_by IS NOT NULL AND locked_at < now() - ${GRACE} AND NOT EXISTS (
           SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.classid = ${LOCKS}
             AND l.objid = (hashtext(locked_by)::bigint & 4294967295)::oid
             AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))),
       freed AS (SELECT graphile_worker.force_unlock_workers((SELECT array_agg(worker) FROM gone)))
       SELECT worker FROM gone, freed`,
    );
    const count = freed?.rows.length ?? 0;
    if (count > 0) this.warn(`Jobs of ${count} workers that are gone will be done by others.`);
    return count;
  }

  /** Whether a job of these names could be done now, once the ends of those that these workers did are written. */
  async isAnyDue(names: readonly string[]): Promise<boolean> {
    for (let tries = 0; tries < MOST_LOOKS; tries += 1) {
      const found = await this.client?.query<{ isEnding: boolean; isDue: boolean }>(
        `SELECT EXISTS (SELECT FROM graphile_worker.jobs WHERE locked_by = ANY($2::text[])) AS "isEnding",
           EXISTS (SELECT FROM graphile_worker.jobs j
             WHERE j.locked_at IS NULL AND j.run_at <= now() AND j.attempts < j.max_attempts
               AND j.task_identifier = ANY($1::text[]) AND NOT EXISTS (
                 SELECT FROM graphile_worker.jobs o WHERE o.queue_name = j.queue_name AND o.locked_at IS NOT NULL)
           ) AS "isDue"`,
        [names, [...this.pools]],
      );
      const [state] = found?.rows ?? [];
      if (!state?.isEnding) return state?.isDue ?? false;
      await pause(LOOK_MS);
    }
    return false;
  }

  async end(): Promise<void> {
    this.isEnding = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
    this.client = undefined;
  }

  private async announce(pools: readonly string[]): Promise<void> {
    // Where the connection breaks meanwhile, all are announced again by the next one.
    await this.client
      ?.query(`SELECT pg_advisory_lock(${LOCKS}, hashtext(w)) FROM unnest($1::text[]) AS w`, [pools])
      .catch(() => undefined);
  }

  /** The database was away: the workers say that they are there as soon as it is back. */
  private lost(client: Client): void {
    if (this.isEnding || this.client !== client) return;
    this.client = undefined;
    this.reconnect();
  }

  private reconnect(): void {
    this.retry = setTimeout(() => {
      this.connect().catch(() => {
        if (!this.isEnding) this.reconnect();
      });
    }, RETRY_MS).unref();
  }
}
