import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const START_MS = 120_000;

export interface Memory {
  /** megabytes resident now */
  now: number;
  /** and the most there ever were */
  peak: number;
}

export interface SiteProcess {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** undefined where the system does not tell */
  memory(): Memory | undefined;
  stop(): Promise<void>;
}

/**
 * Starts the built site as docker-compose.yml does, on loopback, and waits until it answers: a process that answers,
 * whose memory is told, and one that does the jobs.
 */
export async function startSite(
  root: string,
  databaseUrl: string,
  dataDir: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<SiteProcess> {
  const folder = join(root, 'dist', 'src');
  if (!existsSync(join(folder, 'main.js'))) throw new Error('The site is not built: npm run build');
  const port = await freePort();
  const begin = (file: string): ChildProcess =>
    spawn(process.execPath, [join(folder, file)], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        DATABASE_URL: databaseUrl,
        DATA_DIR: dataDir,
        HOST: '127.0.0.1',
        PORT: String(port),
        DEMO: 'false',
        LOG_LEVEL: 'warn',
        WORKER_IN_PROCESS: 'false',
        ...environment,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const api = begin('main.js');
  const url = `http://127.0.0.1:${port}`;
  let worker: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    if (worker) await stopChild(worker);
    await stopChild(api);
  };
  try {
    await untilReady(url, api);
    worker = begin('worker.js');
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, memory: () => memoryOf(api.pid), stop };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The site ended with code ${child.exitCode}`);
    const isReady = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
    }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await pause(200);
  }
  throw new Error('The site did not answer in time');
}

function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

function memoryOf(pid: number | undefined): Memory | undefined {
  const path = `/proc/${pid}/status`;
  if (!existsSync(path)) return undefined;
  const status = readFileSync(path, 'utf8');
  const megabytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024;
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
