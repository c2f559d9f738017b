import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Frequency, NotificationKind, usualFrequency } from './notification-kind';

export interface NotificationRow {
  id: string;
  kind: NotificationKind;
  recordId: string | null;
  submissionId: string | null;
  actorId: string | null;
  createdAt: Date;
  readAt: Date | null;
}

const COLUMNS = `n.id, n.kind, n.record_id AS "recordId", n.submission_id AS "submissionId",
  n.actor_id AS "actorId", n.created_at AS "createdAt", n.read_at AS "readAt"`;

/** A person's own list, and how often letters come. */
@Injectable()
export class NotificationQuery {
  /** The newest first; `after`: id of the last one seen. */
  async page(
    manager: EntityManager,
    accountId: string,
    unreadOnly: boolean,
    after: string | null,
    limit: number,
  ): Promise<NotificationRow[]> {
    return manager.query(
      `SELECT ${COLUMNS} FROM notification n
       WHERE n.account_id = $1 AND (NOT $2 OR n.read_at IS NULL)
         AND ($3::uuid IS NULL OR (n.created_at, n.id) <
           (SELECT a.created_at, a.id FROM notification a WHERE a.id = $3 AND a.account_id = $1))
       ORDER BY n.created_at DESC, n.id DESC LIMIT $4`,
      [accountId, unreadOnly, after, limit],
    );
  }

  async unread(manager: EntityManager, accountId: string): Promise<number> {
    const [row]: [{ count: number }] = await manager.query(
      'SELECT count(*)::int AS count FROM notification WHERE account_id = $1 AND read_at IS NULL',
      [accountId],
    );
    return row.count;
  }

  /** `ids` left out: all of them. What was read on the site needs no letter any more. Returns how many are unread. */
  async markRead(manager: EntityManager, accountId: string, ids: readonly string[] | null): Promise<number> {
    await manager.query(
      `UPDATE notification SET read_at = now(),
         mail_state = CASE mail_state WHEN 'WAITING' THEN 'DROPPED' ELSE mail_state END
       WHERE account_id = $1 AND read_at IS NULL AND ($2::uuid[] IS NULL OR id = ANY($2::uuid[]))`,
      [accountId, ids],
    );
    return this.unread(manager, accountId);
  }

  /** Chosen or usual, for every kind. */
  async frequencies(manager: EntityManager, accountId: string): Promise<Map<NotificationKind, Frequency>> {
    const rows: { kind: NotificationKind; frequency: Frequency }[] = await manager.query(
      'SELECT kind, frequency FROM notification_preference WHERE account_id = $1',
      [accountId],
    );
    const chosen = new Map(rows.map(({ kind, frequency }) => [kind, frequency]));
    return new Map(
      Object.values(NotificationKind).map((kind) => [kind, chosen.get(kind) ?? usualFrequency(kind)]),
    );
  }

  async choose(
    manager: EntityManager,
    accountId: string,
    kinds: readonly NotificationKind[],
    frequency: Frequency,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO notification_preference (account_id, kind, frequency)
       SELECT $1, kind, $3 FROM unnest($2::text[]) AS chosen (kind)
       ON CONFLICT (account_id, kind) DO UPDATE SET frequency = EXCLUDED.frequency`,
      [accountId, kinds, frequency],
    );
  }
}
