import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { TextOrigin } from '../../../common/localized-text';
import { Role, type Viewer } from '../../../common/viewer';
import { KindRegistry } from '../../records';
import { fieldPatterns } from '../jobs/text-fields';

/** A text that waits for a person. */
export interface QueueItem {
  recordId: string;
  field: string;
  locale: Locale;
  need: 'STALE' | 'UNTRANSLATED';
  /** whose the stale words are; null where there are none */
  origin: TextOrigin | null;
  /** how often the record was opened in this language */
  reads: number;
  /** 0 a person's stale words, 1 a machine's, 2 none */
  rank: number;
}

export interface QueueWish {
  locale: Locale;
  networkId: string | null;
  after: QueuePlace | null;
  first: number;
}

export type QueuePlace = Pick<QueueItem, 'rank' | 'reads' | 'recordId' | 'field'>;

const QUEUE_ROLES: readonly Role[] = [Role.TRANSLATOR, Role.OFFICER, Role.COORDINATOR, Role.KEEPER];

/** What waits to be translated by people: stale texts first, then what is read most and not there. */
@Injectable()
export class TranslationQueueQuery {
  constructor(private readonly kinds: KindRegistry) {}

  async load(manager: EntityManager, viewer: Viewer, wish: QueueWish): Promise<QueueItem[]> {
    const grants = viewer.account?.grants ?? [];
    const isEverywhere = grants.some(({ role }) => role === Role.ADMINISTRATOR);
    const places = grants.filter(({ role }) => QUEUE_ROLES.includes(role)).map(({ scopeId }) => scopeId);
    const kinds = this.kinds.all().map((contributor) => ({
      kind: contributor.kind,
      ...fieldPatterns(contributor, false),
    }));
    return manager.query(
      `WITH known AS (
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS k (kind text, always text[], never text[])),
       readable AS (
         SELECT r.id, known.always, known.never FROM record r JOIN known USING (kind)
         WHERE r.state = 'PUBLISHED' AND r.audience && $2::text[]
           AND ($5::uuid IS NULL OR r.id = $5 OR EXISTS (
             SELECT FROM record_network n WHERE n.record_id = r.id AND n.network_id = $5 AND n.accepted_at IS NOT NULL))
           AND ($4 OR r.id = ANY($3::uuid[]) OR r.owner_id = ANY($3::uuid[])
             OR EXISTS (SELECT FROM record_city c WHERE c.record_id = r.id AND c.city_id = ANY($3::uuid[]))
             OR EXISTS (SELECT FROM record_network n WHERE n.record_id = r.id AND n.network_id = ANY($3::uuid[])
               AND n.accepted_at IS NOT NULL))),
       waiting AS (
         SELECT s.record_id AS "recordId", s.field, $6::text AS locale, t.origin,
           CASE WHEN t.state = 'STALE' THEN 'STALE' ELSE 'UNTRANSLATED' END AS need,
           CASE WHEN coalesce(t.state, '') <> 'STALE' THEN 2 WHEN t.origin = 'MACHINE' THEN 1 ELSE 0 END AS rank,
           coalesce(c.reads, 0)::int AS reads
         FROM readable JOIN record_text s ON s.record_id = readable.id AND s.is_source AND s.locale <> $6 AND s.text <> ''
         LEFT JOIN record_text t ON t.record_id = s.record_id AND t.field = s.field AND t.locale = $6
         LEFT JOIN record_reads c ON c.record_id = s.record_id AND c.locale = $6
         WHERE t.state IN ('STALE', 'PENDING', 'UNAVAILABLE') AND NOT s.field ~ ANY(readable.never)
           OR t.state IS NULL AND s.field ~ ANY(readable.always))
       SELECT "recordId", field, locale, need, CASE WHEN rank < 2 THEN origin END AS origin, rank, reads FROM waiting
       WHERE $7::int IS NULL OR (rank, -reads, "recordId", field) > ($7, -$8::int, $9::uuid, $10::text)
       ORDER BY rank, reads DESC, "recordId", field LIMIT $11`,
      [
        JSON.stringify(kinds),
        viewer.audiences,
        places.filter((id) => id !== null),
        isEverywhere,
        wish.networkId,
        wish.locale,
        wish.after?.rank ?? null,
        wish.after?.reads ?? null,
        wish.after?.recordId ?? null,
        wish.after?.field ?? null,
        wish.first,
      ],
    );
  }
}
