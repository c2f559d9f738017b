import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module';
import { type DemoAccount, DemoAccounts, DemoLoader } from './demo';
import { useSignInEdge } from './modules/identity';
import { IndexingService } from './modules/search';
import { VocabularyService } from './modules/vocabulary';
import type { Config } from './platform/config';
import { migrateDatabase } from './platform/database';
import { startEmbeddedPostgres } from './platform/database/embedded';
import { allowLongRequests, useJsonEdge } from './platform/http';
import { JobRunner } from './platform/jobs';
import { SiteLogger } from './platform/logging';

export interface OpenDatabase {
  url: string;
  close(): Promise<void>;
}

/** The database of DATABASE_URL, or the embedded one of DATA_DIR, started where it does not run. */
export async function openDatabase(
  config: Config,
  purpose: 'site' | 'command',
  log: (message: string) => void,
): Promise<OpenDatabase> {
  if (config.DATABASE_URL) return { url: config.DATABASE_URL, close: () => Promise.resolve() };
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, purpose, log });
  return { url: server.url, close: () => server.stop() };
}

/** The application on a migrated database, not yet listening. */
export async function createApplication(config: Config, url: string): Promise<NestExpressApplication> {
  await migrateDatabase(config, url);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(config, url), {
    bodyParser: false,
    logger: new SiteLogger(config.LOG_LEVEL),
    abortOnError: false,
  });
  // Behind a proxy only what the site's own address says is true of the reader's connection.
  if (config.PUBLIC_URL) app.set('trust proxy', 1);
  allowLongRequests(app);
  useJsonEdge(app);
  useSignInEdge(app);
  return app;
}

/**
 * Brings the data that every start needs: locales, vocabulary, search index, and the demo in an empty database. Returns the accounts
 * to try the demo with; there are none in production, and those of a folder that was tried out before are shut out.
 */
export async function prepareData(app: INestApplicationContext, config: Config): Promise<DemoAccount[]> {
  await app.get(VocabularyService, { strict: false }).synchronise();
  await app.get(IndexingService, { strict: false }).bringUpToDate();
  const demoAccounts = app.get(DemoAccounts, { strict: false });
  if (config.isProduction) await demoAccounts.shutOut();
  if (!config.DEMO) return [];
  const loaded = await app.get(DemoLoader, { strict: false }).loadIntoEmpty();
  // The first reader finds everything.
  // Translating takes as long as engines take, and nobody has to wait for it.
  if (loaded) await app.get(JobRunner, { strict: false }).drain((job) => !job.startsWith('translation.'));
  return config.isProduction ? [] : demoAccounts.ensure();
}
