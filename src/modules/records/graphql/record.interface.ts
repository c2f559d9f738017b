import { Field, GraphQLISODateTime, ID, Int, InterfaceType, registerEnumType } from '@nestjs/graphql';
import { RecordKind } from '../../../common/records';
import { LocaleScalar, PartialDateScalar } from '../../../platform/graphql';
import type { RecordNode } from '../record-node';

registerEnumType(RecordKind, { name: 'RecordKind' });

/** What all kinds share. Titles, links and concepts are added by resolvers, cities and networks by `places`. */
@InterfaceType('Record', {
  description: 'Everything that can be published and found.',
  resolveType: (node: RecordNode) => node.typeName,
})
export abstract class RecordInterface {
  @Field(() => ID) id!: string;
  @Field(() => RecordKind) kind!: RecordKind;
  @Field(() => String, { description: 'unique over all kinds; old slugs keep resolving' }) slug!: string;
  @Field(() => LocaleScalar) sourceLocale!: string;
  @Field(() => String, { nullable: true, description: 'where a reader finds the source' }) sourceUrl!:
    string | null;
  @Field(() => String, {
    nullable: true,
    description: 'licence under which it may be copied; absent: not stated',
  })
  licence!: string | null;
  @Field(() => PartialDateScalar, { nullable: true, description: 'absent: not reported' }) start!:
    string | null;
  @Field(() => PartialDateScalar, { nullable: true, description: 'absent: not reported' }) end!:
    string | null;
  @Field(() => Int, { description: 'number of the published version' }) version!: number;
  @Field(() => GraphQLISODateTime) publishedAt!: Date;
  @Field(() => Boolean, {
    description: "brought in on its city's or organisation's behalf, and not yet confirmed by its officer",
  })
  awaitsConfirmation!: boolean;
}
