import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { type Audience, RecordKind } from '../../../common/records';
import type { KnownParty, KnownRecord } from './context';

interface PartyRow {
  id: string;
  slug: string;
  kind: RecordKind;
  titles: { text: string; locale: Locale }[] | null;
  exonyms: { locale: Locale; name: string; forms?: string[] }[] | null;
  alternativeNames: string[] | null;
  sourceLocale: Locale;
  isProgramme: boolean;
}

/** What the site knows by name: published records that the importing person may see. */
@Injectable()
export class UnderstandingContextQuery {
  /** Cities, organisations and networks with all their names, inflected forms of cities included. */
  async parties(manager: EntityManager, audiences: readonly Audience[]): Promise<KnownParty[]> {
    const rows = await manager.query<PartyRow[]>(
      `SELECT r.id, r.slug, r.kind, r.source_locale AS "sourceLocale",
         (SELECT jsonb_agg(jsonb_build_object('text', t.text, 'locale', t.locale) ORDER BY t.is_source DESC, t.locale)
          FROM record_text t
          WHERE t.record_id = r.id AND t.field = 'title' AND t.state IN ('CURRENT', 'STALE')) AS titles,
         c.exonyms, o.alternative_names AS "alternativeNames",
         coalesce(n.network_kind = 'network-kind/programme', false) AS "isProgramme"
       FROM record r
       LEFT JOIN city c ON c.id = r.id
       LEFT JOIN organisation o ON o.id = r.id
       LEFT JOIN network n ON n.id = r.id
       WHERE r.kind IN ('CITY', 'ORGANISATION', 'NETWORK') AND r.state = 'PUBLISHED' AND r.audience && $1::text[]`,
      [audiences],
    );
    return rows.map(asParty);
  }

  /** Plans, actions and what else a document could be another version of, with their titles in all languages. */
  async records(manager: EntityManager, audiences: readonly Audience[]): Promise<KnownRecord[]> {
    return manager.query<KnownRecord[]>(
      `SELECT r.id, r.slug, r.kind, array_agg(DISTINCT t.text) AS titles,
         r.start_date::text AS start, r.end_date::text AS "end"
       FROM record r JOIN record_text t ON t.record_id = r.id AND t.field = 'title'
       WHERE r.kind IN ('PLAN', 'ACTION', 'EVENT', 'PRACTICE', 'NETWORK') AND r.state = 'PUBLISHED'
         AND r.audience && $1::text[] AND t.state IN ('CURRENT', 'STALE')
       GROUP BY r.id`,
      [audiences],
    );
  }
}

function asParty(row: PartyRow): KnownParty {
  const { id, slug, kind, sourceLocale: locale } = row;
  return {
    id,
    slug,
    kind,
    names: [
      ...(row.titles ?? []).map((title) => ({ ...title, form: false })),
      ...(row.exonyms ?? []).flatMap((exonym) => [
        { text: exonym.name, locale: exonym.locale, form: false },
        ...(exonym.forms ?? []).map((text) => ({ text, locale: exonym.locale, form: true })),
      ]),
      ...(row.alternativeNames ?? []).map((text) => ({ text, locale, form: false })),
    ],
    ...(row.isProgramme ? { isProgramme: true } : {}),
  };
}
