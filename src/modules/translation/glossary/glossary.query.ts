import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import type { Viewer } from '../../../common/viewer';
import type { MemoryUnit } from '../formats/memory-tmx';

/** A term of a network's glossary. */
export interface Term {
  id: string;
  networkId: string;
  /** language of the term */
  locale: Locale;
  term: string;
  /** true: it stands in every language as it is, unless a rendering says otherwise */
  leaveAsIs: boolean;
  renderings: Partial<Record<Locale, string>>;
  /** what it means, by language */
  definitions: Partial<Record<Locale, string>>;
}

const SELECT = `SELECT g.id, g.network_id AS "networkId", g.locale, g.term, g.leave_as_is AS "leaveAsIs",
    coalesce(jsonb_object_agg(e.locale, e.rendering) FILTER (WHERE e.rendering IS NOT NULL), '{}') AS renderings,
    coalesce(jsonb_object_agg(e.locale, e.definition) FILTER (WHERE e.definition IS NOT NULL), '{}') AS definitions
  FROM glossary_term g LEFT JOIN glossary_entry e ON e.term_id = g.id`;

/** Terms of the networks that a record stands in, of the network that owns it, and of itself where it is one. */
export async function loadTerms(manager: EntityManager, recordId: string): Promise<Term[]> {
  return manager.query(
    `${SELECT} WHERE g.network_id IN (
       SELECT network_id FROM record_network WHERE record_id = $1 UNION
       SELECT owner_id FROM record WHERE id = $1 UNION SELECT $1)
     GROUP BY g.id ORDER BY g.id`,
    [recordId],
  );
}

/** The same for many records, by record. */
export async function loadTermsOf(
  manager: EntityManager,
  recordIds: readonly string[],
): Promise<Map<string, Term[]>> {
  const rows: { recordId: string; networkIds: string[] }[] = await manager.query(
    `SELECT r.id AS "recordId", array_remove(ARRAY(SELECT network_id::text FROM record_network WHERE record_id = r.id)
       || r.owner_id::text || r.id::text, NULL) AS "networkIds"
     FROM record r WHERE r.id = ANY($1::uuid[])`,
    [recordIds],
  );
  const terms: Term[] = await manager.query(
    `${SELECT} WHERE g.network_id = ANY($1::uuid[]) GROUP BY g.id ORDER BY g.id`,
    [[...new Set(rows.flatMap(({ networkIds }) => networkIds))]],
  );
  return new Map(
    rows.map(({ recordId, networkIds }) => [
      recordId,
      terms.filter(({ networkId }) => networkIds.includes(networkId)),
    ]),
  );
}

export async function loadGlossary(manager: EntityManager, networkId: string): Promise<Term[]> {
  return manager.query(`${SELECT} WHERE g.network_id = $1 GROUP BY g.id ORDER BY lower(g.term), g.locale`, [
    networkId,
  ]);
}

export async function loadTerm(manager: EntityManager, id: string): Promise<Term | null> {
  const rows: Term[] = await manager.query(`${SELECT} WHERE g.id = $1 GROUP BY g.id`, [id]);
  return rows[0] ?? null;
}

/** What people translated of records in a network that the viewer may read, oldest first. */
export function loadMemory(manager: EntityManager, viewer: Viewer, networkId: string): Promise<MemoryUnit[]> {
  return manager.query(
    `SELECT m.source_locale AS "sourceLocale", m.source_text AS source, m.locale, m.text, m.updated_at AS "updatedAt"
     FROM translation_memory m JOIN record r ON r.id = m.record_id
     WHERE r.state = 'PUBLISHED' AND r.audience && $2::text[] AND (r.id = $1 OR EXISTS (
       SELECT FROM record_network n WHERE n.record_id = r.id AND n.network_id = $1 AND n.accepted_at IS NOT NULL))
     ORDER BY m.updated_at, m.source_hash, m.locale`,
    [networkId, viewer.audiences],
  );
}
