import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { RecordKind } from '../../../common/records';
import { Role } from '../../../common/viewer';
import { may } from '../../identity';
import type { Actor } from '../actor';
import { recordScope, ReviewScopeQuery } from '../review-scope.query';

export interface ArchivedRecord {
  id: string;
  slug: string;
  kind: RecordKind;
  title: string | null;
  titleLocale: Locale | null;
  updatedAt: Date;
}

const LIMIT = 200;

/** What was taken off the pages, for those who may put it back. */
@Injectable()
export class ArchivedQuery {
  constructor(private readonly scopes: ReviewScopeQuery) {}

  /** The latest first. */
  async forViewer(manager: EntityManager, { viewer, account }: Actor): Promise<ArchivedRecord[]> {
    const placesOf = (...roles: readonly Role[]): string[] =>
      account.grants.flatMap(({ role, scopeId }) => (scopeId && roles.includes(role) ? [scopeId] : []));
    const rows: ArchivedRecord[] = await manager.query(
      `SELECT r.id, r.slug, r.kind, r.updated_at AS "updatedAt", t.text AS title, t.locale AS "titleLocale"
       FROM record r LEFT JOIN record_text t ON t.record_id = r.id AND t.field = 'title' AND t.is_source
       WHERE r.state = 'ARCHIVED' AND ($1 OR r.owner_id = ANY($2::uuid[]) OR r.id = ANY($2::uuid[])
         OR EXISTS (SELECT FROM record_network n
           WHERE n.record_id = r.id AND n.accepted_at IS NOT NULL AND n.network_id = ANY($3::uuid[])))
       ORDER BY r.updated_at DESC, r.id LIMIT $4`,
      [
        account.grants.some(({ role }) => role === Role.ADMINISTRATOR),
        placesOf(Role.OFFICER, Role.KEEPER),
        placesOf(Role.KEEPER),
        LIMIT,
      ],
    );
    // The table of who may what has the last word.
    const facts = await this.scopes.records(
      manager,
      rows.map(({ id }) => id),
    );
    return rows.filter(({ id }) => {
      const record = facts.get(id);
      return record !== undefined && may(viewer, 'record.archive', recordScope(record));
    });
  }
}
