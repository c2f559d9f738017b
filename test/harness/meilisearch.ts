import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Meilisearch } from 'meilisearch';

/** A real Meilisearch for tests: a server that runs already, or the program to start one from. */
const { MEILI_URL, MEILI_KEY, MEILI_BINARY } = process.env;
export const HAS_MEILISEARCH = Boolean(MEILI_URL ?? MEILI_BINARY);
export const NO_MEILISEARCH = 'MEILI_URL names no Meilisearch server and MEILI_BINARY no program of one';
export const HAS_MEILISEARCH_PROGRAM = Boolean(MEILI_BINARY);
export const NO_MEILISEARCH_PROGRAM = 'MEILI_BINARY names no program of Meilisearch, to stop and start it';

const START_MS = 30_000;

export interface TestMeilisearch {
  url: string;
  key: string | undefined;
  client: Meilisearch;
  /** for an application with indexes of its own on this server; `url` where it is reached another way */
  environment(url?: string): Record<string, string>;
  /** removes what the application wrote, or the whole server where it was started for this */
  close(): Promise<void>;
}

export interface MeilisearchProgram extends TestMeilisearch {
  /** kills it, as a machine does that runs out of memory */
  kill(): Promise<void>;
  /** starts it again where it listened before; `empty`: it has lost its data */
  restart(empty?: boolean): Promise<void>;
}

/** The server that `MEILI_URL` names, else one of its own from `MEILI_BINARY`. */
export async function openMeilisearch(): Promise<TestMeilisearch> {
  if (!MEILI_URL) return startMeilisearch();
  const access = accessTo(MEILI_URL, MEILI_KEY);
  return {
    ...access,
    close: async () => {
      const { results } = await access.client.getRawIndexes({ limit: 1_000 });
      for (const { uid } of results.filter((index) => index.uid.startsWith(`${access.prefix}-`))) {
        await access.client.deleteIndex(uid).waitTask();
      }
    },
  };
}

/** A server of its own, which may be killed and started again. */
export async function startMeilisearch(): Promise<MeilisearchProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'crosstown-meilisearch-'));
  const port = await freePort();
  const key = randomBytes(16).toString('hex');
  const access = accessTo(`http://127.0.0.1:${port}`, key);
  let child: ChildProcess | undefined;
  const kill = async (): Promise<void> => {
    const running = child;
    child = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      running.once('exit', () => resolve());
      running.kill('SIGKILL');
    });
  };
  const restart = async (empty = false): Promise<void> => {
    if (empty) rmSync(join(folder, 'data'), { recursive: true, force: true });
    child = spawn(
      MEILI_BINARY ?? '',
      ['--db-path', join(folder, 'data'), '--dump-dir', join(folder, 'dumps'), '--no-analytics']
        .concat(['--http-addr', `127.0.0.1:${port}`, '--master-key', key])
        .concat(['--log-level', 'ERROR', '--max-indexing-threads', '1']),
      { cwd: folder, stdio: 'ignore', env: {} },
    );
    const until = Date.now() + START_MS;
    while (!(await access.client.isHealthy())) {
      if (child.exitCode !== null || Date.now() > until) throw new Error('Meilisearch did not start');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await restart();
  return {
    ...access,
    kill,
    restart,
    close: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function accessTo(
  url: string,
  key: string | undefined,
): Pick<TestMeilisearch, 'url' | 'key' | 'client' | 'environment'> & { prefix: string } {
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  return {
    url,
    key,
    prefix,
    client: new Meilisearch({ host: url, ...(key ? { apiKey: key } : {}) }),
    environment: (through = url) => ({
      MEILI_URL: through,
      MEILI_INDEX: prefix,
      // A busy machine's time is nothing that a test should fail of.
      MEILI_DEADLINE_MS: '20000',
      ...(key ? { MEILI_KEY: key } : {}),
    }),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
