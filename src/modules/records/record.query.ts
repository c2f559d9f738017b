import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../common/locale';
import type { StoredText } from '../../common/localized-text';
import { type Audience, RecordKind } from '../../common/records';
import type { Viewer } from '../../common/viewer';

/** The shared part of a published record as a viewer may see it. */
export interface SpineRow {
  id: string;
  kind: RecordKind;
  slug: string;
  sourceLocale: Locale;
  ownerId: string | null;
  start: string | null;
  end: string | null;
  sourceUrl: string | null;
  licence: string | null;
  version: number;
  publishedAt: Date;
  updatedAt: Date;
  awaitsConfirmation: boolean;
}

export interface LinkRow {
  recordId: string;
  id: string;
}

/** A record with what lists show beside its texts. */
export interface ListedRow extends SpineRow {
  conceptIds: string[];
  /** cities it happens in, also such as the viewer may not see */
  cityIds: string[];
}

export interface LabelRow extends LinkRow {
  labelId: string;
  issuer: string;
  date: string | null;
  url: string | null;
  criteria: string | null;
  expiresOn: string | null;
}

/** A label holds until the end of the day, month or year that it names; one without an end always. */
export const labelHolds = (alias: string): string =>
  `(${alias}.expires_on IS NULL
    OR ${alias}.expires_on >= left(to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD'), length(${alias}.expires_on)))`;

const SPINE = `r.id, r.kind, r.slug, r.source_locale AS "sourceLocale", r.owner_id AS "ownerId",
  r.start_date AS start, r.end_date AS "end", r.source_url AS "sourceUrl", r.licence,
  r.published_version AS version, r.published_at AS "publishedAt", r.updated_at AS "updatedAt",
  r.awaits_confirmation AS "awaitsConfirmation"`;

/** Only what is published and meant for one of the viewer's audiences. `$n` is the array of audiences. */
const visible = (parameter: number): string =>
  `r.state = 'PUBLISHED' AND r.audience && $${parameter}::text[]`;

/** Reads of the spine. Every one takes the viewer; there is no way to read without. */
@Injectable()
export class RecordQuery {
  async byIds(
    manager: EntityManager,
    viewer: Viewer,
    ids: readonly string[],
  ): Promise<Map<string, SpineRow>> {
    const rows: SpineRow[] = await manager.query(
      `SELECT ${SPINE} FROM record r WHERE r.id = ANY($1::uuid[]) AND ${visible(2)}`,
      [ids, viewer.audiences],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Records with their concepts and cities, and these cities as records of their own, in one statement. */
  async listed(manager: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<ListedRow[]> {
    return manager.query(
      `SELECT ${SPINE},
         ARRAY(SELECT concept_id FROM record_concept c WHERE c.record_id = r.id ORDER BY c.position) AS "conceptIds",
         ARRAY(SELECT city_id FROM record_city c WHERE c.record_id = r.id ORDER BY c.position) AS "cityIds"
       FROM record r
       WHERE r.id = ANY(ARRAY(
           SELECT unnest($1::uuid[]) UNION SELECT city_id FROM record_city WHERE record_id = ANY($1::uuid[])))
         AND ${visible(2)}`,
      [ids, viewer.audiences],
    );
  }

  /** Titles in that language, else in their own, else their slugs. */
  async titles(
    manager: EntityManager,
    viewer: Viewer,
    ids: readonly string[],
    locale: Locale,
  ): Promise<{ id: string; title: string }[]> {
    return manager.query(
      `SELECT r.id, coalesce(shown.text, source.text, r.slug) AS title
       FROM record r
       LEFT JOIN record_text shown ON shown.record_id = r.id AND shown.field = 'title' AND shown.locale = $3
         AND shown.state IN ('CURRENT', 'STALE')
       LEFT JOIN record_text source ON source.record_id = r.id AND source.field = 'title' AND source.is_source
       WHERE r.id = ANY($1::uuid[]) AND ${visible(2)}`,
      [ids, viewer.audiences, locale],
    );
  }

  /** Old slugs resolve to the record that had them. */
  async bySlug(manager: EntityManager, viewer: Viewer, slug: string): Promise<SpineRow | null> {
    const rows: SpineRow[] = await manager.query(
      `SELECT ${SPINE} FROM record r JOIN record_slug s ON s.record_id = r.id WHERE s.slug = $1 AND ${visible(2)}`,
      [slug, viewer.audiences],
    );
    return rows[0] ?? null;
  }

  /** Up to `limit` records of a kind in the order of their slugs, from after one. */
  async ofKind(
    manager: EntityManager,
    viewer: Viewer,
    kind: RecordKind,
    after: string | null,
    limit: number,
  ): Promise<SpineRow[]> {
    return manager.query(
      `SELECT ${SPINE} FROM record r WHERE r.kind = $1 AND ${visible(2)} AND ($3::text IS NULL OR r.slug > $3)
       ORDER BY r.slug LIMIT $4`,
      [kind, viewer.audiences, after, limit],
    );
  }

  async countOfKind(manager: EntityManager, viewer: Viewer, kind: RecordKind): Promise<number> {
    const rows: { count: number }[] = await manager.query(
      `SELECT count(*)::int AS count FROM record r WHERE r.kind = $1 AND ${visible(2)}`,
      [kind, viewer.audiences],
    );
    return rows[0]?.count ?? 0;
  }

  /** Texts of the given fields in the given languages, and always the sources. */
  async texts(
    manager: EntityManager,
    recordIds: readonly string[],
    fields: readonly string[],
    locales: readonly Locale[],
  ): Promise<StoredText[]> {
    return manager.query(
      `SELECT record_id AS "recordId", field, locale, text, origin, state, state_reason AS "stateReason", engine,
         is_source AS "isSource", updated_at AS "updatedAt"
       FROM record_text
       WHERE record_id = ANY($1::uuid[]) AND field = ANY($2::text[]) AND (is_source OR locale = ANY($3::text[]))`,
      [recordIds, fields, locales],
    );
  }

  /** Concepts of each record in their order. */
  async concepts(manager: EntityManager, recordIds: readonly string[]): Promise<LinkRow[]> {
    return manager.query(
      `SELECT record_id AS "recordId", concept_id AS id FROM record_concept WHERE record_id = ANY($1::uuid[])
       ORDER BY record_id, position`,
      [recordIds],
    );
  }

  async labels(manager: EntityManager, recordIds: readonly string[]): Promise<LabelRow[]> {
    return manager.query(
      `SELECT record_id AS "recordId", concept_id AS id, id AS "labelId", issuer, date, url, criteria,
         expires_on AS "expiresOn"
       FROM record_label l WHERE record_id = ANY($1::uuid[]) AND ${labelHolds('l')} ORDER BY record_id, position`,
      [recordIds],
    );
  }

  /** Cities, networks or whom to ask, of each record in order. Records that the viewer may not see are left out. */
  async links(
    manager: EntityManager,
    audiences: readonly Audience[],
    table: 'city' | 'network' | 'ask',
    recordIds: readonly string[],
  ): Promise<LinkRow[]> {
    const accepted = table === 'network' ? 'AND l.accepted_at IS NOT NULL' : '';
    return manager.query(
      `SELECT l.record_id AS "recordId", l.${table}_id AS id FROM record_${table} l
       JOIN record r ON r.id = l.${table}_id
       WHERE l.record_id = ANY($1::uuid[]) AND ${visible(2)} ${accepted} ORDER BY l.record_id, l.position`,
      [recordIds, audiences],
    );
  }
}
