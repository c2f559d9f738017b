import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../../common/viewer';
import type { GraphqlContext } from '../../../platform/graphql';
import { Access, CurrentViewer } from '../access.decorator';
import { CredentialsService } from '../credentials.service';
import { InputRefused } from '../failures';
import { MeQuery } from '../me.query';
import { SecondFactorService } from '../sign-in/second-factor.service';
import { type SignInFailure, SignInService } from '../sign-in/sign-in.service';
import {
  BeginSecondFactorResult,
  ChangeResult,
  DONE,
  EmailChangeProgress,
  EmailChangeResult,
  LetterPromised,
  LetterResult,
  RecoveryCodes,
  RecoveryCodesResult,
  SecondFactorBegun,
} from './account.results';
import { connectionOf, sessionOf } from './connection-of';

/** Password, address and second factor. Each change asks for the password again. */
@Resolver()
export class CredentialsResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly credentials: CredentialsService,
    private readonly people: MeQuery,
    private readonly secondFactor: SecondFactorService,
    private readonly signIns: SignInService,
  ) {}

  @Access('account.secure')
  @Mutation(() => ChangeResult, { description: 'Sets a new password and ends all other sessions.' })
  async changePassword(
    @CurrentViewer() viewer: Viewer,
    @Args('password', { type: () => String, description: 'the present one' }) password: string,
    @Args('newPassword', { type: () => String, description: '12–200 characters' }) newPassword: string,
    @Context() context: GraphqlContext,
  ): Promise<object> {
    const { id, sessionId } = sessionOf(viewer);
    const confirmed = await this.confirm(id, password, context);
    if (confirmed !== true) return confirmed;
    return (await this.credentials.changePassword(id, sessionId, newPassword)) ?? DONE;
  }

  @Access('account.secure')
  @Mutation(() => LetterResult, {
    description:
      'Sends a letter to the present and one to the new address; the change is made when both links were confirmed, ' +
      'within a day. Whether the new address is in use is not told.',
  })
  async changeEmail(
    @CurrentViewer() viewer: Viewer,
    @Args('password', { type: () => String }) password: string,
    @Args('email', { type: () => String, description: 'the new address' }) email: string,
    @Context() context: GraphqlContext,
  ): Promise<object> {
    const { id } = sessionOf(viewer);
    const confirmed = await this.confirm(id, password, context);
    if (confirmed !== true) return confirmed;
    const problem = await this.credentials.requestEmailChange(id, email);
    return problem ?? Object.assign(new LetterPromised(), { ok: true });
  }

  @Access('session.begin')
  @Mutation(() => EmailChangeResult, {
    description: 'Says yes to a change of address by the link of one of its two letters. Needs no sign-in.',
  })
  async confirmEmailChange(
    @Args('key', { type: () => String, description: 'what stands behind `key=` in the link' }) key: string,
    @Context() context: GraphqlContext,
  ): Promise<object> {
    const tooMany = await this.signIns.takeSecretTry(connectionOf(context).request);
    if (tooMany) return tooMany;
    const answer = await this.credentials.confirmEmailChange(key.slice(0, 200));
    return typeof answer === 'boolean'
      ? Object.assign(new EmailChangeProgress(), { isDone: answer })
      : answer;
  }

  @Access('account.secure')
  @Mutation(() => BeginSecondFactorResult, {
    description: 'Begins a second factor. It is asked for once `confirmTotp` has seen a code of it.',
  })
  async enableTotp(
    @CurrentViewer() viewer: Viewer,
    @Args('password', { type: () => String }) password: string,
    @Context() context: GraphqlContext,
  ): Promise<object> {
    const { id } = sessionOf(viewer);
    const confirmed = await this.confirm(id, password, context);
    if (confirmed !== true) return confirmed;
    const { email } = await this.people.ofAccount(id);
    const setup = await this.secondFactor.begin(id, email);
    return setup
      ? Object.assign(new SecondFactorBegun(), setup)
      : new InputRefused('SECOND_FACTOR_ON', 'error.secondFactor.on');
  }

  @Access('account.secure')
  @Mutation(() => RecoveryCodesResult, {
    description: 'Turns the second factor on. Answers with recovery codes.',
  })
  async confirmTotp(
    @CurrentViewer() viewer: Viewer,
    @Args('code', { type: () => String, description: 'six digits that the authenticator shows now' })
    code: string,
    @Context() context: GraphqlContext,
  ): Promise<object> {
    const { id } = sessionOf(viewer);
    const tooMany = await this.signIns.takeSecretTry(connectionOf(context).request);
    if (tooMany) return tooMany;
    const codes = await this.secondFactor.confirm(id, code);
    return codes
      ? Object.assign(new RecoveryCodes(), { codes })
      : new InputRefused('CODE_WRONG', 'error.signIn.codeRefused', 'code');
  }

  @Access('account.secure')
  @Mutation(() => ChangeResult, {
    description: 'Turns the second factor off and forgets the recovery codes.',
  })
  async disableTotp(
    @CurrentViewer() viewer: Viewer,
    @Args('password', { type: () => String }) password: string,
    @Args('code', { type: () => String, description: 'of the authenticator, or a recovery code' })
    code: string,
    @Context() context: GraphqlContext,
  ): Promise<object> {
    const { id } = sessionOf(viewer);
    const confirmed = await this.confirm(id, password, context);
    if (confirmed !== true) return confirmed;
    return this.dataSource.transaction(async (manager) => {
      if (!(await this.secondFactor.use(manager, id, code))) {
        return new InputRefused('CODE_WRONG', 'error.signIn.codeRefused', 'code');
      }
      await this.secondFactor.disable(manager, id);
      return DONE;
    });
  }

  @Access('account.secure')
  @Mutation(() => RecoveryCodesResult, { description: 'Makes new recovery codes in place of the old ones.' })
  async renewRecoveryCodes(
    @CurrentViewer() viewer: Viewer,
    @Args('password', { type: () => String }) password: string,
    @Context() context: GraphqlContext,
  ): Promise<object> {
    const { id } = sessionOf(viewer);
    const confirmed = await this.confirm(id, password, context);
    if (confirmed !== true) return confirmed;
    return this.dataSource.transaction(async (manager) => {
      if (!(await this.secondFactor.isOn(manager, id))) {
        return new InputRefused('SECOND_FACTOR_OFF', 'error.secondFactor.off');
      }
      return Object.assign(new RecoveryCodes(), { codes: await this.secondFactor.renewCodes(manager, id) });
    });
  }

  private confirm(id: string, password: string, context: GraphqlContext): Promise<true | SignInFailure> {
    return this.signIns.confirmPassword(id, password, connectionOf(context).request);
  }
}
