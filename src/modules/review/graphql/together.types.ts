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
import { UserErrorInterface } from '../../../platform/graphql';
import { ReviewAct } from '../submissions/reviews-together.service';
import { ContentRefusalType, ReviewRefusalType, typeOr } from './failures';
import { SubmissionType } from './submission.types';

registerEnumType(ReviewAct, {
  name: 'ReviewAct',
  description: 'What a reviewer does with many submissions at once.',
  valuesMap: {
    TAKE: { description: 'takes the reviews that nobody has' },
    RELEASE: { description: 'puts them back for somebody else' },
    APPROVE: {
      description: 'lets them pass the gate before which each stands; from the last one it is published',
    },
    REQUEST_CHANGES: { description: 'asks the authors for changes; needs a reason' },
    REJECT: { description: 'ends the submissions; needs a reason' },
  },
});

@InputType('SubmissionLookedAt', { description: 'A submission as the reviewer has it before them.' })
export class SubmissionLookedAtInput {
  @Field(() => ID) id!: string;
  @Field(() => Int, { description: 'another by now: SUBMISSION_CHANGED' }) lockVersion!: number;
}

@ObjectType('SubmissionRefusal', {
  implements: () => [UserErrorInterface],
  description:
    'Why nothing was done to one of many submissions. Codes: those of ReviewRefusal, and FORBIDDEN.',
})
export class SubmissionRefusalType extends UserErrorInterface {
  @Field(() => ID, { description: 'as it was given' }) submissionId!: string;
}

@ObjectType('ReviewedTogether', { description: 'What came of each of many submissions.' })
export class ReviewedTogetherType {
  @Field(() => [SubmissionType], { description: 'those to which it was done, as they are now' })
  done!: SubmissionType[];
  @Field(() => [SubmissionRefusalType], { description: 'those that are as they were' })
  refused!: SubmissionRefusalType[];
}

@ObjectType('SubmissionBatch', {
  description: 'What one person handed in for a network in one go, as an import does.',
})
export class SubmissionBatchType {
  @Field(() => ID) id!: string;
  @Field(() => Int, { description: 'of it, those that somebody may look at now' }) count!: number;
  @Field(() => GraphQLISODateTime) submittedAt!: Date;
}

export const ReviewedTogetherResult = createUnionType({
  name: 'ReviewedTogetherResult',
  types: () => [ReviewedTogetherType, ReviewRefusalType, ContentRefusalType] as const,
  resolveType: typeOr(ReviewedTogetherType),
});
