import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { TokenScope, type Viewer } from '../../../common/viewer';
import { type GraphqlContext, LocaleScalar } from '../../../platform/graphql';
import { Access, CurrentViewer } from '../access.decorator';
import { AccountsService } from '../accounts.service';
import { InputRefused } from '../failures';
import { LettersService } from '../links/letters.service';
import { MeQuery } from '../me.query';
import { nameProblem } from '../person-input';
import { SessionsService } from '../sessions.service';
import { SignInService } from '../sign-in/sign-in.service';
import { MAX_TOKENS, TokensService } from '../tokens.service';
import { ChangeResult, CreateTokenResult, Done, DONE, TokenCreated, UpdateMeResult } from './account.results';
import { ApiTokenType, MeType, SessionType } from './account.types';
import { accountOf, connectionOf, sessionOf } from './connection-of';

const MAX_TOKEN_DAYS = 365;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a person sees and settles of their own account. */
@Resolver()
export class AccountResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    private readonly letters: LettersService,
    private readonly people: MeQuery,
    private readonly sessionsService: SessionsService,
    private readonly signIns: SignInService,
    private readonly tokens: TokensService,
  ) {}

  @Access('account.self')
  @Query(() => [SessionType], {
    description: 'Browsers in which the account is signed in, the latest first.',
  })
  async sessions(@CurrentViewer() viewer: Viewer): Promise<SessionType[]> {
    const account = accountOf(viewer);
    const rows = await this.sessionsService.ofAccount(this.dataSource.manager, account.id);
    return rows.map((row) => ({ ...row, isCurrent: row.id === account.sessionId }));
  }

  @Access('account.self')
  @Query(() => [ApiTokenType], {
    description: 'Tokens of the account that are good. Secrets are not shown again.',
  })
  apiTokens(@CurrentViewer() viewer: Viewer): Promise<ApiTokenType[]> {
    return this.tokens.ofAccount(this.dataSource.manager, accountOf(viewer).id);
  }

  @Access('account.selfChange')
  @Mutation(() => UpdateMeResult, { description: 'Changes what is given and leaves the rest.' })
  async updateMe(
    @CurrentViewer() viewer: Viewer,
    @Args('displayName', { type: () => String, nullable: true }) displayName?: string | null,
    @Args('locale', { type: () => LocaleScalar, nullable: true }) locale?: Locale | null,
  ): Promise<MeType | InputRefused> {
    const { id } = accountOf(viewer);
    const problem = typeof displayName === 'string' ? nameProblem(displayName) : null;
    if (problem) return problem;
    await this.accounts.update(this.dataSource.manager, id, {
      displayName: displayName?.trim() ?? null,
      locale: locale ?? null,
    });
    return this.people.ofAccount(id);
  }

  @Access('account.secure')
  @Mutation(() => Done, {
    description: 'Ends one session of the account; does nothing where it has no such one.',
  })
  async revokeSession(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
    @Context() context: GraphqlContext,
  ): Promise<Done> {
    const account = sessionOf(viewer);
    if (id === account.sessionId) await this.signIns.end(account.id, id, connectionOf(context));
    else if (UUID.test(id)) await this.sessionsService.revoke(this.dataSource.manager, account.id, id);
    return DONE;
  }

  @Access('account.secure')
  @Mutation(() => Done, { description: 'Ends all sessions of the account but this one.' })
  async revokeOtherSessions(@CurrentViewer() viewer: Viewer): Promise<Done> {
    const { id, sessionId } = sessionOf(viewer);
    await this.sessionsService.revokeAll(this.dataSource.manager, id, sessionId);
    return DONE;
  }

  @Access('account.secure')
  @Mutation(() => CreateTokenResult, {
    description: 'Makes a token that may do at most what the account may. Its owner is told by letter.',
  })
  async createToken(
    @CurrentViewer() viewer: Viewer,
    @Args('name', { type: () => String, description: 'what it is for, 1–100 characters' }) name: string,
    @Args('scopes', { type: () => [TokenScope] }) scopes: TokenScope[],
    @Args('days', { type: () => Int, description: '1–365' }) days: number,
  ): Promise<TokenCreated | InputRefused> {
    const { id } = sessionOf(viewer);
    const problem = nameProblem(name, 'name');
    if (problem) return problem;
    if (scopes.length === 0) return new InputRefused('SCOPES_MISSING', 'error.token.scopes', 'scopes');
    if (days < 1 || days > MAX_TOKEN_DAYS) {
      return new InputRefused('DAYS_OUT_OF_RANGE', 'error.token.days', 'days', { max: MAX_TOKEN_DAYS });
    }
    const made = await this.dataSource.transaction(async (manager) => {
      const created = await this.tokens.create(manager, id, name.trim(), [...new Set(scopes)], days);
      if (created) await this.letters.notify(manager, id, 'token');
      return created;
    });
    if (!made) return new InputRefused('TOO_MANY_TOKENS', 'error.token.tooMany', null, { max: MAX_TOKENS });
    const { secret, ...token } = made;
    return Object.assign(new TokenCreated(), { token, secret });
  }

  @Access('account.secure')
  @Mutation(() => Done, {
    description: 'Ends a token of the account; does nothing where it has no such one.',
  })
  async revokeToken(
    @CurrentViewer() viewer: Viewer,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Done> {
    const account = sessionOf(viewer);
    if (UUID.test(id)) await this.tokens.revoke(this.dataSource.manager, account.id, id);
    return DONE;
  }

  @Access('account.secure')
  @Mutation(() => ChangeResult, {
    description:
      'Erases the account: address, name, password, roles, sessions, tokens. What it wrote stays, without its name. ' +
      'The last administrator, and the last coordinator of a network, names another first.',
  })
  async deleteAccount(
    @CurrentViewer() viewer: Viewer,
    @Args('password', { type: () => String }) password: string,
    @Context() context: GraphqlContext,
  ): Promise<object> {
    const { id, sessionId } = sessionOf(viewer);
    const connection = connectionOf(context);
    const confirmed = await this.signIns.confirmPassword(id, password, connection.request);
    if (confirmed !== true) return confirmed;
    const problem = await this.dataSource.transaction((manager) => this.accounts.erase(manager, id));
    if (problem) return problem;
    await this.signIns.end(id, sessionId, connection);
    return DONE;
  }
}
