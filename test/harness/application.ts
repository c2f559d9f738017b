import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource, type EntityManager, type Logger as SqlLogger } from 'typeorm';
import { createApplication, prepareData } from '../../src/bootstrap';
import { type Config, loadConfig } from '../../src/platform/config';
import type { Role } from '../../src/common/viewer';
import { JobRunner } from '../../src/platform/jobs';
import { createTemplate, createTestDatabase } from './embedded-database';
import { type SignedIn, signIn } from './sign-in';

const TEMPLATE = 'app';
/** Boot and the first migration, vocabulary and demo of a run, on a busy machine. */
export const BOOT_TIMEOUT_MS = 240_000;

export interface GraphqlAnswer<T> {
  status: number;
  data: T;
  errors: { message: string; path?: (string | number)[]; extensions: { code: string } }[];
  /** body as it came */
  text: string;
}

export interface TestApplication {
  /** `http://127.0.0.1:<port>` */
  url: string;
  databaseUrl: string;
  /** DATA_DIR of this application */
  dataDir: string;
  dataSource: DataSource;
  app: NestExpressApplication;
  /** Sends one operation; errors are in the answer. */
  send<T>(
    document: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<GraphqlAnswer<T>>;
  /** Like `send`, for operations that must succeed: throws on errors. Returns `data`. */
  query<T>(
    document: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<T>;
  /** Runs one change in a transaction of its own. */
  change<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  /**
   * A new account with that role in a network, city or organisation (its slug; null for an administrator), signed in.
   * `headers` go into `send` and `query`, or into `fetch`, as a browser would send them.
   */
  signIn(role?: Role | null, scopeSlug?: string | null): Promise<SignedIn>;
  drainJobs(): Promise<void>;
  /** SQL statements that ran while `work` did. */
  statementsOf(work: () => Promise<unknown>): Promise<string[]>;
  close(): Promise<void>;
}

/**
 * The whole application on a copy of the demo network, listening on a loopback port.
 * @param environment variables in place of those of the tests' own environment
 */
export async function startApplication(environment: NodeJS.ProcessEnv = {}): Promise<TestApplication> {
  const dataDir = mkdtempSync(join(tmpdir(), 'crosstown-app-'));
  const config = testConfig(dataDir, environment);
  // Every spec file's copy is of this one, so no file's own settings have a part in it.
  await createTemplate(TEMPLATE, (url) => fillTemplate(testConfig(dataDir, {}), url));
  const database = await createTestDatabase(TEMPLATE);
  const app = await createApplication(config, database.url);
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  const dataSource = app.get(DataSource, { strict: false });
  const send = sender(url);
  return {
    url,
    databaseUrl: database.url,
    dataDir,
    dataSource,
    app,
    send,
    query: async <T>(...given: Parameters<typeof send>): Promise<T> => {
      const answer = await send<T>(...given);
      if (answer.errors.length > 0) throw new Error(`The query failed: ${answer.text}`);
      return answer.data;
    },
    change: (work) => dataSource.transaction(work),
    signIn: (role = null, scopeSlug = null) => signIn(app, url, role, scopeSlug),
    drainJobs: () => app.get(JobRunner, { strict: false }).drain(),
    statementsOf: (work) => statementsOf(dataSource, work),
    close: async () => {
      await app.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Starts the application before the tests of a file and stops it after them. */
export function useApplication(environment: NodeJS.ProcessEnv = {}): () => TestApplication {
  let running: TestApplication | undefined;
  beforeAll(async () => {
    running = await startApplication(environment);
  }, BOOT_TIMEOUT_MS);
  afterAll(async () => {
    await running?.close();
    running = undefined;
  });
  return () => {
    if (!running) throw new Error('The application is not running');
    return running;
  };
}

function testConfig(dataDir: string, environment: NodeJS.ProcessEnv): Config {
  const { DATABASE_POOL_SIZE } = process.env;
  return loadConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    DATA_DIR: dataDir,
    WORKER_IN_PROCESS: 'false',
    // Specs of translation bring their engines.
    TRANSLATION_ENGINES: 'none',
    // One key for the template and every copy of it.
    ADDRESS_KEY: '0f'.repeat(32),
    ...(DATABASE_POOL_SIZE ? { DATABASE_POOL_SIZE } : {}),
    ...environment,
  });
}

async function fillTemplate(config: Config, url: string): Promise<void> {
  const app = await createApplication(config, url);
  try {
    await app.init();
    await prepareData(app, config);
    await app.get(JobRunner, { strict: false }).drain();
  } finally {
    await app.close();
  }
}

function sender(url: string): TestApplication['send'] {
  return async <T>(
    document: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<GraphqlAnswer<T>> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: document, variables }),
    });
    const text = await response.text();
    const body = JSON.parse(text) as { data: T; errors?: GraphqlAnswer<T>['errors'] };
    return { status: response.status, data: body.data, errors: body.errors ?? [], text };
  };
}

/** TypeORM tells its logger of every statement, those of plain `query` too. */
async function statementsOf(dataSource: DataSource, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const before = dataSource.logger;
  const counting: SqlLogger = {
    logQuery: (statement) => void statements.push(statement),
    logQueryError: () => undefined,
    logQuerySlow: () => undefined,
    logSchemaBuild: () => undefined,
    logMigration: () => undefined,
    log: () => undefined,
  };
  dataSource.logger = counting;
  try {
    await work();
  } finally {
    dataSource.logger = before;
  }
  return statements;
}
