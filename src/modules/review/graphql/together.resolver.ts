import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CodedError } from '../../../common/errors';
import type { GraphqlContext } from '../../../platform/graphql';
import { Access } from '../../identity';
import { type Actor, actorOf } from '../actor';
import { ReviewQueueQuery } from '../submissions/review-queue.query';
import { type ActTogether, ReviewAct, ReviewsTogetherService } from '../submissions/reviews-together.service';
import type { Submission, SubmissionBatch } from '../submissions/submission.query';
import { DraftTextType, SubmittedTitles } from './desk-fields.resolver';
import { answered, isRefusal, type Refusal } from './failures';
import { idOf, lockOf } from './ids';
import { ParticipantReader, ParticipantType } from './participant';
import {
  ReviewedTogetherResult,
  ReviewedTogetherType,
  SubmissionBatchType,
  SubmissionLookedAtInput,
  SubmissionRefusalType,
} from './together.types';

/** Reviews of what came in together. */
@Resolver(() => SubmissionBatchType)
export class TogetherResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly together: ReviewsTogetherService,
    private readonly queue: ReviewQueueQuery,
    private readonly titles: SubmittedTitles,
    private readonly participants: ParticipantReader,
  ) {}

  @Access('review.queue')
  @Query(() => [SubmissionBatchType], {
    description:
      "What was handed in together, two or more, and waits in the viewer's networks, cities and organisations, the latest first; at most 20. `reviewQueue(batchId)` lists one of them.",
  })
  reviewBatches(@Context() { request }: GraphqlContext): Promise<SubmissionBatch[]> {
    return this.queue.batches(this.dataSource.manager, actorOf(request.viewer));
  }

  @Access('record.takeReview')
  @Mutation(() => ReviewedTogetherResult, {
    description:
      'Does the same to many submissions: to each by the rules of a review made alone, in a transaction of its own. What waits at a gate of the viewer is taken on the way; what somebody else has taken stays theirs (WITH_A_COLLEAGUE). What cannot be done is told of each, and the rest is done. Asked once more, what the viewer has done already counts as done. Refused as a whole: TOO_MANY_AT_ONCE, REASON_MISSING, TEXT_TOO_LONG.',
  })
  reviewTogether(
    @Context() { request }: GraphqlContext,
    @Args('act', { type: () => ReviewAct }) act: ReviewAct,
    @Args('submissions', { type: () => [SubmissionLookedAtInput], description: 'at most 100' })
    submissions: SubmissionLookedAtInput[],
    @Args('reason', { type: () => String, nullable: true, description: 'to every author' })
    reason?: string | null,
    @Args('note', {
      type: () => String,
      nullable: true,
      description: 'kept with each version that is published, readable by all; at most 2,000 characters',
    })
    note?: string | null,
  ): Promise<ReviewedTogetherType | Refusal> {
    const together = { act, reason: reason ?? null, note: note ?? null };
    return answered(async () => {
      const actor = actorOf(request.viewer);
      const wanted = [...new Map(submissions.map((one) => [one.id.toLowerCase(), one])).values()];
      this.together.check(wanted.length, together);
      const done: Submission[] = [];
      const refused: SubmissionRefusalType[] = [];
      for (const one of wanted) {
        const answer = await this.one(actor, one, together);
        if (answer instanceof SubmissionRefusalType) refused.push(answer);
        else done.push(answer);
      }
      return Object.assign(new ReviewedTogetherType(), { done, refused });
    });
  }

  @ResolveField(() => ParticipantType, { nullable: true, description: 'who handed it in' })
  author(
    @Parent() { authorId }: SubmissionBatch,
    @Context() { request }: GraphqlContext,
  ): Promise<ParticipantType | null> {
    return this.participants.load(request, authorId);
  }

  @ResolveField(() => DraftTextType, {
    nullable: true,
    description: 'title of one of it, to tell it from others by',
  })
  sampleTitle(
    @Parent() { sampleDraftId }: SubmissionBatch,
    @Context() { request }: GraphqlContext,
  ): Promise<DraftTextType | null> {
    return this.titles.load(request, sampleDraftId);
  }

  /** A right that is missing for one of them says nothing of the others. */
  private async one(
    actor: Actor,
    { id, lockVersion }: SubmissionLookedAtInput,
    together: ActTogether,
  ): Promise<Submission | SubmissionRefusalType> {
    try {
      const answer = await answered(() =>
        this.dataSource.transaction((manager) =>
          this.together.one(
            manager,
            actor,
            { id: idOf(id, 'SUBMISSION_MISSING', 'submissions'), lockVersion: lockOf(lockVersion) },
            together,
          ),
        ),
      );
      return isRefusal(answer) ? refusalOf(id, answer) : answer;
    } catch (error) {
      if (!(error instanceof CodedError) || error.status !== 403) throw error;
      return refusalOf(id, error);
    }
  }
}

function refusalOf(
  submissionId: string,
  {
    code,
    messageKey,
    parameters,
    field = null,
  }: Pick<Refusal, 'code' | 'messageKey' | 'parameters' | 'field'>,
): SubmissionRefusalType {
  return Object.assign(new SubmissionRefusalType(), { submissionId, code, messageKey, parameters, field });
}
