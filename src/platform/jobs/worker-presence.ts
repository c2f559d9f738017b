import { EventEmitter } from 'node:events';
import { Client } from 'pg';

/** First key of the locks that say which workers are alive; the second is a hash of the worker's id. */
const LOCKS = 781270;
/** A worker that has just taken its first job may not have said yet that it is there. */
const GRACE = "interval '5 seconds'";
const RETRY_MS = 1_000;

/**
 * Tells other processes which workers are alive, and frees the jobs of those that are not. A killed process leaves its
 * jobs locked, for four hours as graphile-worker sees it; but PostgreSQL drops the locks of its connection at once. So
 * each worker holds a lock by its name for as long as its process has a connection.
 */
export class WorkerPresence {
  /** hand these to graphile-worker */
  readonly events = new EventEmitter();
  private readonly workers = new Set<string>();
  private client: Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private isEnding = false;

  constructor(
    private readonly url: string,
    private readonly warn: (message: string) => void,
  ) {
    this.events.on('worker:create', ({ worker }: { worker: { workerId: string } }) => {
      this.workers.add(worker.workerId);
      void this.announce([worker.workerId]);
    });
  }

  async connect(): Promise<void> {
    const client = new Client({ connectionString: this.url, application_name: 'crosstown-workers' });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    await client.connect();
    this.client = client;
    await this.announce([...this.workers]);
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

  async end(): Promise<void> {
    this.isEnding = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
    this.client = undefined;
  }

  private async announce(workers: readonly string[]): Promise<void> {
    // Where the connection breaks meanwhile, all are announced again by the next one.
    await this.client
      ?.query(`SELECT pg_advisory_lock(${LOCKS}, hashtext(w)) FROM unnest($1::text[]) AS w`, [workers])
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
