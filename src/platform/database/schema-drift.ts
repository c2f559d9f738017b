import type { DataSource } from 'typeorm';

/** What TypeORM would add or take away. Constraints and indexes are left out: they stand in the migrations alone. */
const STRUCTURE =
  /^(CREATE TABLE|DROP TABLE|ALTER TABLE .* (ADD|DROP|RENAME) (COLUMN )?"|ALTER TABLE .* ALTER COLUMN)/;
const CONSTRAINT = /(ADD|DROP) CONSTRAINT/;

/** Statements by which the entities' tables and columns differ from the migrated database; none where they agree. */
export async function schemaDrift(dataSource: DataSource): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries
    .map(({ query }) => query)
    .filter((query) => STRUCTURE.test(query) && !CONSTRAINT.test(query));
}
