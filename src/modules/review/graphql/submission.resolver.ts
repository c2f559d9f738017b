import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { GraphqlContext } from '../../../platform/graphql';
import { Access } from '../../identity';
import { actorOf } from '../actor';
import { ReviewState } from '../lifecycle/lifecycle';
import { ReviewQueueQuery } from '../submissions/review-queue.query';
import { type Submission, SubmissionQuery } from '../submissions/submission.query';
import { SubmissionsService } from '../submissions/submissions.service';
import { answered, isRefusal, type Refusal } from './failures';
import { idOf, lockOf } from './ids';
import { SubmissionResult, SubmissionType } from './submission.types';

const LOCK = 'that of the draft as it was read; another by now: DRAFT_CHANGED';

/** Handing in, taking back, and where things stand. */
@Resolver()
export class SubmissionResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly submissions: SubmissionsService,
    private readonly query: SubmissionQuery,
    private readonly queue: ReviewQueueQuery,
  ) {}

  @Access('record.draft.read')
  @Query(() => SubmissionType, {
    nullable: true,
    description: 'Null where there is none that the viewer may know of.',
  })
  async submission(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Submission | null> {
    const found = await answered(() =>
      this.query.read(this.dataSource.manager, request.viewer, idOf(id, 'SUBMISSION_MISSING')),
    );
    return isRefusal(found) ? null : found;
  }

  @Access('signed-in')
  @Query(() => [SubmissionType], { description: 'What the viewer handed in, the newest first; at most 200.' })
  mySubmissions(@Context() { request }: GraphqlContext): Promise<Submission[]> {
    return this.query.ofAuthor(this.dataSource.manager, actorOf(request.viewer).account.id, null, 200);
  }

  @Access('review.queue')
  @Query(() => [SubmissionType], {
    description:
      "What stands in review in the viewer's networks, cities and organisations, the most urgent first; at most 200.",
  })
  reviewQueue(
    @Context() { request }: GraphqlContext,
    @Args('networkId', { type: () => ID, nullable: true }) networkId?: string | null,
    @Args('states', { type: () => [ReviewState], nullable: true, description: 'left out: all that are open' })
    states?: ReviewState[] | null,
    @Args('mine', {
      type: () => Boolean,
      defaultValue: false,
      description: 'those alone that the viewer has taken or could take now',
    })
    mine = false,
    @Args('batchId', { type: () => ID, nullable: true, description: 'those of one of `reviewBatches`' })
    batchId?: string | null,
    @Args('after', {
      type: () => ID,
      nullable: true,
      description: 'id of the last one seen; left out: from the most urgent on',
    })
    after?: string | null,
  ): Promise<Submission[]> {
    return this.queue.forViewer(this.dataSource.manager, actorOf(request.viewer), {
      networkId: networkId ? idOf(networkId, 'NETWORK_UNKNOWN', 'networkId') : null,
      ...(states ? { states } : {}),
      mine,
      batchId: batchId ? idOf(batchId, 'SUBMISSION_MISSING', 'batchId') : null,
      after: after ? idOf(after, 'SUBMISSION_MISSING', 'after') : null,
    });
  }

  @Access('record.submit')
  @Mutation(() => SubmissionResult, {
    description:
      'Hands a draft in. It is checked strictly: `ContentRefusal` names every problem. Where nobody has to look it is published at once.',
  })
  submitDraft(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('lockVersion', { type: () => Int, description: LOCK }) lockVersion: number,
    @Args('note', { type: () => String, nullable: true, description: 'to the reviewers' })
    note?: string | null,
  ): Promise<Submission | Refusal> {
    return answered(() =>
      this.dataSource.transaction((manager) =>
        this.submissions.submit(
          manager,
          actorOf(request.viewer),
          idOf(id, 'RECORD_MISSING', 'id'),
          lockOf(lockVersion),
          note ?? null,
        ),
      ),
    );
  }

  @Access('record.submit')
  @Mutation(() => SubmissionResult, {
    description: 'Takes a submission back; the draft may be written again.',
  })
  withdrawSubmission(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Submission | Refusal> {
    return answered(() =>
      this.dataSource.transaction((manager) =>
        this.submissions.withdraw(manager, actorOf(request.viewer), idOf(id, 'SUBMISSION_MISSING')),
      ),
    );
  }
}
