import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { RecordKind } from '../../../common/records';
import { Role, type ViewerAccount } from '../../../common/viewer';

export interface DraftSummary {
  id: string;
  recordId: string;
  kind: RecordKind;
  title: string | null;
  titleLocale: Locale | null;
  updatedAt: Date;
}

/** Roles whose holders read every draft of their place, as the access table has it. */
const READERS: readonly Role[] = [Role.OFFICER, Role.COORDINATOR, Role.EXPERT, Role.KEEPER];

/** Drafts that an account may read, the newest first; `after`: id of the last one seen. */
@Injectable()
export class DraftListQuery {
  async forAccount(
    manager: EntityManager,
    account: ViewerAccount,
    after: string | null,
    limit: number,
  ): Promise<DraftSummary[]> {
    const placesOf = (roles: readonly Role[]): string[] =>
      account.grants.flatMap(({ role, scopeId }) => (scopeId && roles.includes(role) ? [scopeId] : []));
    return manager.query(
      `SELECT d.id, d.record_id AS "recordId", r.kind, d.updated_at AS "updatedAt", t.title, t."titleLocale"
       FROM record_draft d JOIN record r ON r.id = d.record_id
       LEFT JOIN LATERAL (
         SELECT x->>'text' AS title, x->>'locale' AS "titleLocale"
         FROM jsonb_array_elements(CASE jsonb_typeof(d.content->'texts') WHEN 'array' THEN d.content->'texts' END) x
         WHERE x->>'field' = 'title' ORDER BY coalesce(x->>'isSource', '') = 'true' DESC LIMIT 1
       ) t ON true
       WHERE ($1 OR d.owner_id = ANY($2::uuid[]) OR d.network_id = ANY($3::uuid[])
         OR (d.owner_id = ANY($4::uuid[]) AND (d.author_id = $5 OR d.sharing <> 'NONE')))
         AND ($6::uuid IS NULL OR (d.updated_at, d.id) < (SELECT a.updated_at, a.id FROM record_draft a WHERE a.id = $6))
       ORDER BY d.updated_at DESC, d.id DESC LIMIT $7`,
      [
        account.grants.some(({ role }) => role === Role.ADMINISTRATOR),
        placesOf([Role.OFFICER, Role.COORDINATOR]),
        placesOf(READERS.filter((role) => role !== Role.OFFICER)),
        placesOf([Role.CONTRIBUTOR]),
        account.id,
        after,
        limit,
      ],
    );
  }
}
