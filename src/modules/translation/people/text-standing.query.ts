import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { TextOrigin, TextState } from '../../../common/localized-text';
import { sourceHash } from '../../records';
import { SQL_HASH } from '../jobs/translation-targets.query';

export interface TextKey {
  recordId: string;
  field: string;
  locale: Locale;
}

/** One text with its source, as whoever corrects it has to see both. */
export interface TextStanding extends TextKey {
  /** empty where there are no words yet */
  text: string;
  /** null: nothing is stored for this language */
  origin: TextOrigin | null;
  state: TextState | null;
  isSource: boolean;
  sourceText: string;
  sourceLocale: Locale;
  /** the source that the words were made from, where it is another than now and a version still holds it */
  sourceBefore: string | null;
}

export function textKeyOf({ recordId, field, locale }: TextKey): string {
  return `${recordId} ${field} ${locale}`;
}

/** Standings by key. Texts of fields without a source are left out. */
export async function loadStandings(
  manager: EntityManager,
  keys: readonly TextKey[],
): Promise<Map<string, TextStanding>> {
  const rows: TextStanding[] = await manager.query(
    `SELECT s.record_id AS "recordId", s.field, k.locale, coalesce(t.text, '') AS text, t.origin, t.state,
       coalesce(t.is_source, false) AS "isSource", s.text AS "sourceText", s.locale AS "sourceLocale",
       CASE WHEN t.text <> '' AND NOT t.is_source AND t.source_hash <> ${SQL_HASH} THEN (
         SELECT x.text FROM record_version v,
           jsonb_to_recordset(v.content -> 'texts') AS x (field text, text text, "isSource" boolean)
         WHERE v.record_id = s.record_id AND x.field = s.field AND x."isSource"
           AND encode(sha256(convert_to(normalize(x.text, NFC), 'UTF8')), 'hex') = t.source_hash
         ORDER BY v.number DESC LIMIT 1) END AS "sourceBefore"
     FROM unnest($1::uuid[], $2::text[], $3::text[]) AS k (record_id, field, locale)
     JOIN record_text s ON s.record_id = k.record_id AND s.field = k.field AND s.is_source
     LEFT JOIN record_text t ON t.record_id = k.record_id AND t.field = k.field AND t.locale = k.locale`,
    [keys.map(({ recordId }) => recordId), keys.map(({ field }) => field), keys.map(({ locale }) => locale)],
  );
  return new Map(rows.map((row) => [textKeyOf(row), row]));
}

/** Changes whenever the words, whose they are, or their source do: who corrects says which state they saw. */
export function revisionOf({ text, origin, sourceText }: TextStanding): string {
  const seen = [sourceHash(sourceText), text === '' ? '' : origin, text].join('\u0000');
  return createHash('sha256').update(seen).digest('hex').slice(0, 32);
}
