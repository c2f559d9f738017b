import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request } from 'express';
import { DataSource, type EntityManager } from 'typeorm';
import type { Locale } from '../../common/locale';
import { AddressCipher, comparableEmail } from '../../platform/addresses';
import { AccountsService } from './accounts.service';
import { InputRefused, LinkRefused, TooManyTries } from './failures';
import { LettersService } from './links/letters.service';
import { LinksService } from './links/links.service';
import { PasswordsService } from './passwords/passwords.service';
import { emailProblem } from './person-input';
import { SessionsService } from './sessions.service';
import { networkOf, ThrottleService } from './sign-in/throttle.service';
import { TokensService } from './tokens.service';

const RESET_HOURS = 2;
const EMAIL_HOURS = 24;

/** How a person changes what lets them in. Each change ends other sessions and is told to the account's owner. */
@Injectable()
export class CredentialsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly cipher: AddressCipher,
    private readonly accounts: AccountsService,
    private readonly letters: LettersService,
    private readonly links: LinksService,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly throttle: ThrottleService,
    private readonly tokens: TokensService,
  ) {}

  /** Sends a letter where there is such an account; says and does the same where there is none. */
  async requestReset(
    email: string,
    locale: Locale | undefined,
    request: Request,
  ): Promise<TooManyTries | null> {
    const emailHash = this.accounts.emailHash(email);
    const from = { kind: 'lettersFrom', value: networkOf(request.ip) } as const;
    const wait = await this.throttle.take([from]);
    if (wait !== null) return new TooManyTries(wait);
    // Too many letters to one address are left out in silence: to say so would tell of the account.
    const isEnough =
      (await this.throttle.take([{ kind: 'letters', value: emailHash.toString('hex') }])) !== null;
    if (isEnough) return null;
    await this.dataSource.transaction(async (manager) => {
      const [account]: { id: string }[] = await manager.query(
        'SELECT id FROM account WHERE email_hash = $1 AND disabled_at IS NULL',
        [emailHash],
      );
      await this.links.make(manager, {
        purpose: 'password-reset',
        accountId: account?.id ?? null,
        payload: locale ? { locale } : {},
        hours: RESET_HOURS,
      });
    });
    return null;
  }

  /** Sets a password by the link of a letter and ends every session and token. Returns the account. */
  async resetPassword(
    key: string,
    password: string,
  ): Promise<{ accountId: string; emailHash: Buffer } | InputRefused | LinkRefused> {
    const link = await this.links.find(this.dataSource.manager, ['password-reset'], key);
    if (!link?.accountId) return new LinkRefused();
    const email = await this.accounts.emailOf(this.dataSource.manager, link.accountId);
    if (email === null) return new LinkRefused();
    const problem = this.passwords.problem(password, email);
    if (problem) return passwordRefused(problem);
    const passwordHash = await this.passwords.hash(password);
    const accountId = link.accountId;
    return this.dataSource.transaction(async (manager) => {
      if (!(await this.links.use(manager, ['password-reset'], key))) return new LinkRefused();
      await this.setPassword(manager, accountId, passwordHash);
      await this.sessions.revokeAll(manager, accountId);
      await this.tokens.revokeAll(manager, accountId);
      // Other letters that were asked for before are worth nothing now.
      await manager.query(
        `UPDATE account_link SET used_at = now() WHERE account_id = $1 AND purpose = 'password-reset' AND used_at IS NULL`,
        [accountId],
      );
      return { accountId, emailHash: this.accounts.emailHash(email) };
    });
  }

  /** Sets a new password and ends all other sessions. The caller has confirmed the present password. */
  async changePassword(accountId: string, sessionId: string, password: string): Promise<InputRefused | null> {
    const email = (await this.accounts.emailOf(this.dataSource.manager, accountId)) ?? '';
    const problem = this.passwords.problem(password, email);
    if (problem) return passwordRefused(problem, 'newPassword');
    const passwordHash = await this.passwords.hash(password);
    await this.dataSource.transaction(async (manager) => {
      await this.setPassword(manager, accountId, passwordHash);
      await this.sessions.revokeAll(manager, accountId, sessionId);
    });
    return null;
  }

  /**
   * Sends a letter to the present and one to the new address; the change is made once both have said yes. Nothing tells
   * whether the new address is another account's.
   */
  async requestEmailChange(accountId: string, email: string): Promise<InputRefused | TooManyTries | null> {
    const problem = emailProblem(email);
    if (problem) return problem;
    const wait = await this.throttle.take([{ kind: 'letters', value: `change ${accountId}` }]);
    if (wait !== null) return new TooManyTries(wait);
    const emailHash = this.accounts.emailHash(email);
    await this.dataSource.transaction(async (manager) => {
      // An earlier change that nobody finished is given up.
      await manager.query(
        `UPDATE account_link SET used_at = now()
         WHERE account_id = $1 AND purpose IN ('email-old', 'email-new') AND used_at IS NULL`,
        [accountId],
      );
      const payload = { changeId: randomUUID() };
      await this.links.make(manager, { purpose: 'email-old', accountId, payload, hours: EMAIL_HOURS });
      await this.links.make(manager, {
        purpose: 'email-new',
        accountId,
        payload,
        email: email.trim(),
        emailHash,
        hours: EMAIL_HOURS,
      });
    });
    return null;
  }

  /** True once both addresses have said yes and the change is made, false while the other one is waited for. */
  async confirmEmailChange(key: string): Promise<boolean | LinkRefused> {
    return this.dataSource.transaction(async (manager) => {
      const link = await this.links.use(manager, ['email-old', 'email-new'], key);
      if (!link?.accountId) return new LinkRefused();
      const { accountId } = link;
      // Both links may be used at one moment: whoever locks the account second sees the other's.
      await manager.query('SELECT FROM account WHERE id = $1 FOR UPDATE', [accountId]);
      const rows: { purpose: string; hash: Buffer | null; ciphertext: Buffer | null }[] = await manager.query(
        `SELECT purpose, email_hash AS hash, payload_ciphertext AS ciphertext FROM account_link
         WHERE account_id = $1 AND payload->>'changeId' = $2 AND used_at IS NOT NULL`,
        [accountId, String(link.payload['changeId'])],
      );
      const wanted = rows.find(({ purpose }) => purpose === 'email-new');
      if (rows.length < 2 || !wanted?.ciphertext) return false;
      const address = comparableEmail(this.cipher.decrypt(wanted.ciphertext));
      const [changed]: [unknown[], number] = await manager.query(
        `UPDATE account SET email_ciphertext = $2, email_hash = $3
         WHERE id = $1 AND NOT EXISTS (SELECT FROM account WHERE email_hash = $3) RETURNING id`,
        [accountId, this.cipher.encrypt(address), wanted.hash],
      );
      if (changed.length === 0) return new LinkRefused();
      await this.letters.notify(manager, accountId, 'email');
      return true;
    });
  }

  private async setPassword(manager: EntityManager, accountId: string, passwordHash: string): Promise<void> {
    await manager.query('UPDATE account SET password_hash = $2 WHERE id = $1', [accountId, passwordHash]);
    await this.letters.notify(manager, accountId, 'password');
  }
}

export function passwordRefused(
  problem: { messageKey: string; parameters: Record<string, number> },
  field = 'password',
): InputRefused {
  return new InputRefused('PASSWORD_WEAK', problem.messageKey, field, problem.parameters);
}
