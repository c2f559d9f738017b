import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TokenScope } from '../../common/viewer';
import { newSecret, secretHash } from './secret';

/** Scanners for secrets in published code know tokens by a prefix. */
const PREFIX = 'ctk_';
export const MAX_TOKENS = 50;

export interface TokenRow {
  id: string;
  name: string;
  scopes: TokenScope[];
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date;
}

const COLUMNS = `id, name, scopes, created_at AS "createdAt", last_used_at AS "lastUsedAt", expires_at AS "expiresAt"`;

/** Personal tokens for software that acts in a person's name: less than the person may do, for a time. */
@Injectable()
export class TokensService {
  /** The secret is shown once and kept nowhere; null where the account has `MAX_TOKENS` already. */
  async create(
    manager: EntityManager,
    accountId: string,
    name: string,
    scopes: readonly TokenScope[],
    days: number,
  ): Promise<(TokenRow & { secret: string }) | null> {
    const secret = `${PREFIX}${newSecret()}`;
    const [row]: TokenRow[] = await manager.query(
      `INSERT INTO api_token (account_id, name, secret_hash, scopes, expires_at)
       SELECT $1, $2, $3, $4, now() + make_interval(days => $5)
       WHERE (SELECT count(*) FROM api_token WHERE account_id = $1 AND expires_at > now()) < $6
       RETURNING ${COLUMNS}`,
      [accountId, name, secretHash(secret), scopes, days, MAX_TOKENS],
    );
    return row ? { ...row, secret } : null;
  }

  async ofAccount(manager: EntityManager, accountId: string): Promise<TokenRow[]> {
    return manager.query(
      `SELECT ${COLUMNS} FROM api_token WHERE account_id = $1 AND expires_at > now() ORDER BY created_at, id`,
      [accountId],
    );
  }

  /** False where the account has no such token. */
  async revoke(manager: EntityManager, accountId: string, tokenId: string): Promise<boolean> {
    const [rows]: [unknown[], number] = await manager.query(
      'DELETE FROM api_token WHERE account_id = $1 AND id = $2 RETURNING id',
      [accountId, tokenId],
    );
    return rows.length > 0;
  }

  async revokeAll(manager: EntityManager, accountId: string): Promise<void> {
    await manager.query('DELETE FROM api_token WHERE account_id = $1', [accountId]);
  }
}
