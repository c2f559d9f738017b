import type { EntityManager } from 'typeorm';
import type { Audience } from '../../../common/records';
import type { AccessScope } from '../../identity';

/** Where a published record stands, for the access table, and who reads it. */
export interface RecordScope {
  scope: AccessScope;
  audience: Audience[];
}

/** Scopes of those of the records that are published. A city or body answers for itself, a network stands in itself. */
export async function loadScopes(
  manager: EntityManager,
  recordIds: readonly string[],
): Promise<Map<string, RecordScope>> {
  const rows: {
    id: string;
    kind: string;
    ownerId: string | null;
    audience: Audience[];
    cityIds: string[];
    networkIds: string[];
  }[] = await manager.query(
    `SELECT r.id, r.kind, r.owner_id AS "ownerId", r.audience,
       ARRAY(SELECT city_id::text FROM record_city WHERE record_id = r.id) AS "cityIds",
       ARRAY(SELECT network_id::text FROM record_network WHERE record_id = r.id AND accepted_at IS NOT NULL) AS "networkIds"
     FROM record r WHERE r.id = ANY($1::uuid[]) AND r.state = 'PUBLISHED'`,
    [recordIds],
  );
  return new Map(
    rows.map(({ id, kind, ownerId, audience, cityIds, networkIds }) => {
      const scope = {
        ownerId: ownerId ?? id,
        cityIds: kind === 'CITY' ? [id, ...cityIds] : cityIds,
        networkIds: kind === 'NETWORK' ? [id, ...networkIds] : networkIds,
      };
      return [id, { scope, audience }];
    }),
  );
}
