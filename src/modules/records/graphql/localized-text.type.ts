import { Field, GraphQLISODateTime, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { TextOrigin, TextState } from '../../../common/localized-text';
import { LocaleScalar } from '../../../platform/graphql';

registerEnumType(TextOrigin, {
  name: 'TextOrigin',
  description: 'Whose words these are.',
  valuesMap: {
    ORIGINAL: { description: 'as written by the source' },
    HUMAN: { description: 'a translation by a person' },
    MACHINE: { description: 'a translation or retelling by a machine that no person has checked' },
    MACHINE_EDITED: { description: "a machine's, corrected by a person" },
  },
});
registerEnumType(TextState, {
  name: 'TextState',
  description: 'Of the text in the language asked for.',
  valuesMap: {
    CURRENT: { description: 'made from the source as it stands' },
    STALE: { description: 'the source has changed since' },
    PENDING: { description: 'a translation is on its way; the original is shown' },
    UNAVAILABLE: { description: 'there is no translation; the original is shown' },
  },
});

@ObjectType('LocalizedText', {
  description:
    "A text that knows what it is. `locale` is the language of `text`, which is the asked one or, where there is none yet, the original's.",
})
export class LocalizedTextType {
  @Field(() => ID, { description: 'record that it belongs to' }) recordId!: string;
  @Field(() => String, { description: 'path in the record: `summary`, `milestones.<id>.title`' })
  field!: string;
  @Field(() => String) text!: string;
  @Field(() => LocaleScalar) locale!: string;
  @Field(() => TextOrigin) origin!: TextOrigin;
  @Field(() => TextState) state!: TextState;
  @Field(() => Boolean, { description: 'true where `locale` is not the one asked for' }) isFallback!: boolean;
  @Field(() => Boolean, { description: 'true for the text that the others of its field were made from' })
  isSource!: boolean;
  @Field(() => String, { nullable: true, description: 'the translation engine, for machine text' })
  engine!: string | null;
  @Field(() => GraphQLISODateTime, { description: 'when these words were last written' }) updatedAt!: Date;
  @Field(() => LocalizedTextType, {
    nullable: true,
    description: 'the same field in the language it was written in; the text itself where this is it',
  })
  original!: LocalizedTextType | null;
}
