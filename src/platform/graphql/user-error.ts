import { Context, Field, InterfaceType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { ErrorParameters } from '../../common/errors';
import { I18nService } from '../i18n';
import type { GraphqlContext } from './request-context';

/** What a mutation answers with in place of its result, where a failure is to be expected. */
@InterfaceType('UserError', {
  description: 'Why a mutation did nothing: something that its caller can put right. Nothing was changed.',
  resolveType: (value: UserErrorInterface) => value.constructor,
})
export abstract class UserErrorInterface {
  @Field(() => String, { description: 'stable, in capitals; what software decides by' })
  code!: string;

  @Field(() => String, { nullable: true, description: 'the argument or field that it is about' })
  field?: string | null;

  /** key of `i18n/<locale>/messages/`; the API shows the sentence in the reader's language as `message` */
  messageKey!: string;
  parameters?: ErrorParameters;
}

/** Puts the message of every type that implements `UserError` into the reader's language. */
@Resolver(() => UserErrorInterface)
export class UserErrorResolver {
  constructor(private readonly i18n: I18nService) {}

  @ResolveField(() => String, { description: "what to tell the person, in the reader's language" })
  message(@Parent() error: UserErrorInterface, @Context() { request }: GraphqlContext): string {
    return this.i18n.translate(request.acceptedLocale, error.messageKey, error.parameters ?? {});
  }
}
