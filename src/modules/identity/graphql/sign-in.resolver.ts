import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Locale } from '../../../common/locale';
import type { Viewer } from '../../../common/viewer';
import { CONFIG, type Config } from '../../../platform/config';
import { type GraphqlContext, LocaleScalar } from '../../../platform/graphql';
import { Access, CurrentViewer } from '../access.decorator';
import { CredentialsService } from '../credentials.service';
import { SecondFactorNeeded } from '../failures';
import { MeQuery } from '../me.query';
import { OidcService } from '../oidc/oidc.service';
import { clearSessionCookie } from '../session-cookie';
import { SignInService } from '../sign-in/sign-in.service';
import {
  Done,
  DONE,
  LetterPromised,
  LetterResult,
  ResetPasswordResult,
  SignedIn,
  SignInResult,
} from './account.results';
import { MeType, SignInProviderType } from './account.types';
import { connectionOf } from './connection-of';

/** Ways in and out. */
@Resolver()
export class SignInResolver {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly credentials: CredentialsService,
    private readonly people: MeQuery,
    private readonly providers: OidcService,
    private readonly signIns: SignInService,
  ) {}

  @Access('anyone')
  @Query(() => MeType, { nullable: true, description: 'Who is signed in; null: nobody.' })
  me(@CurrentViewer() viewer: Viewer): Promise<MeType | null> {
    return this.people.of(viewer);
  }

  @Access('anyone')
  @Query(() => [SignInProviderType], {
    description: 'Providers by which people sign in here; none is usual.',
  })
  signInProviders(): SignInProviderType[] {
    return this.providers.list();
  }

  @Access('session.begin')
  @Mutation(() => SignInResult, {
    description:
      'Signs in with address and password. Where the account has a second factor the answer is SecondFactorNeeded: ' +
      'send all three. Tries are counted by account and by connection; a browser that was signed in with the account ' +
      'before has tries of its own, so nobody is locked out by others.',
  })
  async signIn(
    @Args('email', { type: () => String }) email: string,
    @Args('password', { type: () => String }) password: string,
    @Context() context: GraphqlContext,
    @Args('code', {
      type: () => String,
      nullable: true,
      description: 'of the authenticator, or a recovery code',
    })
    code?: string | null,
  ): Promise<object> {
    const answer = await this.signIns.withPassword(
      { email: email.slice(0, 300), password, code: code ?? null },
      connectionOf(context),
    );
    return typeof answer === 'string' ? this.signedIn(answer) : answer;
  }

  @Access('anyone')
  @Mutation(() => Done, {
    description: 'Ends the session of this browser. Does no harm where there is none.',
  })
  async signOut(@CurrentViewer() viewer: Viewer, @Context() context: GraphqlContext): Promise<Done> {
    const connection = connectionOf(context);
    const { account } = viewer;
    if (account?.sessionId) await this.signIns.end(account.id, account.sessionId, connection);
    else clearSessionCookie(connection.request, connection.response, this.config);
    return DONE;
  }

  @Access('session.begin')
  @Mutation(() => LetterResult, {
    description:
      'Sends a link for a new password, good for two hours. Says the same where there is no such account.',
  })
  async requestPasswordReset(
    @Args('email', { type: () => String }) email: string,
    @Context() context: GraphqlContext,
    @Args('locale', { type: () => LocaleScalar, nullable: true, description: 'language of the letter' })
    locale?: Locale | null,
  ): Promise<object> {
    const { request } = connectionOf(context);
    const language = locale ?? context.request.acceptedLocale;
    const failure = await this.credentials.requestReset(email.slice(0, 300), language, request);
    return failure ?? Object.assign(new LetterPromised(), { ok: true });
  }

  @Access('session.begin')
  @Mutation(() => ResetPasswordResult, {
    description:
      'Sets a password by the link of a letter, ends every session and token of the account, and signs in. Where the ' +
      'account has a second factor the password is set, and the answer is SecondFactorNeeded: sign in with `signIn`.',
  })
  async resetPassword(
    @Args('key', { type: () => String, description: 'what stands behind `key=` in the link' }) key: string,
    @Args('password', { type: () => String, description: '12–200 characters' }) password: string,
    @Context() context: GraphqlContext,
  ): Promise<object> {
    const connection = connectionOf(context);
    this.signIns.requireOwnSite(connection.request);
    const tooMany = await this.signIns.takeSecretTry(connection.request);
    if (tooMany) return tooMany;
    const answer = await this.credentials.resetPassword(key.slice(0, 200), password);
    if (!('accountId' in answer)) return answer;
    const person = await this.people.ofAccount(answer.accountId);
    if (person.hasSecondFactor) return new SecondFactorNeeded(false);
    await this.signIns.begin(answer.accountId, 'link', connection, answer.emailHash);
    return Object.assign(new SignedIn(), { me: person });
  }

  private async signedIn(accountId: string): Promise<SignedIn> {
    return Object.assign(new SignedIn(), { me: await this.people.ofAccount(accountId) });
  }
}
