import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CodedError } from '../../common/errors';
import type { Locale } from '../../common/locale';
import type { Role } from '../../common/viewer';
import { AddressCipher, comparableEmail } from '../../platform/addresses';
import { InputRefused } from './failures';
import { isHeldFrom, type RolePeriod } from './role-period';

export interface NewAccount {
  /** how others see the person */
  displayName: string;
  email: string;
  locale?: Locale | null;
  /** as `PasswordsService.hash` made it; left out: the person signs in in another way */
  passwordHash?: string | null;
  isDemo?: boolean;
}

export interface NewGrant {
  accountId: string;
  role: Role;
  /** id of a network, city or organisation; null for an administrator */
  scopeId: string | null;
  /** left out: from now on */
  from?: Date | null;
  /** left out: until it is ended */
  until?: Date | null;
  /** account that gives the role; null: the command line */
  grantedBy?: string | null;
}

interface HeldRole {
  accountId: string;
  role: Role;
  scopeId: string | null;
  place: string | null;
  /** from when on it would not be held any more, were it ended now */
  goes: Date;
}

/** Accounts and their roles. Every call joins the given transaction. */
@Injectable()
export class AccountsService {
  constructor(private readonly cipher: AddressCipher) {}

  emailHash(email: string): Buffer {
    return this.cipher.keyedHash('account email', comparableEmail(email));
  }

  /** Returns the id. Throws EMAIL_TAKEN (409), which must not reach who is not entitled to know it. */
  async create(manager: EntityManager, account: NewAccount): Promise<string> {
    const rows: { id: string }[] = await manager.query(
      `INSERT INTO account (display_name, email_ciphertext, email_hash, locale, password_hash, is_demo)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email_hash) DO NOTHING RETURNING id`,
      [
        account.displayName,
        this.cipher.encrypt(account.email.trim()),
        this.emailHash(account.email),
        account.locale ?? null,
        account.passwordHash ?? null,
        account.isDemo ?? false,
      ],
    );
    const id = rows[0]?.id;
    if (!id) throw new CodedError('EMAIL_TAKEN', 'error.account.emailTaken', {}, 409);
    return id;
  }

  /** The account of that address; null where there is none, or a disabled one. */
  async findByEmail(manager: EntityManager, email: string): Promise<string | null> {
    const [row]: { id: string }[] = await manager.query(
      'SELECT id FROM account WHERE email_hash = $1 AND disabled_at IS NULL',
      [this.emailHash(email)],
    );
    return row?.id ?? null;
  }

  /** Ends an account, its sessions and tokens, and keeps it: what it did stays told by its name. */
  async disable(manager: EntityManager, accountId: string): Promise<void> {
    await manager.query('UPDATE account SET disabled_at = now() WHERE id = $1', [accountId]);
    await manager.query('DELETE FROM session WHERE account_id = $1', [accountId]);
    await manager.query('DELETE FROM api_token WHERE account_id = $1', [accountId]);
  }

  /** Changes what is not null. */
  async update(
    manager: EntityManager,
    accountId: string,
    changes: { displayName: string | null; locale: Locale | null },
  ): Promise<void> {
    await manager.query(
      'UPDATE account SET display_name = coalesce($2, display_name), locale = coalesce($3, locale) WHERE id = $1',
      [accountId, changes.displayName, changes.locale],
    );
  }

  /**
   * Takes everything away that tells who it was; what the account wrote keeps its id, which then means nobody. Refused to
   * the last administrator of the site, to the last coordinator of a network and to the last officer of who keeps one.
   */
  async erase(manager: EntityManager, accountId: string): Promise<InputRefused | null> {
    if ((await this.neededRoles(manager, accountId)).length > 0) {
      return new InputRefused('LAST_OF_ITS_ROLE', 'error.role.last');
    }
    for (const table of [
      'session',
      'api_token',
      'account_link',
      'recovery_code',
      'account_identity',
      'role_grant',
    ]) {
      await manager.query(`DELETE FROM ${table} WHERE account_id = $1`, [accountId]);
    }
    await manager.query(
      `UPDATE account SET display_name = '–', email_ciphertext = '', email_hash = uuid_send($1::uuid), locale = NULL,
         password_hash = NULL, totp_ciphertext = NULL, totp_confirmed_at = NULL, disabled_at = now()
       WHERE id = $1`,
      [accountId],
    );
    return null;
  }

