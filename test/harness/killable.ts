import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import type { TestApplication } from './application';

const ROOT = join(__dirname, '..', '..');
const RUN = join(__dirname, 'run-typescript.cjs');
const LOOK_MS = 25;
const LONGEST_MS = 60_000;

/** A process of the site's own on the test's database and folder: `worker.ts`, or `cli.ts` with what it is asked. */
export function startProcess(
  { databaseUrl, dataDir }: TestApplication,
  script: 'worker.ts' | 'cli.ts',
  ...given: readonly string[]
): ChildProcess {
  return spawn(process.execPath, [RUN, join(ROOT, 'src', script), ...given], {
    cwd: ROOT,
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      LOG_LEVEL: 'error',
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      DEMO: 'false',
      TRANSLATION_ENGINES: 'none',
      ADDRESS_KEY: '0f'.repeat(32),
    },
  });
}

/** Ends it at once, as a power cut does, and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Waits until something is so; throws where it does not come to that. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const began = Date.now(); !(await isSo()); await pause(LOOK_MS)) {
    if (Date.now() - began > LONGEST_MS) throw new Error('It did not come to that');
  }
}

/**
 * Holds a table so that whoever writes it next waits. `reached` waits until somebody does; `release` lets go, and does so
 * only after who waited is dead where `kill` came before.
 */
export async function holdTable(
  { databaseUrl }: TestApplication,
  table: string,
): Promise<{ reached(): Promise<void>; release(): Promise<void> }> {
  const holder = await new DataSource({ type: 'postgres', url: databaseUrl, poolSize: 2 }).initialize();
  const runner = holder.createQueryRunner();
  await runner.startTransaction();
  await runner.query(`LOCK TABLE ${table} IN SHARE MODE`);
  return {
    reached: () =>
      until(async () => {
        const waiting: unknown[] = await holder.query(
          'SELECT FROM pg_locks WHERE relation = $1::regclass AND NOT granted',
          [table],
        );
        return waiting.length > 0;
      }),
    release: async () => {
      await runner.rollbackTransaction();
      await runner.release();
      await holder.destroy();
    },
  };
}
