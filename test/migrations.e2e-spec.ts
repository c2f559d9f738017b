import { DataSource } from 'typeorm';
import { loadConfig } from '../src/platform/config';
import { dataSourceOptions } from '../src/platform/database';
import { useApplication } from './harness/application';
import { createTestDatabase } from './harness/embedded-database';

const LONG = 240_000;
/** Everything of ours in the database, as PostgreSQL itself would say it. */
const SCHEMA = `
  SELECT 'column' AS kind, table_name || '.' || column_name AS name,
    concat_ws(' ', data_type, udt_name, domain_name, is_nullable, column_default, is_identity, generation_expression) AS is
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migration'
  UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> coalesce(to_regclass('migration'), 0)
  UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes
  WHERE schemaname = 'public' AND tablename <> 'migration'
  UNION ALL SELECT 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)
  FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text NOT LIKE 'graphile_worker.%'
  UNION ALL SELECT 'function', p.oid::regprocedure::text, pg_get_functiondef(p.oid) FROM pg_proc p
  WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  UNION ALL SELECT 'type', t.typname, t.typtype::text || coalesce(' ' || format_type(t.typbasetype, t.typtypmod), '')
    || coalesce((SELECT string_agg(pg_get_constraintdef(c.oid), ' ') FROM pg_constraint c WHERE c.contypid = t.oid), '')
  FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('d', 'e')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
  UNION ALL SELECT 'search configuration', cfgname, '' FROM pg_ts_config WHERE cfgnamespace = 'public'::regnamespace
  ORDER BY 1, 2`;

describe('the way back from every migration', () => {
  const running = useApplication();

  async function withDatabase(
    template: string,
    work: (dataSource: DataSource) => Promise<void>,
  ): Promise<void> {
    const database = await createTestDatabase(template);
    const config = loadConfig({ NODE_ENV: 'test', DATA_DIR: running().dataDir });
    const dataSource = new DataSource(dataSourceOptions(config, database.url));
    try {
      await dataSource.initialize();
      await work(dataSource);
    } finally {
      await dataSource.destroy();
      await database.drop();
    }
  }

  const schemaOf = (dataSource: DataSource): Promise<{ kind: string; name: string }[]> =>
    dataSource.query(SCHEMA) as Promise<{ kind: string; name: string }[]>;

  /** From the last to the first; how many there were. */
  async function undoAll(dataSource: DataSource): Promise<number> {
    let count = 0;
    for (;;) {
      const [left]: [{ count: number }] = await dataSource.query(
        'SELECT count(*)::int AS count FROM migration',
      );
      if (left.count === 0) return count;
      await dataSource.undoLastMigration();
      count += 1;
    }
  }

  let fresh: { kind: string; name: string }[] = [];
  beforeAll(
    () =>
      withDatabase('template1', async (dataSource) => {
        await dataSource.runMigrations();
        fresh = await schemaOf(dataSource);
        expect(fresh.length).toBeGreaterThan(500);
      }),
    LONG,
  );

  it.each([
    ['on an empty database', 'template1'],
    // The search has made tables of its own anew meanwhile, under the same names.
    ['with all that the demo network holds', 'app'],
  ])(
    'leads to nothing, and from there to the same schema, %s',
    (_what, template) =>
      withDatabase(template, async (dataSource) => {
        await dataSource.runMigrations();
        expect(await undoAll(dataSource)).toBe(dataSource.migrations.length);
        expect(await schemaOf(dataSource)).toEqual([]);
        await dataSource.runMigrations();
        expect(await schemaOf(dataSource)).toEqual(fresh);
      }),
    LONG,
  );
});
