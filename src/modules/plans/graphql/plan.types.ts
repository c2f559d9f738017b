import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { PartialDateScalar } from '../../../platform/graphql';
import { CostType, FundingShareType, RecordInterface } from '../../records';
import { type ConceptNode, ConceptType } from '../../vocabulary';

@ObjectType('Adoption', { description: 'Who adopted the plan and when, as far as a source tells.' })
export class AdoptionType {
  @Field(() => ConceptType) state!: ConceptNode;
  @Field(() => String, { nullable: true }) body!: string | null;
  @Field(() => PartialDateScalar, { nullable: true }) date!: string | null;
  @Field(() => String, { nullable: true }) reference!: string | null;
}

@ObjectType('PlanObjective')
export class PlanObjectiveType {
  @Field(() => String) id!: string;
  @Field(() => String, { nullable: true }) code!: string | null;
}

@ObjectType('PlanSection')
export class PlanSectionType {
  @Field(() => String) id!: string;
  @Field(() => Int, { nullable: true }) pageFrom!: number | null;
  @Field(() => Int, { nullable: true }) pageTo!: number | null;
}

@ObjectType('PlanDocument')
export class PlanDocumentType {
  @Field(() => String) title!: string;
  @Field(() => ConceptType, { description: 'available, or not yet uploaded' }) state!: ConceptNode;
  @Field(() => String, { nullable: true, description: 'BCP 47' }) locale!: string | null;
  @Field(() => String, { nullable: true }) url!: string | null;
}

@ObjectType('Plan', { implements: () => [RecordInterface] })
export class PlanType extends RecordInterface {
  @Field(() => ConceptType) planKind!: ConceptNode;
  @Field(() => Int, { nullable: true, description: "the city's how-manieth plan of its kind" })
  ordinal!: number | null;
  @Field(() => ConceptType, { nullable: true, description: 'complete, or a part of the plan only' })
  completeness!: ConceptNode | null;
  @Field(() => AdoptionType, { nullable: true, description: 'absent: not reported' })
  adoption!: AdoptionType | null;
  @Field(() => CostType, { nullable: true, description: 'absent: not reported' }) totalCost!: CostType | null;
  @Field(() => [FundingShareType]) funding!: FundingShareType[];
  @Field(() => [PlanDocumentType]) documents!: PlanDocumentType[];
}

@ObjectType('Milestone')
export class MilestoneType {
  @Field(() => String) id!: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'absent: not reported' }) due!:
    string | null;
  @Field(() => ConceptType, { nullable: true, description: 'absent: not reported' })
  status!: ConceptNode | null;
}

@ObjectType('IndicatorReading')
export class IndicatorReadingType {
  @Field(() => PartialDateScalar) date!: string;
  @Field(() => String) value!: string;
}

@ObjectType('Indicator')
export class IndicatorType {
  @Field(() => String) id!: string;
  @Field(() => String, { nullable: true }) unit!: string | null;
  @Field(() => String, { nullable: true }) baseline!: string | null;
  @Field(() => String, { nullable: true }) target!: string | null;
  @Field(() => [IndicatorReadingType]) readings!: IndicatorReadingType[];
}

@ObjectType('PolicyLink', { description: 'The measure of a wider policy that an action serves.' })
export class PolicyLinkType {
  @Field(() => String) document!: string;
  @Field(() => String) measure!: string;
  @Field(() => String, { nullable: true }) page!: string | null;
  @Field(() => String, { nullable: true }) url!: string | null;
}

@ObjectType('Action', { implements: () => [RecordInterface] })
export class ActionType extends RecordInterface {
  @Field(() => ConceptType) actionKind!: ConceptNode;
  @Field(() => String, { nullable: true }) code!: string | null;
  @Field(() => Int, { nullable: true }) ordinal!: number | null;
  @Field(() => String, { nullable: true, description: "id of the plan's objective that it serves" })
  objective!: string | null;
  @Field(() => [String], { description: 'names as the plan writes them' }) leadDepartments!: string[];
  @Field(() => [String], { description: 'names as the plan writes them' }) externalLeads!: string[];
  @Field(() => [String], { description: 'names as the plan writes them' }) otherActors!: string[];
  @Field(() => CostType, { nullable: true, description: 'absent: not reported' }) cost!: CostType | null;
  @Field(() => ConceptType, { nullable: true }) fundingStatus!: ConceptNode | null;
  @Field(() => [FundingShareType]) funding!: FundingShareType[];
  @Field(() => [PolicyLinkType]) policyLinks!: PolicyLinkType[];
  @Field(() => Float, { nullable: true, description: '0–100, as the source states it' })
  progressPercent!: number | null;
}
