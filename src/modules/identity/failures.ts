import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { ErrorParameters } from '../../common/errors';
import { UserErrorInterface } from '../../platform/graphql';

/** Failures that the person can put right; the API shows them as they are. */
@ObjectType({
  implements: () => UserErrorInterface,
  description: 'Something given is missing, malformed or not possible.',
})
export class InputRefused extends UserErrorInterface {
  constructor(
    code: string,
    messageKey: string,
    field: string | null = null,
    parameters: ErrorParameters = {},
  ) {
    super();
    Object.assign(this, { code, messageKey, field, parameters });
  }
}

@ObjectType({
  implements: () => UserErrorInterface,
  description:
    'Address and password do not belong together. It does not say which, or whether there is such an account.',
})
export class CredentialsRefused extends UserErrorInterface {
  override code = 'CREDENTIALS_REFUSED';
  override messageKey = 'error.signIn.refused';
}

@ObjectType({
  implements: () => UserErrorInterface,
  description:
    'The password is right, and a code of the authenticator or a recovery code is needed, too: send all three. ' +
    'code: SECOND_FACTOR_NEEDED where none was sent, SECOND_FACTOR_REFUSED where it is wrong or was used before.',
})
export class SecondFactorNeeded extends UserErrorInterface {
  override field = 'code';

  constructor(isRefused: boolean) {
    super();
    this.code = isRefused ? 'SECOND_FACTOR_REFUSED' : 'SECOND_FACTOR_NEEDED';
    this.messageKey = isRefused ? 'error.signIn.codeRefused' : 'error.signIn.codeNeeded';
  }
}

@ObjectType({ implements: () => UserErrorInterface, description: 'Tried too often; nothing was looked at.' })
export class TooManyTries extends UserErrorInterface {
  override code = 'TOO_MANY_TRIES';
  override messageKey = 'error.signIn.tooManyTries';

  @Field(() => Int, { description: 'seconds until it is worth trying again' })
  retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super();
    this.retryAfterSeconds = retryAfterSeconds;
    this.parameters = { minutes: Math.max(1, Math.ceil(retryAfterSeconds / 60)) };
  }
}

@ObjectType({
  implements: () => UserErrorInterface,
  description: 'The link of the letter is unknown, was used, was withdrawn or is too old.',
})
export class LinkRefused extends UserErrorInterface {
  override code = 'LINK_REFUSED';
  override messageKey = 'error.link.refused';
}
