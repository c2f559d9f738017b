import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { SearchDocument, SearchIndex } from '../indexing/search-document';
import { encodeDocument, fingerprintOf } from './encode-document';

/** Held by whoever writes the index, so that two never count the same term at once and a rebuild swaps in peace. */
const WRITER_LOCK = 781_266;

/** The tables of the index; a rebuild fills others of the same form and puts them in their place. */
const TABLES = ['search_record', 'search_document', 'search_term', 'search_statistics'] as const;
const SIDE = '_next';
/** Records taken out while a rebuild runs, which may have read them before. There only as long as it does. */
const REMOVED = `search_removed${SIDE}`;

/** Writes the index in PostgreSQL: documents, and the counts of terms that go with them. */
@Injectable()
export class PostgresIndexStore implements SearchIndex {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async put(documents: readonly SearchDocument[]): Promise<void> {
    if (documents.length === 0) return;
    await this.write(async (manager) => putInto(manager, documents));
  }

  async remove(recordIds: readonly string[]): Promise<void> {
    if (recordIds.length === 0) return;
    await this.write(async (manager) => {
      await count(manager, recordIds, -1);
      await deleteRows(manager, recordIds);
      const [building]: { is: boolean }[] = await manager.query(
        `SELECT to_regclass('${REMOVED}') IS NOT NULL AS is`,
      );
      if (building?.is) await manager.query(`INSERT INTO ${REMOVED} SELECT unnest($1::uuid[])`, [recordIds]);
    });
  }

  /** Every record that the index holds, with when it was written. */
  async recordIds(): Promise<string[]> {
    const rows: { id: string }[] = await this.dataSource.query(
      'SELECT record_id AS id FROM search_record ORDER BY 1',
    );
    return rows.map(({ id }) => id);
  }

  /** Of these records, those that the index holds exactly as given. */
  async unchanged(documents: readonly SearchDocument[]): Promise<Set<string>> {
    const rows: { id: string }[] = await this.dataSource.query(
      `SELECT r.record_id AS id FROM search_record r
       JOIN unnest($1::uuid[], $2::text[], $3::int[]) AS d (id, fingerprint, rows)
         ON d.id = r.record_id AND d.fingerprint = r.fingerprint
       WHERE d.rows = (SELECT count(*) FROM search_document s WHERE s.record_id = r.record_id)`,
      [
        documents.map(({ recordId }) => recordId),
        documents.map(fingerprintOf),
        documents.map((document) => document.rows.length),
      ],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Writes these documents though the index believes to have them. */
  async replace(documents: readonly SearchDocument[]): Promise<void> {
    const ids = documents.map(({ recordId }) => recordId);
    await this.remove(ids);
    await this.put(documents);
  }

  /** Counts all terms anew, for when rows were changed by other hands than ours. */
  async recount(): Promise<void> {
    await this.write(async (manager) => {
      await manager.query('DELETE FROM search_term');
      await manager.query('DELETE FROM search_statistics');
      await countAll(manager, '');
    });
  }

  /**
   * Builds the index anew beside the present one, which answers meanwhile, and swaps. `fill` hands over all documents
   * in batches; `reload` gives the present documents of records that changed while it was building.
   */
  async rebuild(
    fill: (put: (documents: readonly SearchDocument[]) => Promise<void>) => Promise<void>,
    reload: (manager: EntityManager, recordIds: readonly string[]) => Promise<SearchDocument[]>,
  ): Promise<void> {
    const begun: { now: string }[] = await this.dataSource.query('SELECT clock_timestamp()::text AS now');
    const indexes = await this.dataSource.transaction((manager) => makeSideTables(manager));
    // One batch is written while the next is being read and analysed.
    let written: Promise<void> = Promise.resolve();
    const put = async (documents: readonly SearchDocument[]): Promise<void> => {
      await written;
      written = this.dataSource.transaction((manager) => insertRows(manager, documents, SIDE));
      // Whoever waits for it next throws what it did.
      written.catch(() => undefined);
    };
    await fill(put);
    await written;
    await this.dataSource.transaction((manager) => makeIndexes(manager, indexes));
    await this.write(async (manager) => {
      const changed: { id: string }[] = await manager.query(
        `SELECT record_id AS id FROM search_record WHERE indexed_at >= $1::timestamptz
         UNION SELECT record_id FROM ${REMOVED}`,
        [begun[0]?.now],
      );
      const ids = changed.map(({ id }) => id);
      await deleteRows(manager, ids, SIDE);
      await insertRows(manager, await reload(manager, ids), SIDE);
      await countAll(manager, SIDE);
      await swap(manager);
    });
  }

  private async write(work: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('SET LOCAL statement_timeout = 0');
      await manager.query('SELECT pg_advisory_xact_lock($1)', [WRITER_LOCK]);
      await work(manager);
    });
  }
}

