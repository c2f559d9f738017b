import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { RecordKind } from '../../../common/records';
import { I18nService } from '../../../platform/i18n';
import { KindRegistry } from '../../records';
import { type FieldPatterns, fieldPatterns } from './text-fields';

/** What is wanted of a record: which fields, in which languages. */
export interface Target extends FieldPatterns {
  recordId: string;
  locales: Locale[];
}

/** A text that machines have to translate. */
export interface TextWork {
  field: string;
  from: Locale;
  to: Locale;
  text: string;
}

/** The words that machines never put others in place of: a person's, and sources. */
export const IS_MACHINES = `t.origin = 'MACHINE' AND NOT t.is_source`;
/** SHA-256 as `sourceHash` makes it; stored texts are NFC already. */
export const SQL_HASH = `encode(sha256(convert_to(s.text, 'UTF8')), 'hex')`;

/** Which texts are to be translated. Everything is read from the live tables when it is asked for. */
@Injectable()
export class TranslationTargets {
  constructor(
    private readonly kinds: KindRegistry,
    private readonly i18n: I18nService,
  ) {}

  /**
   * Targets of those of the records that anybody can read. A record goes into all languages that one of its networks
   * has chosen; a network that chose none, and a record in no network, means all.
   */
  async of(manager: EntityManager, recordIds: readonly string[]): Promise<Target[]> {
    if (recordIds.length === 0) return [];
    const rows: { id: string; kind: RecordKind; chosen: (Locale[] | null)[]; everyField: boolean }[] =
      await manager.query(
        `SELECT r.id, r.kind, coalesce(jsonb_agg(n.locales) FILTER (WHERE l.network_id IS NOT NULL), '[]') AS chosen,
           coalesce(bool_or(n.every_field), false) AS "everyField"
         FROM record r
         LEFT JOIN record_network l ON l.record_id = r.id AND l.accepted_at IS NOT NULL
         LEFT JOIN network_translation n ON n.network_id = l.network_id
         WHERE r.id = ANY($1::uuid[]) AND r.state = 'PUBLISHED' AND cardinality(r.audience) > 0
         GROUP BY r.id, r.kind`,
        [recordIds],
      );
    return rows.map(({ id, kind, chosen, everyField }) => ({
      recordId: id,
      locales:
        chosen.length === 0 || chosen.includes(null)
          ? this.i18n.tags
          : this.i18n.tags.filter((tag) => chosen.some((locales) => locales?.includes(tag))),
      ...fieldPatterns(this.kinds.get(kind), everyField),
    }));
  }

  /**
   * Marks what is missing as on its way. `again`: also what was once found to be unavailable. Returns how many texts
   * of these records machines have to translate now.
   */
  async mark(manager: EntityManager, targets: readonly Target[], again: boolean): Promise<number> {
    let count = 0;
    for (const group of groupsOf(targets)) {
      const { always, never, locales } = group.target;
      const rows: { count: number }[] = await manager.query(
        `WITH marked AS (
           INSERT INTO record_text AS t (record_id, field, locale, text, origin, state)
           SELECT s.record_id, s.field, l.tag, '', 'MACHINE', 'PENDING'
           FROM record_text s CROSS JOIN unnest($2::text[]) AS l (tag)
           WHERE s.record_id = ANY($1::uuid[]) AND s.is_source AND l.tag <> s.locale AND s.text <> ''
             AND s.field ~ ANY($3::text[])
           ON CONFLICT (record_id, field, locale) DO UPDATE SET state = 'PENDING', state_reason = NULL
             WHERE t.state = 'UNAVAILABLE' AND t.text = '' AND $5
           RETURNING t.record_id, t.field, t.locale)
         SELECT (SELECT count(*) FROM marked)::int + (
           SELECT count(*) FROM record_text t JOIN record_text s ON s.record_id = t.record_id AND s.field = t.field
           WHERE t.record_id = ANY($1::uuid[]) AND s.is_source AND ${IS_MACHINES}
             AND t.state IN ('PENDING', 'STALE') AND NOT t.field ~ ANY($4::text[]))::int AS count`,
        [group.recordIds, locales, always, never, again],
      );
      count += rows[0]?.count ?? 0;
    }
    return count;
  }

  /** Marks one text as on its way. False where it is there, on its way, a person's, a name, or has no source. */
  async markOne(manager: EntityManager, target: Target, field: string, locale: Locale): Promise<boolean> {
    if (target.never.some((pattern) => new RegExp(pattern, 'u').test(field))) return false;
    const rows: unknown[] = await manager.query(
      `INSERT INTO record_text AS t (record_id, field, locale, text, origin, state)
       SELECT s.record_id, s.field, $3, '', 'MACHINE', 'PENDING' FROM record_text s
       WHERE s.record_id = $1 AND s.field = $2 AND s.is_source AND s.locale <> $3 AND s.text <> ''
       ON CONFLICT (record_id, field, locale) DO UPDATE SET state = 'PENDING', state_reason = NULL
         WHERE t.state = 'UNAVAILABLE' AND t.text = '' AND ${IS_MACHINES}
       RETURNING 1`,
      [target.recordId, field, locale],
    );
    return rows.length > 0;
  }

  /** What machines have to translate of a record now: what is marked, and what went stale. */
  async work(manager: EntityManager, target: Target): Promise<TextWork[]> {
    return manager.query(
      `SELECT s.field, s.locale AS "from", t.locale AS "to", s.text
       FROM record_text t JOIN record_text s ON s.record_id = t.record_id AND s.field = t.field AND s.is_source
       WHERE t.record_id = $1 AND ${IS_MACHINES} AND t.state IN ('PENDING', 'STALE') AND s.text <> ''
         AND NOT t.field ~ ANY($2::text[])
       ORDER BY s.locale, t.locale, s.field`,
      [target.recordId, target.never],
    );
  }
}

/** Records with the same wishes, which one statement can serve. */
function groupsOf(targets: readonly Target[]): { target: Target; recordIds: string[] }[] {
  const groups = new Map<string, { target: Target; recordIds: string[] }>();
  for (const target of targets) {
    const key = JSON.stringify([target.locales, target.always, target.never]);
    const group = groups.get(key) ?? { target, recordIds: [] };
    group.recordIds.push(target.recordId);
    groups.set(key, group);
  }
  return [...groups.values()];
}
