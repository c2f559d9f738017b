import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CodedError } from '../../../common/errors';
import { AccountsService } from '../accounts.service';
import { InputRefused, LinkRefused } from '../failures';
import { InvitationsService } from '../invitations.service';
import type { ComeBack, ProvenPerson } from './oidc.service';

export interface OidcAccount {
  accountId: string;
  emailHash: Buffer;
}

const logger = new Logger('Security');

/** Which account a person is whom a provider has proven. Nobody gets one without an invitation. */
@Injectable()
export class OidcAccountsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly invitations: InvitationsService,
  ) {}

  /** Throws OIDC_NO_ACCOUNT (403), OIDC_OTHER_ACCOUNT (409) or the code of an invitation that cannot be accepted. */
  async accountOf({ person, invitation, accountId }: ComeBack): Promise<OidcAccount> {
    const known = await this.tied(this.dataSource.manager, person);
    if (known && accountId && known.accountId !== accountId) throw this.refused('OIDC_OTHER_ACCOUNT', 409);
    if (known && !invitation) return known;
    return this.dataSource.transaction(async (manager) => {
      if (known) return this.acceptFor(known, String(invitation), manager);
      if (accountId) return this.tie(manager, person, accountId);
      const byAddress = await this.byProvenAddress(manager, person);
      if (byAddress) await this.tie(manager, person, byAddress.accountId);
      if (byAddress && !invitation) return byAddress;
      if (byAddress) return this.acceptFor(byAddress, String(invitation), manager);
      if (!invitation) throw this.refused('OIDC_NO_ACCOUNT', 403);
      return this.acceptAsNew(manager, person, invitation);
    });
  }

  private async tied(manager: EntityManager, { issuer, subject }: ProvenPerson): Promise<OidcAccount | null> {
    const [row]: OidcAccount[] = await manager.query(
      `SELECT a.id AS "accountId", a.email_hash AS "emailHash" FROM account_identity i
       JOIN account a ON a.id = i.account_id AND a.disabled_at IS NULL WHERE i.issuer = $1 AND i.subject = $2`,
      [issuer, subject],
    );
    return row ?? null;
  }

  /**
   * The account of an address that the provider has checked. An account with a second factor is not found so: its owner
   * ties it from within.
   */
  private async byProvenAddress(
    manager: EntityManager,
    { email }: ProvenPerson,
  ): Promise<OidcAccount | null> {
    if (email === null) return null;
    const [row]: OidcAccount[] = await manager.query(
      `SELECT id AS "accountId", email_hash AS "emailHash" FROM account
       WHERE email_hash = $1 AND disabled_at IS NULL AND totp_confirmed_at IS NULL`,
      [this.accounts.emailHash(email)],
    );
    return row ?? null;
  }

  private async tie(manager: EntityManager, person: ProvenPerson, accountId: string): Promise<OidcAccount> {
    await manager.query(
      `INSERT INTO account_identity (issuer, subject, account_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [person.issuer, person.subject, accountId],
    );
    const tied = await this.tied(manager, person);
    if (tied?.accountId !== accountId) throw this.refused('OIDC_OTHER_ACCOUNT', 409);
    return tied;
  }

  private async acceptFor(known: OidcAccount, key: string, manager: EntityManager): Promise<OidcAccount> {
    const answer = await this.invitations.acceptWithin(manager, known.accountId, key);
    if (answer !== true) throw this.refusedInvitation(answer);
    return known;
  }

  private async acceptAsNew(manager: EntityManager, person: ProvenPerson, key: string): Promise<OidcAccount> {
    if (person.email === null) throw this.refused('OIDC_ADDRESS_NOT_PROVEN', 403);
    const answer = await this.invitations.acceptAsProven(manager, key, person.email, person.name);
    if (!('accountId' in answer)) throw this.refusedInvitation(answer);
    await this.tie(manager, person, answer.accountId);
    return answer;
  }

  private refusedInvitation({ code, messageKey }: InputRefused | LinkRefused): CodedError {
    logger.warn(`${code}: an invitation was refused`);
    return new CodedError(code, messageKey, {}, 403);
  }

  private refused(code: string, status: number): CodedError {
    logger.warn(`${code}: a sign-in was refused`);
    return new CodedError(code, 'error.oidc.noAccount', {}, status);
  }
}
