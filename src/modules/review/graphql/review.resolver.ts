import { Args, Context, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { GraphqlContext } from '../../../platform/graphql';
import { Access } from '../../identity';
import { actorOf } from '../actor';
import { type Comment, CommentsService, type NewComment } from '../comments/comments.service';
import { type ReviewRule, ReviewRulesService } from '../lifecycle/review-rules.service';
import { ReviewError } from '../review-errors';
import { AssessmentsService } from '../submissions/assessments.service';
import { ReviewsService } from '../submissions/reviews.service';
import type { Submission } from '../submissions/submission.query';
import { CommentInput, CommentResult } from './comment.types';
import { answered, type Refusal } from './failures';
import { idOf, lockOf } from './ids';
import {
  AssessmentInput,
  ReviewRuleInput,
  ReviewRuleResult,
  ReviewRuleType,
  SubmissionResult,
} from './submission.types';

const LOCK = 'that of the submission as it was looked at; another by now: SUBMISSION_CHANGED';

/** What reviewers do, what is said about a draft, and what owners and networks ask for. */
@Resolver()
export class ReviewResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reviews: ReviewsService,
    private readonly assessments: AssessmentsService,
    private readonly comments: CommentsService,
    private readonly rules: ReviewRulesService,
  ) {}

  @Access('record.takeReview')
  @Mutation(() => SubmissionResult, {
    description:
      'Takes a review, or gives it to somebody whom the gate asks. Refused: OWN_SUBMISSION, NOT_YOUR_GATE.',
  })
  takeReview(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('reviewerId', { type: () => ID, nullable: true, description: 'left out: the viewer' })
    reviewerId?: string | null,
  ): Promise<Submission | Refusal> {
    return this.change((manager) => {
      const actor = actorOf(request.viewer);
      const to = reviewerId ? idOf(reviewerId, 'NOT_YOUR_GATE', 'reviewerId') : actor.account.id;
      return this.reviews.take(manager, actor, idOf(id, 'SUBMISSION_MISSING'), to);
    });
  }

  @Access('record.takeReview')
  @Mutation(() => SubmissionResult, { description: 'Puts a review back for somebody else to take.' })
  releaseReview(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Submission | Refusal> {
    return this.change((manager) =>
      this.reviews.release(manager, actorOf(request.viewer), idOf(id, 'SUBMISSION_MISSING')),
    );
  }

  @Access('record.takeReview')
  @Mutation(() => SubmissionResult, {
    description:
      'Asks the author for changes, with a reason and comments at fields. The draft may be written again.',
  })
  requestChanges(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
    @Args('lockVersion', { type: () => Int, nullable: true, description: LOCK }) lockVersion?: number | null,
    @Args('comments', { type: () => [CommentInput], nullable: true }) comments?: CommentInput[] | null,
  ): Promise<Submission | Refusal> {
    return this.change((manager) =>
      this.reviews.requestChanges(
        manager,
        actorOf(request.viewer),
        idOf(id, 'SUBMISSION_MISSING'),
        looked(lockVersion),
        reason,
        (comments ?? []).map(commentOf),
      ),
    );
  }

  @Access('record.takeReview')
  @Mutation(() => SubmissionResult, { description: 'Ends the submission with a reason; the draft stays.' })
  rejectSubmission(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('reason', { type: () => String }) reason: string,
    @Args('lockVersion', { type: () => Int, nullable: true, description: LOCK }) lockVersion?: number | null,
  ): Promise<Submission | Refusal> {
    return this.change((manager) =>
      this.reviews.reject(
        manager,
        actorOf(request.viewer),
        idOf(id, 'SUBMISSION_MISSING'),
        looked(lockVersion),
        reason,
      ),
    );
  }

  @Access('record.takeReview')
  @Mutation(() => SubmissionResult, {
    description: 'Lets it pass the gate before which it stands; from the last one it is published.',
  })
  approveSubmission(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('lockVersion', { type: () => Int, nullable: true, description: LOCK }) lockVersion?: number | null,
    @Args('note', {
      type: () => String,
      nullable: true,
      description: 'kept with the version, readable by all',
    })
    note?: string | null,
  ): Promise<Submission | Refusal> {
    return this.change((manager) =>
      this.reviews.approve(
        manager,
        actorOf(request.viewer),
        idOf(id, 'SUBMISSION_MISSING'),
        looked(lockVersion),
        note ?? null,
      ),
    );
  }

  @Access('record.takeReview')
  @Mutation(() => SubmissionResult, { description: "Answers the network's criteria; may be done in parts." })
  assessSubmission(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('answers', { type: () => [AssessmentInput] }) answers: AssessmentInput[],
  ): Promise<Submission | Refusal> {
    return this.change((manager) =>
      this.assessments.answer(manager, actorOf(request.viewer), idOf(id, 'SUBMISSION_MISSING'), answers),
    );
  }

  @Access('record.comment')
  @Mutation(() => CommentResult, { description: 'Says something about a draft, at a field or as a whole.' })
  addComment(
    @Context() { request }: GraphqlContext,
    @Args('draftId', { type: () => ID }) draftId: string,
    @Args('comment') comment: CommentInput,
  ): Promise<Comment | Refusal> {
    return this.change((manager) =>
      this.comments.add(
        manager,
        actorOf(request.viewer),
        idOf(draftId, 'RECORD_MISSING', 'draftId'),
        commentOf(comment),
      ),
    );
  }

  @Access('record.comment')
  @Mutation(() => CommentResult, { description: 'Settles a comment, or opens it again.' })
  resolveComment(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
    @Args('resolved', { type: () => Boolean, defaultValue: true }) resolved: boolean,
  ): Promise<Comment | Refusal> {
    return this.change((manager) =>
      this.comments.resolve(manager, actorOf(request.viewer), idOf(id, 'COMMENT_MISSING'), resolved),
    );
  }

  @Access('anyone')
  @Query(() => ReviewRuleType, {
    nullable: true,
    description:
      'What this owner or network asks before something is published. Null where it has said nothing.',
  })
  async reviewRule(@Args('scopeId', { type: () => ID }) scopeId: string): Promise<ReviewRule | null> {
    return this.rules.find(this.dataSource.manager, idOf(scopeId, 'RECORD_MISSING', 'scopeId'));
  }

  @Access('record.gates')
  @Mutation(() => ReviewRuleResult, { description: 'Says what a city or organisation asks for.' })
  setOwnerRule(
    @Context() { request }: GraphqlContext,
    @Args('rule') rule: ReviewRuleInput,
  ): Promise<ReviewRule | Refusal> {
    return this.setRule(request, rule);
  }

  @Access('network.settings')
  @Mutation(() => ReviewRuleResult, {
    description: 'Says what a network asks for: gates, deadlines, criteria.',
  })
  setNetworkRule(
    @Context() { request }: GraphqlContext,
    @Args('rule') rule: ReviewRuleInput,
  ): Promise<ReviewRule | Refusal> {
    return this.setRule(request, rule);
  }

  private setRule(
    { viewer }: GraphqlContext['request'],
    { criteria, ...rule }: ReviewRuleInput,
  ): Promise<ReviewRule | Refusal> {
    return this.change((manager) =>
      this.rules.set(manager, actorOf(viewer), {
        ...rule,
        scopeId: idOf(rule.scopeId, 'RECORD_MISSING', 'scopeId'),
        criteria: criteria.map(({ id, labels, required }) => {
          if (Object.values(labels).some((words) => typeof words !== 'string')) {
            throw new ReviewError('RULE_INVALID', 'criteria');
          }
          return { id, labels, required };
        }),
      }),
    );
  }

  private change<T>(work: (manager: EntityManager) => Promise<T>): Promise<T | Refusal> {
    return answered(() => this.dataSource.transaction(work));
  }
}

function commentOf({ field, locale, text, parentId }: CommentInput): NewComment {
  return {
    field: field ?? null,
    locale: locale ?? null,
    text,
    parentId: parentId ? idOf(parentId, 'COMMENT_MISSING', 'parentId') : null,
  };
}

/** Null: whatever it is by now. */
function looked(lockVersion: number | null | undefined): number | null {
  return lockVersion === null || lockVersion === undefined ? null : lockOf(lockVersion);
}
