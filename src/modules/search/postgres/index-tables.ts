import type { EntityManager } from 'typeorm';
import { type EncodedDocument, wordsOfRows } from './encode-document';
import { lettersOf } from './letters';
import type { SegmentData, WordCounts } from './posting-segment';

/** Behind the names of the tables that a rebuild fills. */
export const SIDE = '_next';
export type Suffix = '' | typeof SIDE;

/** The tables that a rebuild puts in the place of the present ones. */
export const TABLES = ['search_record', 'search_posting', 'search_posting_recent', 'search_word'] as const;

export interface NumberedDocument extends EncodedDocument {
  /** of its first row */
  number: number;
}

/** Gives each document the numbers of its rows, from `first` on. Returns the first number that is left. */
export function numberDocuments(
  documents: readonly EncodedDocument[],
  first: number,
): { numbered: NumberedDocument[]; next: number } {
  let next = first;
  const numbered = documents.map((encoded) => {
    const number = next;
    next += encoded.rows.length;
    return { ...encoded, number };
  });
  return { numbered, next };
}

export async function insertRecords(
  manager: EntityManager,
  documents: readonly NumberedDocument[],
  change: number,
  suffix: Suffix = '',
): Promise<void> {
  if (documents.length === 0) return;
  const records = documents.map(({ document, rows, number, fingerprint }) => ({
    id: document.recordId,
    number,
    audience: document.audience,
    facets: document.facets,
    locales: rows.map(({ locale }) => locale),
    lengths: rows.flatMap(({ lengths }) => lengths),
    words: wordsOfRows(rows),
    source: document.sourceLocale,
    titles: document.titles,
    date: document.sortDate,
    additional: document.rows.flatMap(({ locale, additional }) =>
      additional.map(({ field, text }) => ({ locale, field, text })),
    ),
    fingerprint,
  }));
  await manager.query(
    `INSERT INTO search_record${suffix} (record_id, number, change, audience, facets, locales, lengths, words,
       source_locale, titles, sort_date, additional, fingerprint)
     SELECT x.id, x.number, $2::bigint, x.audience, x.facets, x.locales, x.lengths, x.words, x.source, x.titles,
       x.date, x.additional, x.fingerprint
     FROM json_to_recordset($1::json) AS x(id uuid, number integer, audience text[], facets text[], locales text[],
       lengths integer[], words text, source text, titles jsonb, date text, additional jsonb, fingerprint text)`,
    [JSON.stringify(records), change],
  );
}

/** @param segment number of the segment's first row */
export async function insertSegment(
  manager: EntityManager,
  table: 'search_posting_next' | 'search_posting_recent' | 'search_posting_recent_next',
  segment: number,
  { terms, bytes, starts, sizes }: SegmentData,
): Promise<void> {
  if (terms.length === 0) return;
  await manager.query(
    `INSERT INTO ${table} (term, segment, rows)
     SELECT t.term, $1::integer, substr($2::bytea, t.start, t.size)
     FROM unnest($3::text[], $4::integer[], $5::integer[]) AS t (term, start, size)`,
    [segment, bytes, terms, starts, sizes],
  );
}

/** Writes how many rows more or fewer have each word; a word that no row has any more is forgotten. */
export async function addWordCounts(
  manager: EntityManager,
  counts: WordCounts,
  suffix: Suffix = '',
): Promise<void> {
  for (const { audience, words, rows } of counts.changes()) {
    if (words.length === 0) continue;
    await manager.query(
      `INSERT INTO search_word${suffix} AS w (word, audience, rows, letters)
       SELECT d.word, $1, d.rows, d.letters FROM unnest($2::text[], $3::integer[], $4::integer[]) AS d (word, rows, letters)
       ON CONFLICT (word, audience) DO UPDATE SET rows = w.rows + excluded.rows`,
      [audience, words, rows, words.map(lettersOf)],
    );
    const lost = words.filter((_, index) => (rows[index] ?? 0) < 0);
    if (lost.length === 0) continue;
    await manager.query(
      `DELETE FROM search_word${suffix} WHERE audience = $1 AND word = ANY($2::text[]) AND rows <= 0`,
      [audience, lost],
    );
  }
}

/** Empty tables of the same form beside the present ones. */
export async function makeSideTables(manager: EntityManager): Promise<void> {
  for (const table of TABLES) {
    await manager.query(`DROP TABLE IF EXISTS ${table}${SIDE}`);
    await manager.query(`CREATE TABLE ${table}${SIDE} (LIKE ${table} INCLUDING ALL)`);
  }
}

/** Puts the side tables in the place of the present ones. */
export async function swapTables(manager: EntityManager): Promise<void> {
  for (const table of TABLES) {
    await manager.query(`ANALYZE ${table}${SIDE}`);
    await manager.query(`DROP TABLE ${table}`);
    await manager.query(`ALTER TABLE ${table}${SIDE} RENAME TO ${table}`);
  }
}
