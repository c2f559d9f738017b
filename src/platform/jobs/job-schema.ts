import { runMigrations } from 'graphile-worker';

/** Makes or updates the job queue's own schema. */
export async function migrateJobs(url: string): Promise<void> {
  await runMigrations({ connectionString: url });
}
