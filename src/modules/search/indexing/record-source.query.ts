import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import type { Audience, RecordKind } from '../../../common/records';
import { labelHolds } from '../../records';

/** A published record with everything of the spine that search keeps. */
export interface RecordSource {
  id: string;
  kind: RecordKind;
  sourceLocale: Locale;
  audience: Audience[];
  start: string | null;
  end: string | null;
  publishedOn: string;
  texts: { field: string; locale: Locale; text: string }[];
  concepts: string[];
  cities: string[];
  networks: string[];
  labels: string[];
}

/** Published records of these ids that anybody may see, in one statement. Networks are those that accepted it. */
export function loadRecordSources(manager: EntityManager, ids: readonly string[]): Promise<RecordSource[]> {
  return manager.query(
    `SELECT r.id, r.kind, r.source_locale AS "sourceLocale", r.audience, r.start_date AS start, r.end_date AS "end",
       to_char(coalesce(r.published_at, r.created_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "publishedOn",
       (SELECT coalesce(json_agg(json_build_object('field', t.field, 'locale', t.locale, 'text', t.text)
           ORDER BY t.field, t.locale), '[]')
         FROM record_text t WHERE t.record_id = r.id AND t.state IN ('CURRENT', 'STALE')) AS texts,
       ARRAY(SELECT concept_id FROM record_concept WHERE record_id = r.id ORDER BY position) AS concepts,
       ARRAY(SELECT city_id::text FROM record_city WHERE record_id = r.id ORDER BY position) AS cities,
       ARRAY(SELECT network_id::text FROM record_network
         WHERE record_id = r.id AND accepted_at IS NOT NULL ORDER BY position) AS networks,
       ARRAY(SELECT DISTINCT concept_id FROM record_label l WHERE record_id = r.id AND ${labelHolds('l')}) AS labels
     FROM record r
     WHERE r.id = ANY($1::uuid[]) AND r.state = 'PUBLISHED' AND cardinality(r.audience) > 0`,
    [ids],
  );
}
