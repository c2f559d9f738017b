import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  type EmbeddedPostgres,
  removeEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/database/embedded';

/** Where spec files find the run's server: Jest hands its environment on to its workers. */
const SERVER = 'TEST_DATABASE_SERVER';

/** Data folders of test runs are named with the process that made them. */
const FOLDER = /^crosstown-test-(\d+)-/;

export interface TestDatabase {
  /** of an empty-handed copy of the template, nobody else's */
  url: string;
  drop(): Promise<void>;
}

/** Starts the one server of a test run and returns what stops and removes it. */
export async function startTestServer(): Promise<() => Promise<void>> {
  await removeAbandoned();
  const dataDir = mkdtempSync(join(tmpdir(), `crosstown-test-${process.pid}-`));
  // As root, PostgreSQL runs as another account, which has to pass through.
  chmodSync(dataDir, 0o711);
  const server: EmbeddedPostgres = await startEmbeddedPostgres({
    dataDir,
    durable: false,
    maxConnections: 200,
  });
  process.env[SERVER] = server.url;
  return async () => {
    await server.stop();
    await removeEmbeddedPostgres(dataDir);
  };
}

/** A run that was killed leaves its server behind. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const maker = FOLDER.exec(name)?.[1];
    if (!maker || isAlive(Number(maker))) continue;
    const folder = join(tmpdir(), name);
    try {
      await removeEmbeddedPostgres(folder);
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another account's leavings are its own affair.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Makes a template database once a run, whichever spec file asks first; the others wait and share it. `prepare` gets
 * the address of the new database, and must have closed its connections when it returns.
 * @param from a template to begin with, an empty database where left out
 */
export async function createTemplate(
  name: string,
  prepare: (url: string) => Promise<void>,
  from = 'template1',
): Promise<void> {
  await asAdministrator(async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    // Under another name until it is whole, so that a failure leaves nothing that looks ready.
    const draft = `${name}_draft`;
    await client.query(`DROP DATABASE IF EXISTS ${quoted(draft)} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${quoted(draft)} TEMPLATE ${quoted(from)}`);
    await prepare(urlOf(draft));
    await client.query(`ALTER DATABASE ${quoted(draft)} RENAME TO ${quoted(name)}`);
  });
}

/** A database of its own for one spec file, copied from a template that `createTemplate` made. */
export async function createTestDatabase(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdministrator((client) =>
    // Copying files is quicker than writing a log of them, for a database of this size without fsync.
    client.query(`CREATE DATABASE ${quoted(name)} TEMPLATE ${quoted(template)} STRATEGY file_copy`),
  );
  return {
    url: urlOf(name),
    drop: () =>
      asAdministrator((client) => client.query(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`)),
  };
}

/** Address of a database of the run's server. */
function urlOf(database: string): string {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function serverUrl(): string {
  const url = process.env[SERVER];
  if (!url) throw new Error('No test server: only specs named *.e2e-spec.ts and *.browser-spec.ts have one.');
  return url;
}

async function asAdministrator(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
