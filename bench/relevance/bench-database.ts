import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { loadConfig } from '../../src/platform/config';
import { dataSourceOptions, migrateDatabase } from '../../src/platform/database';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/database/embedded';

export interface BenchDatabase {
  url: string;
  dataSource: DataSource;
  /** stops the server and removes all it wrote */
  remove(): Promise<void>;
}

/**
 * A migrated database of its own in a temporary folder. It is the embedded server with its settings for tests
 * (`durable: false`: what is written need not survive a power cut).
 */
export async function createBenchDatabase(): Promise<BenchDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'crosstown-bench-'));
  const remove = async (): Promise<void> => {
    await removeEmbeddedPostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const server = await startEmbeddedPostgres({ dataDir, durable: false });
    const config = loadConfig({ DATA_DIR: dataDir, READ_TIMEOUT_MS: '600000' });
    await migrateDatabase(config, server.url);
    const dataSource = new DataSource(dataSourceOptions(config, server.url));
    await dataSource.initialize();
    return {
      url: server.url,
      dataSource,
      remove: async () => {
        await dataSource.destroy();
        await server.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
