import {
  createUnionType,
  Field,
  GraphQLISODateTime,
  ID,
  InputType,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import type { Locale } from '../../../common/locale';
import { RecordKind, RecordState } from '../../../common/records';
import { LocaleScalar, PartialDateScalar } from '../../../platform/graphql';
import { ContentRefusalType, ReviewRefusalType, typeOr } from './failures';

registerEnumType(RecordState, {
  name: 'RecordState',
  description: 'Whether readers see a record; where its next words stand is told by its submission.',
});

@ObjectType('RecordStanding', { description: 'A record as those who answer for it see it.' })
export class RecordStandingType {
  @Field(() => ID) id!: string;
  @Field(() => String) slug!: string;
  @Field(() => RecordState) state!: RecordState;
  @Field(() => Boolean, { description: 'not yet confirmed by its owner' }) awaitsConfirmation!: boolean;
}

@ObjectType('ArchivedRecord', { description: 'A record that was taken off the pages.' })
export class ArchivedRecordType {
  @Field(() => ID) id!: string;
  @Field(() => String) slug!: string;
  @Field(() => RecordKind) kind!: RecordKind;
  @Field(() => String, { nullable: true, description: 'in the language it is written in' }) title!:
    string | null;
  @Field(() => LocaleScalar, { nullable: true }) titleLocale!: Locale | null;
  @Field(() => GraphQLISODateTime, {
    description: 'when something about it was changed last; as a rule, when it was taken off',
  })
  updatedAt!: Date;
}

@InputType('LabelInput')
export class GiveLabelInput {
  @Field(() => ID) recordId!: string;
  @Field(() => ID, { description: 'network that gives it; the record is shown there' }) networkId!: string;
  @Field(() => ID, { description: 'concept of the scheme `label`' }) label!: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'left out: without end' })
  expiresOn?: string | null;
  @Field(() => String, { nullable: true, description: 'what it is given for; at most 2,000 characters' })
  criteria?: string | null;
  @Field(() => String, { nullable: true }) url?: string | null;
}

@ObjectType('NetworkClosed')
export class NetworkClosedType {
  @Field(() => ID) networkId!: string;
  @Field(() => [ID], { description: 'records that were handed to their cities' }) handedOver!: string[];
}

@ObjectType('RecordPermissions', { description: 'What the viewer may do with a record that readers see.' })
export class RecordPermissionsType {
  @Field(() => Boolean, { description: 'open a draft of it' }) edit!: boolean;
  @Field(() => Boolean, { description: 'propose other words for a text' }) propose!: boolean;
  @Field(() => Boolean, { description: 'take or leave what others propose' }) answerProposal!: boolean;
  @Field(() => Boolean, { description: 'bring an earlier version back as a draft' }) restore!: boolean;
  @Field(() => Boolean) archive!: boolean;
  @Field(() => Boolean, {
    description: "confirm what was written on its owner's behalf, where it waits for that",
  })
  confirm!: boolean;
  @Field(() => Boolean) label!: boolean;
  @Field(() => Boolean, { description: 'read who did what to it' }) audit!: boolean;
}

export const StandingResult = createUnionType({
  name: 'StandingResult',
  types: () => [RecordStandingType, ReviewRefusalType, ContentRefusalType] as const,
  resolveType: typeOr(RecordStandingType),
});
export const CloseNetworkResult = createUnionType({
  name: 'CloseNetworkResult',
  types: () => [NetworkClosedType, ReviewRefusalType, ContentRefusalType] as const,
  resolveType: typeOr(NetworkClosedType),
});
