import { DataSource } from 'typeorm';
import type { Config } from '../config';
import { migrateJobs } from '../jobs/job-schema';
import { dataSourceOptions } from './data-source';

/** Brings a database to the present schema, ours and the job queue's. Safe to call on one that is up to date. */
export async function migrateDatabase(config: Config, url: string): Promise<void> {
  const options = dataSourceOptions(config, url);
  const dataSource = new DataSource({
    ...options,
    // One holds the lock while the other migrates, however small the site's own pool is.
    poolSize: 2,
    extra: { ...options.extra, statement_timeout: 0 },
  } as typeof options);
  await dataSource.initialize();
  try {
    // Two processes that start at once migrate one after the other.
    const runner = dataSource.createQueryRunner();
    await runner.query('SELECT pg_advisory_lock(781264)');
    try {
      await dataSource.runMigrations();
    } finally {
      await runner.query('SELECT pg_advisory_unlock(781264)');
      await runner.release();
    }
  } finally {
    await dataSource.destroy();
  }
  await migrateJobs(url);
}
