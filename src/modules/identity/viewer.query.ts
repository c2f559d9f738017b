import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Locale } from '../../common/locale';
import { PUBLIC_AUDIENCE, RecordKind } from '../../common/records';
import { Role, type TokenScope, type Viewer } from '../../common/viewer';
import { secretHash } from './secret';
import { IDLE_DAYS } from './sessions.service';

interface GrantRow {
  role: Role;
  scopeId: string | null;
  kind: RecordKind | null;
}

interface ViewerRow {
  credentialId: string;
  accountId: string;
  locale: Locale | null;
  grants: GrantRow[];
  isStale: boolean;
  scopes?: TokenScope[];
}

/** Roles in force now, with the kind of place each was given in. Whoever leads a network's keeper is its keeper. */
const GRANTS = `
  coalesce((SELECT jsonb_agg(jsonb_build_object('role', f.role, 'scopeId', f.scope_id, 'kind', r.kind))
    FROM (
      SELECT g.role, g.scope_id FROM role_grant g
      WHERE g.account_id = a.id AND g.valid_from <= now() AND (g.valid_until IS NULL OR g.valid_until > now())
      UNION
      SELECT 'KEEPER', n.id FROM role_grant g JOIN network n ON n.closed AND n.keeper_id = g.scope_id
      WHERE g.account_id = a.id AND g.role IN ('OFFICER', 'COORDINATOR')
        AND g.valid_from <= now() AND (g.valid_until IS NULL OR g.valid_until > now())
    ) f LEFT JOIN record r ON r.id = f.scope_id), '[]') AS grants`;

const ACCOUNT = `a.id AS "accountId", a.locale, ${GRANTS}`;

/** How old `last_seen_at` may be before it is written anew; a write with each request would be dear. */
const SEEN_MINUTES = 5;

/** Who a session or a token belongs to. One statement a request. */
@Injectable()
export class ViewerQuery {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Null where there is no such session, or none any more. */
  async ofSession(secret: string): Promise<Viewer | null> {
    const [row]: ViewerRow[] = await this.dataSource.query(
      `SELECT s.id AS "credentialId", s.last_seen_at < now() - make_interval(mins => $3) AS "isStale", ${ACCOUNT}
       FROM session s JOIN account a ON a.id = s.account_id AND a.disabled_at IS NULL
       WHERE s.secret_hash = $1 AND s.expires_at > now() AND s.last_seen_at > now() - make_interval(days => $2)`,
      [secretHash(secret), IDLE_DAYS, SEEN_MINUTES],
    );
    if (!row) return null;
    if (row.isStale) {
      await this.dataSource.query('UPDATE session SET last_seen_at = now() WHERE id = $1', [
        row.credentialId,
      ]);
    }
    return viewerOf(row, { sessionId: row.credentialId });
  }

  /** Null where there is no such token, or none any more. */
  async ofToken(secret: string): Promise<Viewer | null> {
    const [row]: ViewerRow[] = await this.dataSource.query(
      `SELECT t.id AS "credentialId", t.scopes, ${ACCOUNT},
         coalesce(t.last_used_at < now() - make_interval(mins => $2), true) AS "isStale"
       FROM api_token t JOIN account a ON a.id = t.account_id AND a.disabled_at IS NULL
       WHERE t.secret_hash = $1 AND t.expires_at > now()`,
      [secretHash(secret), SEEN_MINUTES],
    );
    if (!row) return null;
    if (row.isStale) {
      await this.dataSource.query('UPDATE api_token SET last_used_at = now() WHERE id = $1', [
        row.credentialId,
      ]);
    }
    return viewerOf(row, { token: { id: row.credentialId, scopes: row.scopes ?? [] } });
  }

  /** As a session of the account would have it; for sending notifications, and for rules asked of someone else. */
  async ofAccount(
    accountId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Viewer | null> {
    const [row]: ViewerRow[] = await manager.query(
      `SELECT a.id AS "credentialId", false AS "isStale", ${ACCOUNT}
       FROM account a WHERE a.id = $1 AND a.disabled_at IS NULL`,
      [accountId],
    );
    return row ? viewerOf(row, {}) : null;
  }
}

function viewerOf(
  { accountId, locale, grants }: ViewerRow,
  credential: Pick<NonNullable<Viewer['account']>, 'sessionId' | 'token'>,
): Viewer {
  const audiences = grants.flatMap(({ kind, scopeId }) => {
    if (kind === RecordKind.NETWORK) return [`network:${scopeId}`];
    return kind === RecordKind.CITY ? [`city:${scopeId}`] : [];
  });
  return {
    audiences: [...new Set([PUBLIC_AUDIENCE, ...audiences])],
    account: {
      id: accountId,
      locale,
      grants: grants.map(({ role, scopeId }) => ({ role, scopeId })),
      ...credential,
    },
  };
}
