import { createUnionType, Field, GraphQLISODateTime, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { Locale } from '../../../common/locale';
import { LocaleScalar } from '../../../platform/graphql';
import { ContentRefusalType, ReviewRefusalType, typeOr } from './failures';

@ObjectType('ReviewComment', { description: 'What somebody said about a draft, at a field or as a whole.' })
export class CommentType {
  @Field(() => ID) id!: string;
  @Field(() => ID, { nullable: true, description: 'comment that it answers' }) parentId!: string | null;
  @Field(() => String, { nullable: true, description: 'place in the document; absent: the whole' }) field!:
    string | null;
  @Field(() => LocaleScalar, {
    nullable: true,
    description: 'language of the text that it is about; absent: all',
  })
  locale!: Locale | null;
  @Field(() => String, { description: 'as written; never translated unasked' }) text!: string;
  @Field(() => GraphQLISODateTime) createdAt!: Date;
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'absent: not settled' })
  resolvedAt!: Date | null;
}

@InputType('CommentInput')
export class CommentInput {
  @Field(() => String, { nullable: true, description: 'place in the document; left out: the whole' })
  field?: string | null;
  @Field(() => LocaleScalar, { nullable: true }) locale?: Locale | null;
  @Field(() => String, { description: 'at most 10,000 characters' }) text!: string;
  @Field(() => ID, { nullable: true, description: 'comment that it answers' }) parentId?: string | null;
}

export const CommentResult = createUnionType({
  name: 'CommentResult',
  types: () => [CommentType, ReviewRefusalType, ContentRefusalType] as const,
  resolveType: typeOr(CommentType),
});
