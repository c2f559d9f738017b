import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Account } from './account';
import type { Binaries } from './binaries';
import { commandLineOf, isAlive, until } from './processes';

/** What a running server tells in its `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  port: number;
  /** starting, ready, stopping … */
  status: string;
}

/** A larger log of the server's is begun anew at its next start (bytes). */
const LOG_LIMIT = 2_000_000;

/** No system counts processes this high. */
const NO_PROCESS = '2147483647';

/** What stands in the cluster's `postmaster.pid`, whether or not that process lives. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() };
}

/** The server that runs on this cluster now, whoever started it. */
export function runningPostmaster(cluster: string): Postmaster | undefined {
  const postmaster = readPostmaster(cluster);
  return postmaster && isAlive(postmaster.pid) && serves(postmaster.pid, cluster) ? postmaster : undefined;
}

/** Whether a living process is the server of this cluster and not another that got the number of a dead one. */
function serves(pid: number, cluster: string): boolean {
  const words = commandLineOf(pid);
  // Where the system does not tell, PostgreSQL's own check at the start has to do.
  if (!words) return process.platform === 'win32';
  return words.some((word) => word === cluster || word.includes(`-D ${cluster} `));
}

/**
 * PostgreSQL would take a stranger with the number of its dead server for that server, and refuse. The number is
 * replaced rather than the file removed: the rest of the file lets PostgreSQL see whether backends still live.
 */
export function forgetStranger(cluster: string): void {
  const postmaster = readPostmaster(cluster);
  if (!postmaster || !isAlive(postmaster.pid) || serves(postmaster.pid, cluster)) return;
  const path = join(cluster, 'postmaster.pid');
  const [, ...rest] = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, [NO_PROCESS, ...rest].join('\n'));
}

export interface LaunchOptions {
  binaries: Binaries;
  cluster: string;
  account: Account | undefined;
  port: number;
  maxConnections: number;
  /** false: a crash of the machine may damage the data; for tests */
  durable: boolean;
  logFile: string;
}

/** The environment of the server's programs: nothing of ours that could change how they work. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { PATH, SystemRoot, TEMP, LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Starts the server as a child in a process group of its own, so that Ctrl-C reaches it only through us, and waits
 * until it is ready. Throws an Error with the end of its log where it stops before.
 */
export async function launch(options: LaunchOptions): Promise<Postmaster> {
  const { binaries, cluster, account, logFile } = options;
  const log = openLog(logFile);
  const from = statSync(logFile).size;
  let child: ChildProcess;
  try {
    child = spawn(join(binaries.folder, 'bin', 'postgres'), ['-D', cluster, ...settings(options)], {
      cwd: '/',
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log, log],
      env: bareEnvironment(),
      ...(account && { uid: account.uid, gid: account.gid }),
    });
  } finally {
    closeSync(log);
  }
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code, signal) => (failure = `ended with ${signal ?? `code ${code}`}`));
  // The server may outlive us when we are killed, and must not keep us alive when we end.
  child.unref();

  const ready = (): boolean => {
    const postmaster = readPostmaster(cluster);
    return postmaster?.pid === child.pid && postmaster?.status === 'ready';
  };
  const inTime = await until(() => failure !== undefined || ready(), 120_000);
  const postmaster = readPostmaster(cluster);
  if (failure === undefined && inTime && postmaster) return postmaster;
  const said = readFileSync(logFile).subarray(from).toString('utf8').trim().split('\n').slice(-5).join('\n');
  throw new Error(`The embedded PostgreSQL did not start (${failure ?? 'not ready in 120 s'}):\n${said}`);
}

function settings({ port, maxConnections, durable }: LaunchOptions): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: maxConnections,
    shared_buffers: '64MB',
    log_line_prefix: '%m [%p] ',
    // Statements and details hold what people wrote: they do not belong in a log.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function openLog(path: string): number {
  const log = openSync(path, 'a', 0o600);
  if (statSync(path).size > LOG_LIMIT) truncateSync(path);
  return log;
}

/** Ends the server of this cluster, if one runs: open sessions are cut off, everything committed is kept. */
export async function stopPostmaster(cluster: string, binaries?: Binaries): Promise<void> {
  const postmaster = runningPostmaster(cluster);
  if (!postmaster) return;
  const { pid } = postmaster;
  if (process.platform === 'win32') {
    if (binaries) execFileSync(join(binaries.folder, 'bin', 'pg_ctl'), ['stop', '-D', cluster, '-m', 'fast']);
    return;
  }
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw error;
    }
    if (await until(() => !runningPostmaster(cluster) && !works(pid), 20_000)) return;
  }
}

/**
 * Whether a failed start or connection is worth another try: somebody else holds the port or the folder for a moment,
 * or the server is on its way up or down.
 */
export function isPassing(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code) return ['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code);
  return /lock file "postmaster.pid" already exists|shared memory block|Address already in use|server is stopping|Connection terminated|timeout expired/.test(
    message,
  );
}

/** An ended process whose parent has not taken note of it is still there, with an empty command line. */
function works(pid: number): boolean {
  return isAlive(pid) && commandLineOf(pid)?.length !== 0;
}

/** A port of the loopback address that nobody listens on now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
