import {
  Args,
  Context,
  Field,
  GraphQLISODateTime,
  ID,
  InputType,
  Mutation,
  Query,
  Resolver,
} from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { Role, type Viewer } from '../../../common/viewer';
import { type GraphqlContext, LocaleScalar } from '../../../platform/graphql';
import { Access, CurrentViewer } from '../access.decorator';
import { refusal } from '../access.policy';
import { AccountsService } from '../accounts.service';
import { InputRefused, LinkRefused } from '../failures';
import { InvitationsService } from '../invitations.service';
import { MeQuery } from '../me.query';
import { RolesService } from '../roles.service';
import { SignInService } from '../sign-in/sign-in.service';
import {
  AcceptInvitationResult,
  ChangeResult,
  Done,
  DONE,
  InvitationSent,
  InviteResult,
  SignedIn,
} from './account.results';
import { InvitationType, OfferedInvitationType, RoleGrantType } from './account.types';
import { connectionOf } from './connection-of';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@InputType({ description: 'A role to offer to a person.' })
export class InvitePersonInput {
  @Field(() => String, { description: 'the letter goes there' }) email!: string;
  @Field(() => Role) role!: Role;
  @Field(() => ID, {
    nullable: true,
    description: 'network, city or organisation; null: ADMINISTRATOR of the site',
  })
  scopeId?: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'when the role ends' }) until?: Date | null;
  @Field(() => LocaleScalar, {
    nullable: true,
    description: "language of the letter; left out: the sender's",
  })
  locale?: Locale | null;
}

@InputType({ description: 'Who accepts an invitation without having an account.' })
export class NewPersonInput {
  @Field(() => String, { description: 'how others see the person, 1–100 characters' }) displayName!: string;
  @Field(() => String, { description: '12–200 characters' }) password!: string;
  @Field(() => LocaleScalar, { nullable: true, description: 'language of letters' }) locale?: Locale | null;
}

