import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request, Response } from 'express';
import { DataSource } from 'typeorm';
import { CodedError } from '../../../common/errors';
import { AddressCipher } from '../../../platform/addresses';
import { CONFIG, type Config } from '../../../platform/config';
import { AccountsService } from '../accounts.service';
import { CredentialsRefused, SecondFactorNeeded, TooManyTries } from '../failures';
import { PasswordsService } from '../passwords/passwords.service';
import {
  clearSessionCookie,
  clientOf,
  comesFromThisSite,
  sessionSecretOf,
  setSessionCookie,
} from '../session-cookie';
import { type SignedInBy, SessionsService } from '../sessions.service';
import { knownBrowser, rememberBrowser } from './browser-cookie';
import { SecondFactorService } from './second-factor.service';
import { networkOf, type Subject, ThrottleService } from './throttle.service';

/** The connection that a session is begun or ended on. */
export interface Connection {
  request: Request;
  response: Response;
}

export interface Credentials {
  email: string;
  password: string;
  /** of the authenticator, or a recovery code */
  code?: string | null;
}

export type SignInFailure = CredentialsRefused | SecondFactorNeeded | TooManyTries;

interface AccountRow {
  id: string;
  passwordHash: string | null;
  isTotpOn: boolean;
}

const logger = new Logger('Security');

/** Lets people in. A session always begins with a secret of its own, whatever the browser brought. */
@Injectable()
export class SignInService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly cipher: AddressCipher,
    private readonly accounts: AccountsService,
    private readonly passwords: PasswordsService,
    private readonly secondFactor: SecondFactorService,
    private readonly sessions: SessionsService,
    private readonly throttle: ThrottleService,
  ) {}

  /** Returns the account's id, or why not. The answer is the same, after the same time, whether there is an account. */
  async withPassword(given: Credentials, connection: Connection): Promise<string | SignInFailure> {
    this.requireOwnSite(connection.request);
    const emailHash = this.accounts.emailHash(given.email);
    const subjects = this.subjectsOf(connection.request, emailHash);
    const wait = await this.throttle.take(subjects);
    if (wait !== null) return refused(new TooManyTries(wait));
    const account = await this.find(emailHash);
    if (!(await this.passwords.verify(account?.passwordHash, given.password)) || !account) {
      return refused(new CredentialsRefused());
    }
    if (account.isTotpOn) {
      // A right password gives the try back: asking for the code is no failure.
      if (!given.code) {
        await this.throttle.giveBack(subjects);
        return new SecondFactorNeeded(false);
      }
      const code = given.code;
      const isRight = await this.dataSource.transaction((manager) =>
        this.secondFactor.use(manager, account.id, code),
      );
      if (!isRight) return refused(new SecondFactorNeeded(true));
    }
    await this.throttle.giveBack(subjects);
    await this.begin(account.id, 'password', connection, emailHash);
    return account.id;
  }

  /** Whether this is the account's password; counts as a try of its own account where it is not. */
  async confirmPassword(
    accountId: string,
    password: string,
    request: Request,
  ): Promise<true | SignInFailure> {
    const [row]: { emailHash: Buffer; passwordHash: string | null }[] = await this.dataSource.query(
      'SELECT email_hash AS "emailHash", password_hash AS "passwordHash" FROM account WHERE id = $1',
      [accountId],
    );
    if (!row) return new CredentialsRefused();
    const subjects = this.subjectsOf(request, row.emailHash);
    const wait = await this.throttle.take(subjects);
    if (wait !== null) return refused(new TooManyTries(wait));
    if (!(await this.passwords.verify(row.passwordHash, password))) return refused(new CredentialsRefused());
    await this.throttle.giveBack(subjects);
    return true;
  }

  /** Begins a session in this browser in place of the one that it may have had. */
  async begin(accountId: string, by: SignedInBy, connection: Connection, emailHash: Buffer): Promise<void> {
    const { request, response } = connection;
    const session = await this.dataSource.transaction((manager) =>
      this.sessions.begin(manager, accountId, by, clientOf(request), sessionSecretOf(request, this.config)),
    );
    setSessionCookie(request, response, this.config, session.secret, session.expiresAt);
    rememberBrowser(request, response, this.config, this.cipher, emailHash);
  }

  async end(accountId: string, sessionId: string, { request, response }: Connection): Promise<void> {
    await this.sessions.revoke(this.dataSource.manager, accountId, sessionId);
    clearSessionCookie(request, response, this.config);
  }

  /** Takes a try of looking up a secret that came by letter. */
  async takeSecretTry(request: Request): Promise<TooManyTries | null> {
    const wait = await this.throttle.take([{ kind: 'secrets', value: networkOf(request.ip) }]);
    return wait === null ? null : refused(new TooManyTries(wait));
  }

  /** Another site must not sign a reader in, as somebody else: throws FORBIDDEN_ORIGIN (403). */
  requireOwnSite(request: Request): void {
    if (request.headers.origin === undefined || comesFromThisSite(request, this.config)) return;
    logger.warn('FORBIDDEN_ORIGIN: sign-in from another site');
    throw new CodedError('FORBIDDEN_ORIGIN', 'error.origin', {}, 403);
  }

  private subjectsOf(request: Request, emailHash: Buffer): Subject[] {
    const account = emailHash.toString('hex');
    const browser = knownBrowser(request, this.cipher, emailHash);
    if (browser) return [{ kind: 'browser', value: `${browser} ${account}` }];
    const network = networkOf(request.ip);
    return [
      { kind: 'pair', value: `${network} ${account}` },
      { kind: 'address', value: network },
      { kind: 'account', value: account },
    ];
  }

  private async find(emailHash: Buffer): Promise<AccountRow | undefined> {
    const [row]: AccountRow[] = await this.dataSource.query(
      `SELECT id, password_hash AS "passwordHash", totp_confirmed_at IS NOT NULL AS "isTotpOn"
       FROM account WHERE email_hash = $1 AND disabled_at IS NULL`,
      [emailHash],
    );
    return row;
  }
}

/** Logs a refusal by its code alone. */
export function refused<T extends { code: string }>(failure: T): T {
  logger.warn(`${failure.code}: a sign-in was refused`);
  return failure;
}
