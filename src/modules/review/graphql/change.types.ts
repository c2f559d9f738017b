import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { LocaleScalar } from '../../../platform/graphql';
import { ChangeKind, PieceKind } from '../../records';

registerEnumType(ChangeKind, { name: 'ChangeKind' });
registerEnumType(PieceKind, {
  name: 'PieceKind',
  description: 'SAME and REMOVED pieces make up the text before, SAME and ADDED ones the text after.',
});

@ObjectType('TextPiece', { description: 'A run of words of a text; blanks and line breaks are kept.' })
export class TextPieceType {
  @Field(() => PieceKind) kind!: PieceKind;
  @Field(() => String) text!: string;
}

@ObjectType('FieldChange', { description: 'What became of one field, in one language where it is a text.' })
export class FieldChangeType {
  @Field(() => String, { description: 'place in the document: `texts.summary`, `fields.milestones.m1.due`' })
  field!: string;
  @Field(() => String, { description: "the field's name in the reader's language" }) label!: string;
  @Field(() => LocaleScalar, { nullable: true, description: 'language of a text' }) locale!: string | null;
  @Field(() => ChangeKind) kind!: ChangeKind;
  @Field(() => String, {
    nullable: true,
    description: 'in words: labels for concepts, titles for records; absent where it was not there',
  })
  before!: string | null;
  @Field(() => String, { nullable: true }) after!: string | null;
  @Field(() => [TextPieceType], { description: 'word by word, for texts; empty for other values' })
  pieces!: TextPieceType[];
}
