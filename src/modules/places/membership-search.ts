import type { EntityManager } from 'typeorm';
import type { Locale } from '../../common/locale';
import type { AdditionalWords } from '../records';

/** Whoever sees the member `r` sees the network `n`, too. `public` is everybody's. */
const AS_OPEN_AS_MEMBER = "(r.audience <@ n.audience OR 'public' = ANY(n.audience))";

/** Target groups of each member's parts in networks that are open to everybody whom the member is open to. */
export async function membershipFacets(
  manager: EntityManager,
  memberIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows: { memberId: string; targetGroups: string[] }[] = await manager.query(
    `SELECT m.member_id AS "memberId", array_agg(DISTINCT g) AS "targetGroups"
     FROM membership m JOIN record n ON n.id = m.network_id AND n.state = 'PUBLISHED'
     JOIN record r ON r.id = m.member_id AND ${AS_OPEN_AS_MEMBER}
     CROSS JOIN unnest(m.target_groups) g
     WHERE m.member_id = ANY($1::uuid[]) GROUP BY m.member_id`,
    [memberIds],
  );
  return new Map(rows.map(({ memberId, targetGroups }) => [memberId, targetGroups]));
}

/**
 * Words of the memberships' texts, by which a member is found. A text of a network with a narrower audience than the
 * member's own is left out, so that nobody finds by words that they may not read.
 */
export async function membershipWords(
  manager: EntityManager,
  memberIds: readonly string[],
): Promise<Map<string, AdditionalWords[]>> {
  const rows: { memberId: string; field: string; locale: Locale; text: string }[] = await manager.query(
    `SELECT m.member_id AS "memberId", t.field, t.locale, t.text
     FROM membership m JOIN record n ON n.id = m.network_id AND n.state = 'PUBLISHED'
     JOIN record r ON r.id = m.member_id AND ${AS_OPEN_AS_MEMBER}
     JOIN record_text t ON t.record_id = m.network_id
       AND t.field IN ('memberships.' || m.id || '.text', 'memberships.' || m.id || '.localGroup')
       AND t.state IN ('CURRENT', 'STALE')
     WHERE m.member_id = ANY($1::uuid[])`,
    [memberIds],
  );
  const words = new Map<string, AdditionalWords[]>();
  for (const { memberId, field, locale, text } of rows) {
    const list = words.get(memberId) ?? [];
    list.push({ locale, weight: 'field', text, field });
    words.set(memberId, list);
  }
  return words;
}