  /**
   * Roles of the account that somebody has to have, and that nobody else holds without a gap and without an end.
   * `place`: slug of the network, city or organisation; null: the site.
   */
  async neededRoles(
    manager: EntityManager,
    accountId: string,
  ): Promise<{ role: Role; place: string | null }[]> {
    // Locked: of two who go at one moment the second sees that the first has gone.
    const held: (RolePeriod & HeldRole)[] = await manager.query(
      `SELECT g.account_id AS "accountId", g.role, g.scope_id AS "scopeId", r.slug AS place, g.valid_from AS "from",
         g.valid_until AS until, greatest(g.valid_from, now()) AS goes
       FROM role_grant g JOIN account a ON a.id = g.account_id AND a.disabled_at IS NULL
       LEFT JOIN record r ON r.id = g.scope_id
       WHERE (g.role IN ('ADMINISTRATOR', 'COORDINATOR')
           OR g.role = 'OFFICER' AND EXISTS (SELECT FROM network n WHERE n.closed AND n.keeper_id = g.scope_id))
         AND (g.valid_until IS NULL OR g.valid_until > now())
       ORDER BY g.id FOR UPDATE OF g`,
    );
    return held
      .filter((own) => {
        const others = held.filter(
          (other) =>
            other.accountId !== accountId && other.role === own.role && other.scopeId === own.scopeId,
        );
        return own.accountId === accountId && !isHeldFrom(own.goes, others);
      })
      .map(({ role, place }) => ({ role, place }));
  }

  /** The address of an account, for a letter to it; null where the account is gone or disabled. */
  async emailOf(manager: EntityManager, accountId: string): Promise<string | null> {
    const [row]: { ciphertext: Buffer }[] = await manager.query(
      'SELECT email_ciphertext AS ciphertext FROM account WHERE id = $1 AND disabled_at IS NULL',
      [accountId],
    );
    return row ? this.cipher.decrypt(row.ciphertext) : null;
  }

  /** How others see these persons, by account id. */
  async displayNames(manager: EntityManager, accountIds: readonly string[]): Promise<Map<string, string>> {
    const rows: { id: string; name: string }[] = await manager.query(
      'SELECT id, display_name AS name FROM account WHERE id = ANY($1::uuid[])',
      [accountIds],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /** Returns the id of the grant. */
  async grant(manager: EntityManager, grant: NewGrant): Promise<string> {
    const [row]: [{ id: string }] = await manager.query(
      `INSERT INTO role_grant (account_id, role, scope_id, valid_from, valid_until, granted_by)
       VALUES ($1, $2, $3, coalesce($4, now()), $5, $6) RETURNING id`,
      [
        grant.accountId,
        grant.role,
        grant.scopeId,
        grant.from ?? null,
        grant.until ?? null,
        grant.grantedBy ?? null,
      ],
    );
    return row.id;
  }

  /** Accounts that hold one of these roles now in one of these places; who is told of something, whom a review is given to. */
  async holders(
    manager: EntityManager,
    roles: readonly Role[],
    scopeIds: readonly string[],
  ): Promise<{ accountId: string; role: Role; scopeId: string }[]> {
    return manager.query(
      `SELECT DISTINCT g.account_id AS "accountId", g.role, g.scope_id AS "scopeId"
       FROM role_grant g JOIN account a ON a.id = g.account_id AND a.disabled_at IS NULL
       WHERE g.role = ANY($1::text[]) AND g.scope_id = ANY($2::uuid[])
         AND g.valid_from <= now() AND (g.valid_until IS NULL OR g.valid_until > now())
       ORDER BY 1, 2, 3`,
      [roles, scopeIds],
    );
  }
}