async function putInto(manager: EntityManager, documents: readonly SearchDocument[]): Promise<void> {
  const encoded = documents.map((document) => ({ document, ...encodeDocument(document) }));
  const known: { id: string; fingerprint: string }[] = await manager.query(
    'SELECT record_id AS id, fingerprint FROM search_record WHERE record_id = ANY($1::uuid[])',
    [documents.map(({ recordId }) => recordId)],
  );
  const before = new Map(known.map(({ id, fingerprint }) => [id, fingerprint]));
  const changed = encoded.filter(
    ({ document, fingerprint }) => before.get(document.recordId) !== fingerprint,
  );
  if (changed.length === 0) return;
  const ids = changed.map(({ document }) => document.recordId);
  await count(manager, ids, -1);
  await deleteRows(manager, ids);
  await insertRows(
    manager,
    changed.map(({ document }) => document),
  );
  await count(manager, ids, 1);
}

async function deleteRows(manager: EntityManager, recordIds: readonly string[], suffix = ''): Promise<void> {
  await manager.query(`DELETE FROM search_document${suffix} WHERE record_id = ANY($1::uuid[])`, [recordIds]);
  await manager.query(`DELETE FROM search_record${suffix} WHERE record_id = ANY($1::uuid[])`, [recordIds]);
}

async function insertRows(
  manager: EntityManager,
  documents: readonly SearchDocument[],
  suffix = '',
): Promise<void> {
  if (documents.length === 0) return;
  const records: unknown[] = [];
  const rows: unknown[] = [];
  for (const document of documents) {
    const encoded = encodeDocument(document);
    const { recordId, audience, facets, sourceLocale, titles, sortDate } = document;
    const { terms, fingerprint } = encoded;
    records.push({ recordId, audience, facets, sourceLocale, titles, sortDate, terms, fingerprint });
    encoded.rows.forEach((row, index) => {
      rows.push({ recordId, ...row, additional: document.rows[index]?.additional ?? [] });
    });
  }
  await manager.query(
    `INSERT INTO search_record${suffix}
       (record_id, audience, facets, terms, source_locale, titles, sort_date, fingerprint, indexed_at)
     SELECT x."recordId", x.audience, x.facets, x.terms::tsvector, x."sourceLocale", x.titles, x."sortDate",
       x.fingerprint, clock_timestamp()
     FROM json_to_recordset($1::json) AS x("recordId" uuid, audience text[], facets text[], terms text,
       "sourceLocale" text, titles jsonb, "sortDate" text, fingerprint text)`,
    [JSON.stringify(records)],
  );
  await manager.query(
    `INSERT INTO search_document${suffix} (record_id, locale, terms, lengths, additional)
     SELECT x."recordId", x.locale, x.terms::tsvector, x.lengths, x.additional
     FROM json_to_recordset($1::json) AS x("recordId" uuid, locale text, terms text, lengths integer[],
       additional jsonb)`,
    [JSON.stringify(rows)],
  );
}

