import {
  createUnionType,
  Field,
  GraphQLISODateTime,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import { JsonObjectScalar } from '../../../platform/graphql';
import { GateHolder, GateRole, GateState } from '../lifecycle/gates';
import { ReviewEvent, ReviewState } from '../lifecycle/lifecycle';
import { ContentRefusalType, ReviewRefusalType, typeOr } from './failures';

registerEnumType(ReviewState, {
  name: 'ReviewState',
  description: "Where a record's words stand between the desk and the reader.",
});
registerEnumType(ReviewEvent, { name: 'ReviewEvent' });
registerEnumType(GateRole, { name: 'GateRole', description: 'Whose look is asked for.' });
registerEnumType(GateHolder, {
  name: 'GateHolder',
  description: 'Who looks in fact: another than asked for where only the author would have.',
});
registerEnumType(GateState, { name: 'GateState' });

@ObjectType('ReviewGate', { description: 'One look that a submission has to pass.' })
export class ReviewGateType {
  @Field(() => GateRole) role!: GateRole;
  @Field(() => GateHolder, { nullable: true, description: 'absent where it is skipped' })
  holder!: GateHolder | null;
  @Field(() => GateState, { description: 'SKIPPED: nobody but the author could have looked' })
  state!: GateState;
  @Field(() => String, { nullable: true, description: 'ISO 8601, when it was passed' }) at!: string | null;
}

@ObjectType('SubmissionStep', { description: 'One thing that happened to a submission.' })
export class SubmissionStepType {
  @Field(() => Int) number!: number;
  @Field(() => ReviewEvent) event!: ReviewEvent;
  @Field(() => ReviewState) fromState!: ReviewState;
  @Field(() => ReviewState) toState!: ReviewState;
  @Field(() => Int, { nullable: true, description: 'gate before which it stood, from 0' }) gate!:
    number | null;
  @Field(() => Int, { nullable: true, description: 'number of the version that it was about' }) version!:
    number | null;
  @Field(() => String, { nullable: true, description: 'as the reviewer wrote it' }) reason!: string | null;
  @Field(() => GraphQLISODateTime) at!: Date;
}

@ObjectType('Assessment', { description: "A reviewer's answer to one of the network's criteria." })
export class AssessmentType {
  @Field(() => String) criterion!: string;
  @Field(() => Int, { description: '0 to 5' }) score!: number;
  @Field(() => String, { nullable: true }) note!: string | null;
  @Field(() => ID) reviewerId!: string;
}

@ObjectType('SubmissionPermissions', { description: 'What the viewer may do with a submission now.' })
export class SubmissionPermissionsType {
  @Field(() => Boolean, { description: 'take it, or give it to another whom the gate asks' }) take!: boolean;
  @Field(() => Boolean) release!: boolean;
  @Field(() => Boolean, { description: 'approve, reject or ask for changes' }) decide!: boolean;
  @Field(() => Boolean) withdraw!: boolean;
  @Field(() => Boolean) comment!: boolean;
}

@ObjectType('Submission', {
  description: 'A draft on its way to the reader, from being handed in to being decided on.',
})
export class SubmissionType {
  @Field(() => ID) id!: string;
  @Field(() => ID) recordId!: string;
  @Field(() => ID, { nullable: true, description: 'absent once it is published' }) draftId!: string | null;
  @Field(() => ReviewState) state!: ReviewState;
  @Field(() => Int, { description: 'grows with each step; decisions name the one they were made on' })
  lockVersion!: number;
  @Field(() => Int, { description: 'version that was handed in last, or the one published' })
  version!: number;
  @Field(() => [ReviewGateType]) gates!: ReviewGateType[];
  @Field(() => Int, { description: 'place of the gate before which it waits, from 0' }) gate!: number;
  @Field(() => Boolean, { description: "handed in on the owner's behalf" }) onBehalf!: boolean;
  @Field(() => String, { nullable: true, description: "the author's words to the reviewers" }) note!:
    string | null;
  @Field(() => String, { nullable: true, description: 'why changes were asked for, or why it was rejected' })
  reason!: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) dueAt!: Date | null;
  @Field(() => GraphQLISODateTime) submittedAt!: Date;
  @Field(() => GraphQLISODateTime) updatedAt!: Date;
}

@InputType('AssessmentInput')
export class AssessmentInput {
  @Field(() => String, { description: "id of one of the network's criteria" }) criterion!: string;
  @Field(() => Int, { description: '0 to 5' }) score!: number;
  @Field(() => String, { nullable: true }) note?: string | null;
}

@ObjectType('ReviewRule', { description: 'What an owner or a network asks before something is published.' })
export class ReviewRuleType {
  @Field(() => ID) scopeId!: string;
  @Field(() => [GateRole], { description: 'none; COORDINATOR; or COORDINATOR, then EXPERT' })
  gates!: GateRole[];
  @Field(() => Int, { description: 'days for each review' }) reviewDays!: number;
  @Field(() => Int, { description: 'days before the deadline at which the reviewer is reminded' })
  reminderDays!: number;
  @Field(() => [CriterionType]) criteria!: CriterionType[];
}

@ObjectType('ReviewCriterion')
export class CriterionType {
  @Field(() => String) id!: string;
  @Field(() => JsonObjectScalar, { description: 'what is asked, by language' }) labels!: Record<
    string,
    string
  >;
  @Field(() => Boolean, { description: 'nothing passes without an answer' }) required!: boolean;
}

@InputType('CriterionInput')
export class CriterionInput {
  @Field(() => String, { description: 'lower case, digits and hyphens; stays' }) id!: string;
  @Field(() => JsonObjectScalar, { description: 'what is asked, by language; at least one' })
  labels!: Record<string, string>;
  @Field(() => Boolean, { defaultValue: false }) required!: boolean;
}

@InputType('ReviewRuleInput')
export class ReviewRuleInput {
  @Field(() => ID, { description: 'city, organisation or network' }) scopeId!: string;
  @Field(() => [GateRole]) gates!: GateRole[];
  @Field(() => Int, { defaultValue: 14 }) reviewDays!: number;
  @Field(() => Int, { defaultValue: 3 }) reminderDays!: number;
  @Field(() => [CriterionInput], { defaultValue: [] }) criteria!: CriterionInput[];
}

export const SubmissionResult = createUnionType({
  name: 'SubmissionResult',
  types: () => [SubmissionType, ReviewRefusalType, ContentRefusalType] as const,
  resolveType: typeOr(SubmissionType),
});
export const ReviewRuleResult = createUnionType({
  name: 'ReviewRuleResult',
  types: () => [ReviewRuleType, ReviewRefusalType, ContentRefusalType] as const,
  resolveType: typeOr(ReviewRuleType),
});
