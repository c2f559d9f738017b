import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Locale } from '../../common/locale';
import { Role, type Viewer } from '../../common/viewer';
import { refusal } from './access.policy';
import { AccountsService } from './accounts.service';
import { passwordRefused } from './credentials.service';
import { InputRefused, LinkRefused, TooManyTries } from './failures';
import { type LinkRow, LinksService } from './links/links.service';
import { PasswordsService } from './passwords/passwords.service';
import { emailProblem, nameProblem } from './person-input';
import { isRoleOf, mayGiveRole, maySeeRoles } from './role.policy';
import { RolesService } from './roles.service';
import { ThrottleService } from './sign-in/throttle.service';
import { ViewerQuery } from './viewer.query';

const INVITATION_HOURS = 14 * 24;

export interface InvitationInput {
  email: string;
  role: Role;
  /** null: an administrator */
  scopeId: string | null;
  /** when the role ends; null: when somebody ends it */
  until: Date | null;
  /** language of the letter */
  locale: Locale | null;
}

export interface InvitationRow {
  id: string;
  role: Role;
  scopeId: string | null;
  until: Date | null;
  expiresAt: Date;
}

export interface NewPerson {
  displayName: string;
  password: string;
  locale: Locale | null;
}

/** A role is offered by letter; whoever holds the letter's link takes it. */
@Injectable()
export class InvitationsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly links: LinksService,
    private readonly passwords: PasswordsService,
    private readonly roles: RolesService,
    private readonly throttle: ThrottleService,
    private readonly viewers: ViewerQuery,
  ) {}

  /** Returns the invitation's id. Throws FORBIDDEN where the viewer may not give that role there. */
  async invite(viewer: Viewer, input: InvitationInput): Promise<string | InputRefused | TooManyTries> {
    const { manager } = this.dataSource;
    const place = input.scopeId === null ? null : await this.roles.place(manager, input.scopeId);
    if (input.scopeId !== null && place === null) throw refusal(viewer);
    if (!isRoleOf(input.role, place)) {
      // Only who may give roles there is told that there is no such one.
      if (!maySeeRoles(viewer, place)) throw refusal(viewer);
      return new InputRefused('ROLE_NOT_GIVEN_THERE', 'error.role.notThere', 'role');
    }
    if (!mayGiveRole(viewer, input.role, place)) throw refusal(viewer);
    const problem = emailProblem(input.email);
    if (problem) return problem;
    if (input.until && input.until <= new Date())
      return new InputRefused('UNTIL_PAST', 'error.role.past', 'until');
    if (await this.wouldLapse(manager, input)) {
      return new InputRefused('LAST_OF_ITS_ROLE', 'error.role.lapses', 'until');
    }
    const emailHash = this.accounts.emailHash(input.email);
    const wait = await this.throttle.take([{ kind: 'letters', value: emailHash.toString('hex') }]);
    if (wait !== null) return new TooManyTries(wait);
    return this.dataSource.transaction((transaction) =>
      this.links.make(transaction, {
        purpose: 'invitation',
        accountId: null,
        payload: {
          role: input.role,
          scopeId: input.scopeId,
          until: input.until?.toISOString() ?? null,
          locale: input.locale,
        },
        email: input.email.trim(),
        emailHash,
        createdBy: viewer.account?.id ?? null,
        hours: INVITATION_HOURS,
      }),
    );
  }

  /** What a letter's link offers; null where it is no longer good. */
  async offered(key: string): Promise<(InvitationRow & { email: string; inviterId: string | null }) | null> {
    const link = await this.links.find(this.dataSource.manager, ['invitation'], key);
    return link ? { ...rowOf(link), email: link.email ?? '', inviterId: link.createdBy } : null;
  }

  /** Invitations to a place that nobody has taken yet; null: of administrators. Throws FORBIDDEN. */
  async pending(viewer: Viewer, scopeId: string | null): Promise<InvitationRow[]> {
    const { manager } = this.dataSource;
    const place = scopeId === null ? null : await this.roles.place(manager, scopeId);
    if ((scopeId !== null && place === null) || !maySeeRoles(viewer, place)) throw refusal(viewer);
    const rows: Pick<LinkRow, 'id' | 'payload' | 'expiresAt'>[] = await manager.query(
      `SELECT id, payload, expires_at AS "expiresAt" FROM account_link
       WHERE purpose = 'invitation' AND used_at IS NULL AND expires_at > now()
         AND payload->>'scopeId' IS NOT DISTINCT FROM $1::text ORDER BY created_at, id`,
      [scopeId],
    );
    return rows.map(rowOf);
  }

  /** Throws FORBIDDEN where the viewer may not give that role, for an unknown invitation too. */
  async withdraw(viewer: Viewer, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const link = await this.links.byId(manager, id);
      if (link?.purpose !== 'invitation') throw refusal(viewer);
      const { role, scopeId } = rowOf(link);
      const place = scopeId === null ? null : await this.roles.place(manager, scopeId);
      if (!mayGiveRole(viewer, role, place)) throw refusal(viewer);
      await manager.query('UPDATE account_link SET used_at = now() WHERE id = $1', [id]);
    });
  }

  /** Makes the account that an invitation is for and gives it its role. */
  async acceptAsNew(
    key: string,
    person: NewPerson,
  ): Promise<{ accountId: string; emailHash: Buffer } | InputRefused | LinkRefused> {
    const offered = await this.links.find(this.dataSource.manager, ['invitation'], key);
    if (!offered?.email || !offered.emailHash) return new LinkRefused();
    const { email, emailHash } = offered;
    const name = nameProblem(person.displayName);
    if (name) return name;
    const weak = this.passwords.problem(person.password, email);
    if (weak) return passwordRefused(weak);
    const passwordHash = await this.passwords.hash(person.password);
    return this.dataSource.transaction(async (manager) => {
      const [existing]: unknown[] = await manager.query('SELECT FROM account WHERE email_hash = $1', [
        emailHash,
      ]);
      // Only who reads that mailbox holds the link, so this tells nobody else.
      if (existing) return new InputRefused('ACCOUNT_EXISTS', 'error.invitation.signInFirst');
      const link = await this.links.use(manager, ['invitation'], key);
      if (!link || !(await this.isStillMeant(manager, link))) return new LinkRefused();
      const accountId = await this.accounts.create(manager, {
        displayName: person.displayName.trim(),
        email,
        locale: person.locale,
        passwordHash,
      });
      await this.give(manager, accountId, link);
      return { accountId, emailHash };
    });
  }

  /** Gives the offered role to the account that is signed in, if the letter was sent to its own address. */
  async acceptAs(accountId: string, key: string): Promise<true | InputRefused | LinkRefused> {
    return this.dataSource.transaction((manager) => this.acceptWithin(manager, accountId, key));
  }

  /** The same within a transaction of the caller's. */
  async acceptWithin(
    manager: EntityManager,
    accountId: string,
    key: string,
  ): Promise<true | InputRefused | LinkRefused> {
    const offered = await this.links.find(manager, ['invitation'], key);
    if (!offered) return new LinkRefused();
    const [own]: { id: string }[] = await manager.query(
      'SELECT id FROM account WHERE id = $1 AND email_hash = $2',
      [accountId, offered.emailHash],
    );
    if (!own) return new InputRefused('OTHER_ADDRESS', 'error.invitation.otherAddress');
    const link = await this.links.use(manager, ['invitation'], key);
    if (!link || !(await this.isStillMeant(manager, link))) return new LinkRefused();
    await this.give(manager, accountId, link);
    return true;
  }

  /** Makes an account without a password for a person whose address a provider has checked. */
  async acceptAsProven(
    manager: EntityManager,
    key: string,
    email: string,
    name: string | null,
  ): Promise<{ accountId: string; emailHash: Buffer } | InputRefused | LinkRefused> {
    const offered = await this.links.find(manager, ['invitation'], key);
    if (!offered) return new LinkRefused();
    const emailHash = this.accounts.emailHash(email);
    if (!offered.emailHash?.equals(emailHash)) {
      return new InputRefused('OTHER_ADDRESS', 'error.invitation.otherAddress');
    }
    const link = await this.links.use(manager, ['invitation'], key);
    if (!link || !(await this.isStillMeant(manager, link))) return new LinkRefused();
    const locale = link.payload['locale'];
    const accountId = await this.accounts.create(manager, {
      displayName: name !== null && !nameProblem(name) ? name.trim() : '–',
      email,
      locale: typeof locale === 'string' ? locale : null,
    });
    await this.give(manager, accountId, link);
    return { accountId, emailHash };
  }

  private async give(manager: EntityManager, accountId: string, link: LinkRow): Promise<void> {
    const { role, scopeId, until } = rowOf(link);
    await this.accounts.grant(manager, { accountId, role, scopeId, until, grantedBy: link.createdBy });
  }

  /** A role that somebody has to have is not given for a time where nobody would have it after that. */
  private async wouldLapse(
    manager: EntityManager,
    { role, scopeId, until }: Pick<InvitationInput, 'role' | 'scopeId' | 'until'>,
  ): Promise<boolean> {
    if (!until) return false;
    return !(await this.roles.staysHeld(manager, { role, scopeId }, until));
  }

  /** Whoever invited may have lost the right to since. */
  private async isStillMeant(manager: EntityManager, link: LinkRow): Promise<boolean> {
    const inviter = link.createdBy ? await this.viewers.ofAccount(link.createdBy, manager) : null;
    if (!inviter) return false;
    const { role, scopeId, until } = rowOf(link);
    if (until && until <= new Date()) return false;
    if (await this.wouldLapse(manager, { role, scopeId, until })) return false;
    const place = scopeId === null ? null : await this.roles.place(manager, scopeId);
    return (scopeId === null || place !== null) && mayGiveRole(inviter, role, place);
  }
}

function rowOf({ id, payload, expiresAt }: Pick<LinkRow, 'id' | 'payload' | 'expiresAt'>): InvitationRow {
  const until = payload['until'];
  const scopeId = payload['scopeId'];
  return {
    id,
    role: payload['role'] as Role,
    scopeId: typeof scopeId === 'string' ? scopeId : null,
    until: typeof until === 'string' ? new Date(until) : null,
    expiresAt,
  };
}
