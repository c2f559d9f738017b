import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Role, TokenScope } from '../../../common/viewer';
import { LocaleScalar } from '../../../platform/graphql';
import type { SignedInBy } from '../sessions.service';

registerEnumType(Role, {
  name: 'Role',
  description: 'What a person is in a network, a city or an organisation. Anyone at all is a reader.',
  valuesMap: {
    CONTRIBUTOR: { description: 'writes or comments on what an officer shares with them' },
    OFFICER: {
      description: 'of a city or organisation: writes and submits for it, confirms what others write for it',
    },
    COORDINATOR: { description: 'of a network: imports, edits, invites, publishes what the owner lets them' },
    EXPERT: { description: 'of a network: reviews, comments, labels, proposes changes' },
    TRANSLATOR: { description: 'corrects translations and keeps the glossary' },
    ADMINISTRATOR: { description: 'of the site' },
    KEEPER: {
      description: 'of a closed network: answers and corrects. Never given: officers of its keeper are it',
    },
  },
});

registerEnumType(TokenScope, {
  name: 'TokenScope',
  description: 'What an API token may be used for, of what its account may do.',
  valuesMap: {
    READ: { description: 'what the account may read' },
    WRITE: { description: 'drafts, comments, documents, translations' },
    REVIEW: { description: 'decisions, publications, labels' },
    MANAGE: { description: 'invitations, networks' },
  },
});

@ObjectType('RoleGrant', { description: 'A role in a place for a period.' })
export class RoleGrantType {
  @Field(() => ID) id!: string;
  @Field(() => ID) accountId!: string;
  @Field(() => String, { description: 'how the person is called here' }) displayName!: string;
  @Field(() => Role) role!: Role;
  @Field(() => ID, { nullable: true, description: 'network, city or organisation; null: the whole site' })
  scopeId!: string | null;
  @Field(() => GraphQLISODateTime) from!: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'null: until somebody ends it' })
  until!: Date | null;
}

@ObjectType('Me', { description: 'The account that is signed in. Nobody else is shown these fields.' })
export class MeType {
  @Field(() => ID) id!: string;
  @Field(() => String) displayName!: string;
  @Field(() => String) email!: string;
  @Field(() => LocaleScalar, { nullable: true, description: 'language of letters; null: none was chosen' })
  locale!: string | null;
  @Field(() => [RoleGrantType], { description: 'roles in force or to come' }) roles!: RoleGrantType[];
  @Field(() => [String], {
    description:
      'operations of docs/access.md that the account may do somewhere, for menus; whether it may do one to a certain ' +
      'record the record says',
  })
  may!: string[];
  @Field(() => Boolean, { description: 'false: signs in through a provider alone' }) hasPassword!: boolean;
  @Field(() => Boolean, { description: 'a code of an authenticator is asked for at sign-in' })
  hasSecondFactor!: boolean;
  @Field(() => Int, { description: 'recovery codes not used yet' }) recoveryCodesLeft!: number;
  @Field(() => Boolean, { description: 'an account of the demo network' }) isDemo!: boolean;
}

@ObjectType('Session', { description: 'A browser in which the account is signed in.' })
export class SessionType {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'browser and system in a word each: `Firefox, Linux`' })
  client!: string;
  @Field(() => String, { description: 'password, oidc or link' }) signedInBy!: SignedInBy;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => GraphQLISODateTime, { description: 'exact to some minutes' }) lastSeenAt!: Date;
  @Field(() => GraphQLISODateTime) expiresAt!: Date;
  @Field(() => Boolean, { description: 'the one that asks' }) isCurrent!: boolean;
}

@ObjectType('ApiToken', {
  description: 'Lets software act in the name of the account. `Authorization: Bearer <secret>`',
})
export class ApiTokenType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => [TokenScope]) scopes!: TokenScope[];
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => GraphQLISODateTime, { nullable: true }) lastUsedAt!: Date | null;
  @Field(() => GraphQLISODateTime) expiresAt!: Date;
}

@ObjectType('Invitation', {
  description: 'A role that is offered by letter. The address stays with who was invited.',
})
export class InvitationType {
  @Field(() => ID) id!: string;
  @Field(() => Role) role!: Role;
  @Field(() => ID, { nullable: true, description: 'network, city or organisation; null: the whole site' })
  scopeId!: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'when the role ends' }) until!: Date | null;
  @Field(() => GraphQLISODateTime, { description: 'when the offer ends' }) expiresAt!: Date;
}

@ObjectType('OfferedInvitation', { description: 'What the link of a letter offers to whoever holds it.' })
export class OfferedInvitationType extends InvitationType {
  @Field(() => String, { description: 'the address that the letter went to' }) email!: string;
  @Field(() => String, { nullable: true, description: 'who invites; null where they are gone' })
  inviterName!: string | null;
  @Field(() => Boolean, { description: 'there is an account with this address: sign in, then accept' })
  hasAccount!: boolean;
}

@ObjectType('SignInProvider', { description: 'A provider by which people sign in (OpenID Connect).' })
export class SignInProviderType {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => String, {
    description: 'path that begins it, for a link; takes `?next=<path of this site>` and `?invitation=<key>`',
  })
  path!: string;
}
