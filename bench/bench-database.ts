import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { type Config, loadConfig } from '../src/platform/config';
import { dataSourceOptions, migrateDatabase } from '../src/platform/database';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../src/platform/database/embedded';

export interface BenchDatabase {
  /** what `loadConfig` read for it; DATA_DIR is the temporary folder */
  config: Config;
  url: string;
  dataSource: DataSource;
  /** stops the server and removes all it wrote */
  remove(): Promise<void>;
}

/**
 * A migrated database of its own in a temporary folder, on the embedded server.
 * @param durable false: with its settings for tests, where what is written need not survive a power cut
 * @param environment further settings of the application
 */
export async function createBenchDatabase(
  durable: boolean,
  environment: Readonly<Record<string, string>> = {},
): Promise<BenchDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'crosstown-bench-'));
  const remove = async (): Promise<void> => {
    await removeEmbeddedPostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    const server = await startEmbeddedPostgres({ dataDir, durable });
    const config = loadConfig({
      DATA_DIR: dataDir,
      READ_TIMEOUT_MS: '600000',
      LOG_LEVEL: 'warn',
      ...environment,
    });
    await migrateDatabase(config, server.url);
    const dataSource = new DataSource(dataSourceOptions(config, server.url));
    await dataSource.initialize();
    return {
      config,
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
