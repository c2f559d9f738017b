import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { JsonObject } from '../../../common/json';
import { TextOrigin } from '../../../common/localized-text';
import { JsonObjectScalar, LocaleScalar } from '../../../platform/graphql';
import { VersionKind } from '../../records';

registerEnumType(VersionKind, {
  name: 'VersionKind',
  description: 'Why it was kept: handed in for review, or published.',
});

@ObjectType('VersionText', { description: 'A text as it stood in a version.' })
export class VersionTextType {
  @Field(() => String) field!: string;
  @Field(() => String, { description: "the field's name in the reader's language" }) label!: string;
  @Field(() => LocaleScalar) locale!: string;
  @Field(() => String) text!: string;
  @Field(() => TextOrigin) origin!: TextOrigin;
  @Field(() => String, { nullable: true, description: 'the translation engine, for machine text' }) engine!:
    string | null;
}

@ObjectType('VersionValue', { description: 'A value that is no text, in words.' })
export class VersionValueType {
  @Field(() => String) field!: string;
  @Field(() => String) label!: string;
  @Field(() => String) text!: string;
}

@ObjectType('RecordVersion', {
  description:
    'One state of the words of a record, as it was. Its number is its address and never means another.',
})
export class RecordVersionType {
  @Field(() => ID) recordId!: string;
  @Field(() => Int) number!: number;
  @Field(() => VersionKind) kind!: VersionKind;
  @Field(() => String, { nullable: true, description: 'what its author or reviewer said of it' }) note!:
    string | null;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => Boolean, { description: 'readers see this one now' }) isCurrent!: boolean;
}

@ObjectType('RecordVersionContent', { description: 'What stands in a version.' })
export class RecordVersionContentType {
  @Field(() => String, { description: 'address that the record had then' }) slug!: string;
  @Field(() => [VersionTextType], {
    description: 'in the language asked for where it had one, else the original',
  })
  texts!: VersionTextType[];
  @Field(() => [VersionValueType]) values!: VersionValueType[];
  @Field(() => JsonObjectScalar, { description: 'the whole document' }) document!: JsonObject;
}
