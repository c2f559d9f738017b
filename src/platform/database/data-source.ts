import { join } from 'node:path';
import type { DataSourceOptions } from 'typeorm';
import { type Config, PROJECT_ROOT } from '../config';

/** TypeORM's options for one database address. Migrations are run by hand (`migrateDatabase`), never synchronised. */
export function dataSourceOptions(config: Config, url: string): DataSourceOptions {
  const compiled = __filename.endsWith('.js');
  return {
    type: 'postgres',
    url,
    applicationName: 'crosstown',
    migrations: [
      join(compiled ? join(PROJECT_ROOT, 'dist') : PROJECT_ROOT, 'migrations', compiled ? '*.js' : '*.ts'),
    ],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    poolSize: config.DATABASE_POOL_SIZE,
    extra: {
      connectionTimeoutMillis: 5_000,
      statement_timeout: config.READ_TIMEOUT_MS,
      idle_in_transaction_session_timeout: 60_000,
      // Statements here take milliseconds; compiling one that the planner thinks dear takes a hundred times that. And
      // disks no longer seek: told otherwise, the planner reads whole tables of terms rather than their index.
      options: '-c jit=off -c random_page_cost=1.1',
    },
  };
}
