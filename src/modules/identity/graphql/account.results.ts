import type { Type } from '@nestjs/common';
import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { CredentialsRefused, InputRefused, LinkRefused, SecondFactorNeeded, TooManyTries } from '../failures';
import { ApiTokenType, MeType } from './account.types';

@ObjectType({ description: 'Somebody is signed in in this browser; the session stands in a cookie.' })
export class SignedIn {
  @Field(() => MeType) me!: MeType;
}

@ObjectType({ description: 'It is done.' })
export class Done {
  @Field(() => Boolean) ok!: boolean;
}

export const DONE: Done = Object.assign(new Done(), { ok: true });

@ObjectType({
  description: 'If there is such an account, a letter is on its way. Whether there is is not told.',
})
export class LetterPromised {
  @Field(() => Boolean) ok!: boolean;
}

@ObjectType({ description: 'The letter of the invitation is on its way.' })
export class InvitationSent {
  @Field(() => ID) invitationId!: string;
}

@ObjectType({ description: 'A new token. Its secret is shown this once and kept nowhere.' })
export class TokenCreated {
  @Field(() => ApiTokenType) token!: ApiTokenType;
  @Field(() => String, { description: 'goes into `Authorization: Bearer <secret>`' }) secret!: string;
}

@ObjectType({ description: 'What an authenticator is set up with; shown this once.' })
export class SecondFactorBegun {
  @Field(() => String, { description: 'base32, for typing it in' }) secret!: string;
  @Field(() => String, { description: '`otpauth://…`, for a QR code' }) address!: string;
}

@ObjectType({ description: 'Codes that each replace the authenticator once; shown this once.' })
export class RecoveryCodes {
  @Field(() => [String]) codes!: string[];
}

@ObjectType({ description: 'One of the two addresses has said yes.' })
export class EmailChangeProgress {
  @Field(() => Boolean, { description: 'false: the letter to the other address is waited for' })
  isDone!: boolean;
}

/** An answer is an instance of one of these classes. */
function resultOf<T extends readonly Type<object>[]>(name: string, description: string, types: T): object {
  return createUnionType({
    name,
    description,
    types: () => types,
    resolveType: (value: object) => value.constructor as Type<unknown>,
  });
}

export const SignInResult = resultOf('SignInResult', 'Signed in, or why not.', [
  SignedIn,
  CredentialsRefused,
  SecondFactorNeeded,
  TooManyTries,
]);
export const LetterResult = resultOf('LetterResult', 'A letter is promised, or why not.', [
  LetterPromised,
  InputRefused,
  CredentialsRefused,
  TooManyTries,
]);
export const ResetPasswordResult = resultOf(
  'ResetPasswordResult',
  'Signed in with a new password, or why not.',
  [SignedIn, InputRefused, LinkRefused, SecondFactorNeeded, TooManyTries],
);
export const AcceptInvitationResult = resultOf('AcceptInvitationResult', 'The role is given, or why not.', [
  SignedIn,
  InputRefused,
  LinkRefused,
  TooManyTries,
]);
export const InviteResult = resultOf('InviteResult', 'The letter is on its way, or why not.', [
  InvitationSent,
  InputRefused,
  TooManyTries,
]);
export const ChangeResult = resultOf('ChangeResult', 'Done, or why not.', [
  Done,
  InputRefused,
  CredentialsRefused,
  TooManyTries,
]);
export const CreateTokenResult = resultOf('CreateTokenResult', 'The token, or why there is none.', [
  TokenCreated,
  InputRefused,
]);
export const BeginSecondFactorResult = resultOf('BeginSecondFactorResult', 'What to set up, or why not.', [
  SecondFactorBegun,
  InputRefused,
  CredentialsRefused,
  TooManyTries,
]);
export const RecoveryCodesResult = resultOf('RecoveryCodesResult', 'New recovery codes, or why not.', [
  RecoveryCodes,
  InputRefused,
  CredentialsRefused,
  TooManyTries,
]);
export const EmailChangeResult = resultOf('EmailChangeResult', 'How far the change is, or why not.', [
  EmailChangeProgress,
  LinkRefused,
  TooManyTries,
]);
export const UpdateMeResult = resultOf('UpdateMeResult', 'The account as it is now, or why not.', [
  MeType,
  InputRefused,
]);
