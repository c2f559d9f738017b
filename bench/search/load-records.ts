import type { DataSource } from 'typeorm';
import type { CorpusRecord, KnownIds } from './corpus';

const BATCH = 1_000;
/** who made the English texts, as the database wants to know it of every machine's */
const ENGINE = 'recorded';

/** What the database has for records to point at. */
export async function readKnownIds(dataSource: DataSource): Promise<KnownIds> {
  const concepts: { scheme: string; ids: string[] }[] = await dataSource.query(
    'SELECT scheme, array_agg(id ORDER BY id) AS ids FROM concept GROUP BY scheme',
  );
  const records: { kind: string; ids: string[] }[] = await dataSource.query(
    "SELECT kind, array_agg(id::text ORDER BY slug) AS ids FROM record WHERE kind IN ('CITY', 'NETWORK') GROUP BY kind",
  );
  const ofKind = (kind: string): string[] => records.find((row) => row.kind === kind)?.ids ?? [];
  return {
    concepts: new Map(concepts.map(({ scheme, ids }) => [scheme, ids])),
    cities: ofKind('CITY'),
    networks: ofKind('NETWORK'),
  };
}

/**
 * Writes published practices straight into the live tables, as publishing each through a draft would take hours.
 * What is measured begins after it. Returns how many.
 */
export async function loadRecords(dataSource: DataSource, records: Iterable<CorpusRecord>): Promise<number> {
  let loaded = 0;
  let batch: CorpusRecord[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    await insert(dataSource, batch);
    loaded += batch.length;
    batch = [];
  };
  for (const record of records) {
    batch.push(record);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  for (const table of [
    'record',
    'record_text',
    'record_concept',
    'record_city',
    'record_network',
    'practice',
  ]) {
    await dataSource.query(`VACUUM ANALYZE ${table}`);
  }
  return loaded;
}

/** One statement per table, from one list of records as JSON. */
async function insert(dataSource: DataSource, records: readonly CorpusRecord[]): Promise<void> {
  const list = JSON.stringify(records);
  const source = `jsonb_to_recordset($1::jsonb) AS x(id uuid, slug text, "sourceLocale" text, texts jsonb,
    concepts text[], city uuid, network uuid, year text, tier text)`;
  await dataSource.transaction(async (manager) => {
    for (const statement of [
      `INSERT INTO record (id, kind, slug, source_locale, state, audience, start_date, end_date, published_version, published_at)
       SELECT x.id, 'PRACTICE', x.slug, x."sourceLocale", 'PUBLISHED', '{public}', x.year, x.year, 1, now() FROM ${source}`,
      `INSERT INTO record_slug (slug, record_id) SELECT x.slug, x.id FROM ${source}`,
      `INSERT INTO practice (id, tier) SELECT x.id, x.tier FROM ${source}`,
      `INSERT INTO record_city (record_id, city_id, position) SELECT x.id, x.city, 0 FROM ${source}`,
      `INSERT INTO record_network (record_id, network_id, position, accepted_at)
       SELECT x.id, x.network, 0, now() FROM ${source} WHERE x.network IS NOT NULL`,
      `INSERT INTO record_concept (record_id, concept_id, position)
       SELECT x.id, c.concept, c.place FROM ${source}, unnest(x.concepts) WITH ORDINALITY AS c (concept, place)`,
      `INSERT INTO record_text (record_id, field, locale, text, origin, engine, is_source)
       SELECT x.id, t.field, t.locale, t.text,
         CASE WHEN t.locale = x."sourceLocale" THEN 'ORIGINAL' ELSE 'MACHINE' END,
         CASE WHEN t.locale = x."sourceLocale" THEN NULL ELSE '${ENGINE}' END, t.locale = x."sourceLocale"
       FROM ${source}, jsonb_to_recordset(x.texts) AS t(field text, locale text, text text)`,
    ]) {
      await manager.query(statement, [list]);
    }
  });
}

/** What the yardstick took, in milliseconds. */
export interface BareIndexing {
  insert: number;
  /** building a GIN index on it */
  index: number;
}

/**
 * The yardstick of indexing: PostgreSQL's own `to_tsvector` over the same texts, a row per record and language, each by
 * its language's dictionary where PostgreSQL has one.
 */
export async function indexBarely(dataSource: DataSource): Promise<BareIndexing> {
  await dataSource.query('CREATE TABLE bench_bare (record_id uuid, locale text, terms tsvector)');
  let began = performance.now();
  await dataSource.query(
    `INSERT INTO bench_bare
     SELECT t.record_id, t.locale, to_tsvector(coalesce(max(l.postgres_dictionary), 'simple')::regconfig,
       string_agg(t.text, ' ' ORDER BY t.field))
     FROM record_text t JOIN locale l ON l.tag = t.locale GROUP BY t.record_id, t.locale`,
  );
  const insertTime = performance.now() - began;
  began = performance.now();
  await dataSource.query('CREATE INDEX ON bench_bare USING gin (terms)');
  const index = performance.now() - began;
  await dataSource.query('DROP TABLE bench_bare');
  return { insert: insertTime, index };
}