/** Adds the terms and lengths of these records' rows to the counts (sign 1), or takes them out (-1). */
async function count(manager: EntityManager, recordIds: readonly string[], sign: 1 | -1): Promise<void> {
  await manager.query(
    `INSERT INTO search_term AS t (term, audience, rows)
     SELECT w.word, a.viewer, $2::int * count(*)::int FROM search_record r JOIN search_document d USING (record_id),
       unnest(r.audience) AS a (viewer), unnest(tsvector_to_array(d.terms)) AS w (word)
     WHERE r.record_id = ANY($1::uuid[]) GROUP BY w.word, a.viewer
     ON CONFLICT (term, audience) DO UPDATE SET rows = t.rows + excluded.rows`,
    [recordIds, sign],
  );
  await manager.query(
    `INSERT INTO search_statistics AS s (audience, rows, title, summary, fields, body)
     SELECT a.viewer, $2::int * count(*), $2::int * sum(lengths[1]), $2::int * sum(lengths[2]),
       $2::int * sum(lengths[3]), $2::int * sum(lengths[4])
     FROM search_record r JOIN search_document d USING (record_id), unnest(r.audience) AS a (viewer)
     WHERE r.record_id = ANY($1::uuid[]) GROUP BY a.viewer
     ON CONFLICT (audience) DO UPDATE SET rows = s.rows + excluded.rows, title = s.title + excluded.title,
       summary = s.summary + excluded.summary, fields = s.fields + excluded.fields, body = s.body + excluded.body`,
    [recordIds, sign],
  );
  if (sign < 0) {
    await manager.query(
      `DELETE FROM search_term WHERE rows <= 0 AND term IN (
         SELECT unnest(tsvector_to_array(terms)) FROM search_record WHERE record_id = ANY($1::uuid[]))`,
      [recordIds],
    );
  }
}

/**
 * Returns the statements that make the indexes of terms. They are built in one go once the tables are full, which is
 * many times quicker than row by row.
 */
async function makeSideTables(manager: EntityManager): Promise<string[]> {
  for (const table of TABLES) {
    await manager.query(`DROP TABLE IF EXISTS ${table}${SIDE}`);
    await manager.query(`CREATE TABLE ${table}${SIDE} (LIKE ${table} INCLUDING ALL)`);
  }
  await manager.query(`DROP TABLE IF EXISTS ${REMOVED}`);
  await manager.query(`CREATE TABLE ${REMOVED} (record_id uuid NOT NULL)`);
  const indexes: { name: string; definition: string }[] = await manager.query(
    `SELECT quote_ident(indexname) AS name, indexdef AS definition FROM pg_indexes
     WHERE schemaname = current_schema() AND tablename = ANY($1::text[]) AND indexdef LIKE '% USING gin %'`,
    [TABLES.map((table) => `${table}${SIDE}`)],
  );
  for (const { name } of indexes) await manager.query(`DROP INDEX ${name}`);
  return indexes.map(({ definition }) => definition);
}

async function makeIndexes(manager: EntityManager, definitions: readonly string[]): Promise<void> {
  await manager.query('SET LOCAL statement_timeout = 0');
  await manager.query("SET LOCAL maintenance_work_mem = '256MB'");
  for (const definition of definitions) await manager.query(definition);
}

/** Counts all terms of the tables in one go, which is much quicker than document by document. */
async function countAll(manager: EntityManager, suffix: string): Promise<void> {
  await manager.query(
    `INSERT INTO search_term${suffix} (term, audience, rows)
     SELECT w.word, a.viewer, count(*) FROM search_record${suffix} r JOIN search_document${suffix} d USING (record_id),
       unnest(r.audience) AS a (viewer), unnest(tsvector_to_array(d.terms)) AS w (word)
     GROUP BY w.word, a.viewer`,
  );
  await manager.query(
    `INSERT INTO search_statistics${suffix} (audience, rows, title, summary, fields, body)
     SELECT a.viewer, count(*), sum(lengths[1]), sum(lengths[2]), sum(lengths[3]), sum(lengths[4])
     FROM search_record${suffix} r JOIN search_document${suffix} d USING (record_id), unnest(r.audience) AS a (viewer)
     GROUP BY a.viewer`,
  );
}

async function swap(manager: EntityManager): Promise<void> {
  for (const table of TABLES) {
    await manager.query(`ANALYZE ${table}${SIDE}`);
    await manager.query(`DROP TABLE ${table}`);
    await manager.query(`ALTER TABLE ${table}${SIDE} RENAME TO ${table}`);
  }
  await manager.query(`DROP TABLE ${REMOVED}`);
}
