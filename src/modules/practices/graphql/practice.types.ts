import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { PartialDateScalar } from '../../../platform/graphql';
import { CostType, FundingShareType, RecordInterface } from '../../records';
import { type ConceptNode, ConceptType } from '../../vocabulary';

@ObjectType('Practice', { implements: () => [RecordInterface] })
export class PracticeType extends RecordInterface {
  @Field(() => ConceptType, { description: 'snippet or full' }) tier!: ConceptNode;
  @Field(() => CostType, { nullable: true, description: 'absent: not reported' }) cost!: CostType | null;
  @Field(() => String, {
    nullable: true,
    description: 'name of the document that it was taken or retold from',
  })
  sourceTitle!: string | null;
  @Field(() => [FundingShareType]) funding!: FundingShareType[];
  @Field(() => Float, { nullable: true, description: 'full-time equivalents' }) staff!: number | null;
  @Field(() => Int, { nullable: true, description: 'persons' }) volunteers!: number | null;
  @Field(() => Int, { nullable: true, description: 'persons' }) participants!: number | null;
  @Field(() => ConceptType, { nullable: true }) recurrence!: ConceptNode | null;
  @Field(() => PartialDateScalar, {
    nullable: true,
    description: 'when somebody last said that it is still true',
  })
  lastConfirmed!: string | null;
}

@ObjectType('Evidence', { description: 'One claim about what came of it, and what it rests on.' })
export class EvidenceType {
  @Field(() => String) id!: string;
  @Field(() => String, { nullable: true }) baseline!: string | null;
  @Field(() => String, { nullable: true }) value!: string | null;
  @Field(() => String, { nullable: true }) unit!: string | null;
  @Field(() => PartialDateScalar, { nullable: true }) date!: string | null;
  @Field(() => ConceptType, { nullable: true, description: 'measured, estimated, reported, observed' })
  kind!: ConceptNode | null;
  @Field(() => String, { nullable: true }) source!: string | null;
  @Field(() => String, { nullable: true }) sourceUrl!: string | null;
}

@ObjectType('Partner', {
  description: 'A party with its part; `record` where it is known here, else its name.',
})
export class PartnerType {
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => ConceptType) role!: ConceptNode;
}
