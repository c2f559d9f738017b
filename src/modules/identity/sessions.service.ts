import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { newSecret, secretHash } from './secret';

/** A session ends after this long, whatever happens… */
const LIFE_DAYS = 30;
/** …and when it was not used for this long. */
export const IDLE_DAYS = 7;

export type SignedInBy = 'password' | 'oidc' | 'link';

export interface BegunSession {
  id: string;
  /** goes into the cookie and is kept nowhere */
  secret: string;
  expiresAt: Date;
}

export interface SessionRow {
  id: string;
  client: string;
  signedInBy: SignedInBy;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

/** Sessions of browsers. The database knows the hash of a session's secret alone. */
@Injectable()
export class SessionsService {
  /** Begins a session with a secret of its own; a session that the same browser had is ended with `replaced`. */
  async begin(
    manager: EntityManager,
    accountId: string,
    signedInBy: SignedInBy,
    client: string,
    replaced?: string,
  ): Promise<BegunSession> {
    const secret = newSecret();
    if (replaced) await manager.query('DELETE FROM session WHERE secret_hash = $1', [secretHash(replaced)]);
    const [row]: [{ id: string; expiresAt: Date }] = await manager.query(
      `INSERT INTO session (account_id, secret_hash, client, signed_in_by, expires_at)
       VALUES ($1, $2, $3, $4, now() + make_interval(days => $5))
       RETURNING id, expires_at AS "expiresAt"`,
      [accountId, secretHash(secret), client, signedInBy, LIFE_DAYS],
    );
    return { ...row, secret };
  }

  async ofAccount(manager: EntityManager, accountId: string): Promise<SessionRow[]> {
    return manager.query(
      `SELECT id, client, signed_in_by AS "signedInBy", created_at AS "createdAt", last_seen_at AS "lastSeenAt",
         expires_at AS "expiresAt"
       FROM session WHERE account_id = $1 AND expires_at > now() ORDER BY last_seen_at DESC, id`,
      [accountId],
    );
  }

  /** False where the account has no such session. */
  async revoke(manager: EntityManager, accountId: string, sessionId: string): Promise<boolean> {
    const [rows]: [unknown[], number] = await manager.query(
      'DELETE FROM session WHERE account_id = $1 AND id = $2 RETURNING id',
      [accountId, sessionId],
    );
    return rows.length > 0;
  }

  /** Ends all sessions of an account but, where named, one. */
  async revokeAll(manager: EntityManager, accountId: string, exceptId?: string): Promise<void> {
    await manager.query('DELETE FROM session WHERE account_id = $1 AND id IS DISTINCT FROM $2::uuid', [
      accountId,
      exceptId ?? null,
    ]);
  }
}
