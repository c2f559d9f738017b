import { Client } from 'pg';
import { SUPERUSER } from './cluster';
import { setTimeout as pause } from 'node:timers/promises';
import { passwordOf } from './secrets';

/** The site's database, and the role that owns it. */
export const DATABASE = 'crosstown';

/** Keys of advisory locks in the database `postgres`: any fixed numbers, the same in every version. */
const LOCK = { users: 7_301, site: 7_302, setup: 7_303 };

/** A killed holder's lock is free as soon as the server has seen its connection go (milliseconds). */
const PATIENCE = 1_500;

/** Another site's process holds this data folder. */
export class DataDirInUseError extends Error {
  override name = 'DataDirInUseError';
}

export function siteUrl(secret: string, port: number): string {
  return `postgres://${DATABASE}:${passwordOf(secret, DATABASE)}@127.0.0.1:${port}/${DATABASE}`;
}

/**
 * A process's own session with the server, held open as long as it uses it. It shows the process when the server
 * goes away, and shows others that the server is in use: its locks end with the process, however that ends.
 */
export class KeeperSession {
  private ended = false;

  private constructor(
    private readonly client: Client,
    private readonly onLost: () => void,
  ) {
    client.on('error', () => this.lost());
    client.on('end', () => this.lost());
  }

  /** Throws where the server refuses, or while it starts or stops. */
  static async open(secret: string, port: number, label: string, onLost: () => void): Promise<KeeperSession> {
    const client = new Client({
      host: '127.0.0.1',
      port,
      user: SUPERUSER,
      password: passwordOf(secret, SUPERUSER),
      database: 'postgres',
      application_name: label,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    const session = new KeeperSession(client, onLost);
    try {
      await client.connect();
      // Waits while another process is stopping the server, and fails when it has.
      await client.query('SELECT pg_advisory_lock_shared($1)', [LOCK.users]);
      return session;
    } catch (error) {
      session.ended = true;
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  /** Takes the place of the one process that serves this data folder. Throws DataDirInUseError where it is taken. */
  async claimSite(dataDir: string): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (!(await this.flag('SELECT pg_try_advisory_lock($1) AS flag', [LOCK.site]))) {
      if (Date.now() > end) throw new DataDirInUseError(await this.inUse(dataDir));
      await pause(100);
    }
  }

  private async inUse(dataDir: string): Promise<string> {
    const { rows } = await this.client.query<{ name: string }>(
      `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
       WHERE l.locktype = 'advisory' AND l.granted AND l.objid = $1`,
      [LOCK.site],
    );
    const holder = rows[0]?.name ?? 'another process';
    return (
      `Crosstown already runs on ${dataDir} (${holder}). Stop it first; or, to run a second site beside it, give this ` +
      'one a DATA_DIR and a PORT of its own.'
    );
  }

  /** Makes the site's role and database where they are missing. */
  async makeDatabase(secret: string): Promise<void> {
    await this.client.query('SELECT pg_advisory_lock($1)', [LOCK.setup]);
    try {
      if (!(await this.flag('SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS flag', [DATABASE]))) {
        // CREATE ROLE takes no parameters; the password is hexadecimal. CREATEDB is for the tests' databases.
        await this.client.query(
          `CREATE ROLE ${DATABASE} LOGIN CREATEDB NOSUPERUSER PASSWORD '${passwordOf(secret, DATABASE)}'`,
        );
      }
      if (
        !(await this.flag('SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS flag', [DATABASE]))
      ) {
        await this.client.query(`CREATE DATABASE ${DATABASE} OWNER ${DATABASE}`);
      }
    } finally {
      await this.client.query('SELECT pg_advisory_unlock($1)', [LOCK.setup]);
    }
  }

  /** Whether nobody else uses the server; where true, newcomers wait until this session ends. */
  async isLastUser(): Promise<boolean> {
    await this.client.query('SELECT pg_advisory_unlock_shared($1)', [LOCK.users]);
    return this.flag('SELECT pg_try_advisory_lock($1) AS flag', [LOCK.users]);
  }

  async close(): Promise<void> {
    this.ended = true;
    await this.client.end().catch(() => undefined);
  }

  /** From now on, the loss of the connection is expected. */
  expectEnd(): void {
    this.ended = true;
  }

  private lost(): void {
    if (this.ended) return;
    this.ended = true;
    this.onLost();
  }

  private async flag(sql: string, values: unknown[]): Promise<boolean> {
    const { rows } = await this.client.query<{ flag: boolean }>(sql, values);
    return rows[0]?.flag === true;
  }
}
