import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';

export interface AuditRow {
  /** decimal digits; grows with time */
  id: string;
  at: Date;
  actorId: string | null;
  action: string;
  client: string;
  recordId: string | null;
  subjectId: string | null;
  facts: JsonObject;
}

export interface AuditFilter {
  recordId: string | null;
  actorId: string | null;
  /** null: everything, for administrators */
  scopeIds: readonly string[] | null;
}

/** Reads of the trail, the newest first. Who may read which scopes is asked by the caller. */
@Injectable()
export class AuditQuery {
  async page(
    manager: EntityManager,
    { recordId, actorId, scopeIds }: AuditFilter,
    before: string | null,
    limit: number,
  ): Promise<AuditRow[]> {
    return manager.query(
      `SELECT e.id::text, e.at, e.actor_id AS "actorId", e.action, e.client, e.record_id AS "recordId",
         e.subject_id AS "subjectId", e.facts
       FROM audit_event e
       WHERE ($1::uuid IS NULL OR e.record_id = $1) AND ($2::uuid IS NULL OR e.actor_id = $2)
         AND ($3::uuid[] IS NULL OR e.scopes && $3::uuid[]) AND ($4::bigint IS NULL OR e.id < $4::bigint)
       ORDER BY e.id DESC LIMIT $5`,
      [recordId, actorId, scopeIds, before, limit],
    );
  }
}
