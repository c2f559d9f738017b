import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { phraseInWords } from './encode-document';

/** Of these records, those in whose texts the words stand in this order, next to each other. */
export async function phraseOf(
  manager: EntityManager,
  recordIds: readonly string[],
  words: readonly string[],
): Promise<string[]> {
  if (recordIds.length === 0) return [];
  const rows: { id: string }[] = await manager.query(
    `SELECT record_id AS id FROM search_record
     WHERE record_id = ANY($1::uuid[]) AND strpos(words, $2) > 0`,
    [recordIds, phraseInWords(words)],
  );
  return rows.map(({ id }) => id);
}

/** A page of these records by their titles in a language, each by its own where it has none in that one. */
export async function sortByTitle(
  manager: EntityManager,
  recordIds: readonly string[],
  locale: Locale,
  limit: number,
  offset: number,
): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `SELECT record_id AS id FROM search_record WHERE record_id = ANY($1::uuid[])
     ORDER BY coalesce(titles ->> $2, titles ->> source_locale, '') COLLATE "und-x-icu", record_id
     LIMIT $3 OFFSET $4`,
    [recordIds, locale, limit, offset],
  );
  return rows.map(({ id }) => id);
}
