import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../common/json';
import type { Viewer } from '../../common/viewer';

/** From which kind of client something was done. Neither its address nor its make is kept. */
export type AuditClient = 'web' | 'token' | 'command' | 'job' | 'unknown';

export interface AuditEvent {
  /** what was done, `submission.approve`, `draft.save`; stable */
  action: string;
  /** account; null: nobody, e.g. a job */
  actorId: string | null;
  client: AuditClient;
  recordId?: string | null;
  /** what else it was done to: a submission, a comment, an account */
  subjectId?: string | null;
  /** networks, cities and organisations whose coordinators may read of it */
  scopes?: readonly (string | null)[];
  /** ids, states and numbers; never words of a person, an address or a name */
  facts?: JsonObject;
}

/** The kind of client that shows itself in the credential that a request came with. */
export function clientOf({ account }: Viewer): AuditClient {
  if (account?.token) return 'token';
  return account?.sessionId ? 'web' : 'unknown';
}

/** Writes who did what, in the transaction in which it is done: what is rolled back was not done. */
@Injectable()
export class AuditTrail {
  write(manager: EntityManager, event: AuditEvent): Promise<void> {
    return this.writeAll(manager, [event]);
  }

  /** Several in one statement, in this order. */
  async writeAll(manager: EntityManager, events: readonly AuditEvent[]): Promise<void> {
    if (events.length === 0) return;
    const rows = events.map((event) => ({
      ...event,
      scopes: [...new Set((event.scopes ?? []).filter((id) => id !== null))],
      facts: event.facts ?? {},
    }));
    await manager.query(
      `INSERT INTO audit_event (actor_id, action, client, record_id, subject_id, scopes, facts)
       SELECT (e ->> 'actorId')::uuid, e ->> 'action', e ->> 'client', (e ->> 'recordId')::uuid,
         (e ->> 'subjectId')::uuid, ARRAY(SELECT jsonb_array_elements_text(e -> 'scopes')::uuid), e -> 'facts'
       FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS x (e, place) ORDER BY place`,
      [JSON.stringify(rows)],
    );
  }
}
