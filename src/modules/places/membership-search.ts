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

/** Whoever sees the network `n` sees the member `r`, too. */
const AS_OPEN_AS_NETWORK =
  "(r.state = 'PUBLISHED' AND (n.audience <@ r.audience OR 'public' = ANY(r.audience)))";

/** Memberships of members that are hidden from some who see the network; paths of parts, by network. */
export async function withheldMemberships(
  manager: EntityManager,
  networkIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows: { networkId: string; paths: string[] }[] = await manager.query(
    `SELECT m.network_id AS "networkId", array_agg('memberships.' || m.id) AS paths
     FROM membership m JOIN record n ON n.id = m.network_id JOIN record r ON r.id = m.member_id
     WHERE m.network_id = ANY($1::uuid[]) AND NOT ${AS_OPEN_AS_NETWORK} GROUP BY m.network_id`,
    [networkIds],
  );
  return new Map(rows.map(({ networkId, paths }) => [networkId, paths]));
}

/** Networks whose search entry changes with that of a member. */
export async function networksOfMember(manager: EntityManager, memberId: string): Promise<string[]> {
  const rows: { id: string }[] = await manager.query(
    `SELECT DISTINCT m.network_id AS id FROM membership m JOIN record n ON n.id = m.network_id
     WHERE m.member_id = $1 AND n.state = 'PUBLISHED'`,
    [memberId],
  );
  return rows.map(({ id }) => id);
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