/** Who has which role where, and how somebody gets one. */
@Resolver()
export class RolesResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly invitationsService: InvitationsService,
    private readonly people: MeQuery,
    private readonly roles: RolesService,
    private readonly signIns: SignInService,
  ) {}

  @Access('role.read')
  @Query(() => [RoleGrantType], {
    description: 'Who has a role in a network, city or organisation. FORBIDDEN elsewhere.',
  })
  rolesIn(
    @CurrentViewer() viewer: Viewer,
    @Args('scopeId', { type: () => ID }) scopeId: string,
  ): Promise<RoleGrantType[]> {
    return this.roles.inPlace(this.dataSource.manager, viewer, known(viewer, scopeId));
  }

  @Access('account.manage')
  @Query(() => [RoleGrantType], { description: 'Who may administer the site.' })
  administrators(@CurrentViewer() viewer: Viewer): Promise<RoleGrantType[]> {
    return this.roles.inPlace(this.dataSource.manager, viewer, null);
  }

  @Access('role.read')
  @Query(() => [InvitationType], {
    description:
      'Invitations that nobody has taken yet; without scopeId: of administrators. FORBIDDEN elsewhere.',
  })
  invitations(
    @CurrentViewer() viewer: Viewer,
    @Args('scopeId', { type: () => ID, nullable: true }) scopeId?: string | null,
  ): Promise<InvitationType[]> {
    return this.invitationsService.pending(viewer, scopeId ? known(viewer, scopeId) : null);
  }

  @Access('session.begin')
  @Query(() => OfferedInvitationType, {
    nullable: true,
    description: 'What the link of an invitation offers; null where it is not good, or tried too often.',
  })
  offeredInvitation(
    @Args('key', { type: () => String, description: 'what stands behind `key=` in the link' }) key: string,
    @Context() context: GraphqlContext,
  ): Promise<OfferedInvitationType | null> {
    return this.offered(key, context);
  }

  @Access('role.give')
  @Mutation(() => InviteResult, {
    description:
      'Sends a letter that offers a role. A coordinator gives roles in their network and names the first officer of a ' +
      'member; an officer gives roles in their city or organisation; an administrator everywhere. FORBIDDEN elsewhere. ' +
      'LAST_OF_ITS_ROLE at `until`: after that day nobody would have a role that somebody has to have.',
  })
  async invitePerson(
    @CurrentViewer() viewer: Viewer,
    @Args('input', { type: () => InvitePersonInput }) input: InvitePersonInput,
    @Context() { request }: GraphqlContext,
  ): Promise<object> {
    const answer = await this.invitationsService.invite(viewer, {
      email: input.email,
      role: input.role,
      scopeId: input.scopeId ? known(viewer, input.scopeId) : null,
      until: input.until ?? null,
      locale: input.locale ?? request.acceptedLocale ?? null,
    });
    return typeof answer === 'string'
      ? Object.assign(new InvitationSent(), { invitationId: answer })
      : answer;
  }

  @Access('role.give')
  @Mutation(() => Done, {
    description: 'Takes an invitation back. FORBIDDEN where one may not give that role.',
  })
  async withdrawInvitation(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Done> {
    await this.invitationsService.withdraw(viewer, known(viewer, id));
    return DONE;
  }

  @Access('session.begin')
  @Mutation(() => AcceptInvitationResult, {
    description:
      'Takes the role of an invitation. Signed in with the address that it was sent to: leave `person` out. Without an ' +
      'account: `person` makes one and signs in. ACCOUNT_EXISTS: sign in first.',
  })
  async acceptInvitation(
    @CurrentViewer() viewer: Viewer,
    @Args('key', { type: () => String, description: 'what stands behind `key=` in the link' }) key: string,
    @Context() context: GraphqlContext,
    @Args('person', { type: () => NewPersonInput, nullable: true }) person?: NewPersonInput | null,
  ): Promise<object> {
    const connection = connectionOf(context);
    this.signIns.requireOwnSite(connection.request);
    const tooMany = await this.signIns.takeSecretTry(connection.request);
    if (tooMany) return tooMany;
    const answer = await this.accept(viewer, key.slice(0, 200), person ?? null);
    if (answer instanceof InputRefused || answer instanceof LinkRefused) return answer;
    if (answer.emailHash) await this.signIns.begin(answer.accountId, 'link', connection, answer.emailHash);
    return Object.assign(new SignedIn(), { me: await this.people.ofAccount(answer.accountId) });
  }

  @Access('account.secure')
  @Mutation(() => ChangeResult, {
    description:
      "Lays down a role of one's own. FORBIDDEN where it is another's. LAST_OF_ITS_ROLE as for `endRole`.",
  })
  async leaveRole(
    @CurrentViewer() viewer: Viewer,
    @Args('grantId', { type: () => ID }) grantId: string,
  ): Promise<object> {
    const id = known(viewer, grantId);
    return (await this.dataSource.transaction((manager) => this.roles.leave(manager, viewer, id))) ?? DONE;
  }

  @Access('role.give')
  @Mutation(() => ChangeResult, {
    description:
      'Ends a role from now on. FORBIDDEN where one may not give that role. ' +
      'LAST_OF_ITS_ROLE: the site keeps an administrator, a network a coordinator, and the keeper of a closed one an officer, ' +
      'each for good: one whose role ends by itself, or has not begun, does not count.',
  })
  async endRole(
    @CurrentViewer() viewer: Viewer,
    @Args('grantId', { type: () => ID }) grantId: string,
  ): Promise<object> {
    const id = known(viewer, grantId);
    return (await this.dataSource.transaction((manager) => this.roles.end(manager, viewer, id))) ?? DONE;
  }

  private async accept(
    viewer: Viewer,
    key: string,
    person: NewPersonInput | null,
  ): Promise<{ accountId: string; emailHash?: Buffer } | InputRefused | LinkRefused> {
    if (viewer.account && !viewer.account.token) {
      const answer = await this.invitationsService.acceptAs(viewer.account.id, key);
      return answer === true ? { accountId: viewer.account.id } : answer;
    }
    if (!person) return new InputRefused('PERSON_MISSING', 'error.invitation.signInFirst', 'person');
    return this.invitationsService.acceptAsNew(key, { ...person, locale: person.locale ?? null });
  }

  private async offered(key: string, context: GraphqlContext): Promise<OfferedInvitationType | null> {
    // A page asks in this process, for the request that asked for the page.
    if (context.http && (await this.signIns.takeSecretTry(context.http.request))) return null;
    const offered = await this.invitationsService.offered(key.slice(0, 200));
    if (!offered) return null;
    const { manager } = this.dataSource;
    const names = await this.accounts.displayNames(manager, offered.inviterId ? [offered.inviterId] : []);
    const existing = await this.accounts.findByEmail(manager, offered.email);
    return {
      ...offered,
      inviterName: names.get(offered.inviterId ?? '') ?? null,
      hasAccount: existing !== null,
    };
  }
}

/** An id as it stands in the database; what is none is refused like an unknown one. */
function known(viewer: Viewer, id: string): string {
  if (!UUID.test(id)) throw refusal(viewer);
  return id.toLowerCase();
}
