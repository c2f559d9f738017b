import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Binaries, installedBinaries, usableBinaries } from './binaries';
import { checkVersion, isCluster, makeCluster, SUPERUSER, takeOwnership } from './cluster';
import { type ClusterHome, findClusterHome } from './cluster-home';
import {
  forgetStranger,
  freePort,
  isPassing,
  launch,
  type Postmaster,
  runningPostmaster,
  stopPostmaster,
} from './postmaster';
import { startOf, until } from './processes';
import { hasSecret, passwordOf, readSecret } from './secrets';
import { KeeperSession, siteUrl } from './sessions';

export interface EmbeddedPostgresOptions {
  /** folder for the database's files; made where it is missing */
  dataDir: string;
  /** one line each, for people */
  log?: (message: string) => void;
  /** `site`: the one process that serves this folder; `command` (left out): may run beside it, as many as wanted */
  purpose?: 'site' | 'command';
  /** false for tests only: faster, and a crash of the machine may damage the data */
  durable?: boolean;
  /** sessions of all processes together, 60 where left out */
  maxConnections?: number;
  /** called once when the server went away and could not be brought back; left out: the process ends with code 1 */
  onLost?: (error: Error) => void;
}

export interface EmbeddedPostgres {
  /** of the database `crosstown`, as its owner; stays the same when the server has to be started again */
  url: string;
  /** false: it was running already, for another process or left by one that was killed */
  startedByUs: boolean;
  /** Leaves the server; the last process that leaves it stops it. */
  stop(): Promise<void>;
}

/** A server that goes away more often than this in a minute is given up. */
const RESTARTS_PER_MINUTE = 5;

/** Tries of one start: a port may be taken, another process may start or stop the server meanwhile. */
const TRIES = 60;

/**
 * Connects to the PostgreSQL of a data folder, starting it where it does not run, and keeps it running: when the
 * server is killed, it is started again on the same port. Throws an Error that says what to do: no binaries for the
 * platform, a folder that cannot be used, a site already running there (DataDirInUseError).
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const installed = await installedBinaries();
  const home = await findClusterHome(options.dataDir, log);
  const secret = await secretOf(home);
  const binaries = await usableBinaries(installed, home.account, home.binaries);
  const server = new EmbeddedServer(options, log, home, binaries, secret);
  await server.open();
  return { url: siteUrl(secret, server.port), startedByUs: server.startedByUs, stop: () => server.stop() };
}

/** Stops whatever server runs on the folder and removes its files, wherever they lie. For tests. */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  const home = await findClusterHome(dataDir, () => undefined);
  await stopPostmaster(home.cluster, await installedBinaries());
  for (const folder of [home.folder, home.dataDir])
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function secretOf(home: ClusterHome): Promise<string> {
  if (isCluster(home.cluster) && !hasSecret(home.dataDir)) {
    throw new Error(
      `The database in ${home.cluster} is there, but ${join(home.dataDir, 'postgres.secret')}, which holds its ` +
        'password, is not. Bring the file back from a copy of the folder.',
    );
  }
  return readSecret(home.dataDir);
}

class EmbeddedServer {
  port = 0;
  startedByUs = false;
  private session: KeeperSession | undefined;
  private stopping = false;
  private restarts: number[] = [];
  private recovery: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: EmbeddedPostgresOptions,
    private readonly log: (message: string) => void,
    private readonly home: ClusterHome,
    private readonly binaries: Binaries,
    private readonly secret: string,
  ) {}

  async open(): Promise<void> {
    let problem: unknown;
    for (let attempt = 0; attempt < TRIES && !this.stopping; attempt += 1) {
      try {
        const postmaster = await this.findOrLaunch();
        if (this.port !== 0 && postmaster.port !== this.port) {
          throw new Error(`The database server came back on another port (${postmaster.port}).`);
        }
        await this.join(postmaster.port);
        this.port = postmaster.port;
        return;
      } catch (error) {
        if (!isPassing(error)) throw error;
        problem = error;
        await pause(250);
      }
    }
    throw problem instanceof Error ? problem : new Error(String(problem));
  }

  private async findOrLaunch(): Promise<Postmaster> {
    const { home, binaries, options } = this;
    const running = runningPostmaster(home.cluster);
    if (running) return this.whenReady(running);

    if (!isCluster(home.cluster)) {
      this.log('Making the database folder');
      await makeCluster(home, binaries, passwordOf(this.secret, SUPERUSER), options.durable ?? true);
    }
    await checkVersion(home.cluster, binaries);
    await takeOwnership(home);
    forgetStranger(home.cluster);
    const postmaster = await launch({
      binaries,
      cluster: home.cluster,
      account: home.account,
      port: this.port || (await freePort()),
      maxConnections: options.maxConnections ?? 60,
      durable: options.durable ?? true,
      logFile: join(home.folder, 'postgres.log'),
    });
    this.startedByUs = true;
    return postmaster;
  }

  private async whenReady({ pid }: Postmaster): Promise<Postmaster> {
    const { cluster } = this.home;
    let found: Postmaster | undefined;
    await until(() => {
      found = runningPostmaster(cluster);
      return found?.pid !== pid || found.status === 'ready';
    }, 120_000);
    if (found?.pid !== pid || found.status !== 'ready') throw new Error('The database server is stopping.');
    this.startedByUs = false;
    return found;
  }

  private async join(port: number): Promise<void> {
    const { purpose = 'command', dataDir } = this.options;
    const label = `Crosstown ${purpose}, process ${process.pid}`;
    const session = await KeeperSession.open(this.secret, port, label, () => {
      this.recovery = this.recover();
    });
    try {
      if (purpose === 'site') {
        await session.claimSite(dataDir);
        // For `npm start`, which says so before it builds; the lock just taken is what counts.
        await writeFile(join(dataDir, 'site.pid'), `${process.pid} ${startOf(process.pid)}`);
      }
      await session.makeDatabase(this.secret);
    } catch (error) {
      await session.close();
      throw error;
    }
    this.session = session;
  }

  private async recover(): Promise<void> {
    if (this.stopping) return;
    this.session = undefined;
    const now = Date.now();
    this.restarts = [...this.restarts.filter((time) => now - time < 60_000), now];
    try {
      if (this.restarts.length > RESTARTS_PER_MINUTE) {
        throw new Error(`The database server went away ${this.restarts.length} times in a minute.`);
      }
      this.log('The database server went away; bringing it back');
      await this.open();
      this.log('The database server is back');
    } catch (error) {
      if (!this.stopping) this.giveUp(error instanceof Error ? error : new Error(String(error)));
    }
  }

  private giveUp(error: Error): void {
    if (this.options.onLost) {
      this.options.onLost(error);
      return;
    }
    this.log(`The database server is gone and does not come back. ${error.message}`);
    process.exit(1);
  }

  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    await this.recovery;
    const { session } = this;
    if (!session) return;
    session.expectEnd();
    if (this.options.purpose === 'site') await rm(join(this.options.dataDir, 'site.pid'), { force: true });
    const last = await session.isLastUser().catch(() => false);
    if (last) await stopPostmaster(this.home.cluster, this.binaries);
    await session.close();
  }
}
