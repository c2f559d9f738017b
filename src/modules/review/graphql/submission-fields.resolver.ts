import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { GraphqlContext } from '../../../platform/graphql';
import { may } from '../../identity';
import { RecordInterface, type RecordNode, RecordReader } from '../../records';
import type { Comment } from '../comments/comments.service';
import { type Gate, GateHolder } from '../lifecycle/gates';
import { OPEN, ReviewEvent, ReviewState } from '../lifecycle/lifecycle';
import { type Criterion, ReviewRulesService } from '../lifecycle/review-rules.service';
import { type Assessment, AssessmentsService } from '../submissions/assessments.service';
import { isHeldBy } from '../submissions/review-queue.query';
import {
  authorsOf,
  type Submission,
  SubmissionQuery,
  type SubmissionStep,
  submissionScope,
} from '../submissions/submission.query';
import { CommentType } from './comment.types';
import { ParticipantReader, ParticipantType } from './participant';
import { ReadableValues } from './readable-values';
import {
  AssessmentType,
  CriterionType,
  ReviewGateType,
  SubmissionPermissionsType,
  SubmissionStepType,
  SubmissionType,
} from './submission.types';

@Resolver(() => SubmissionType)
export class SubmissionFieldsResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly submissions: SubmissionQuery,
    private readonly answers: AssessmentsService,
    private readonly rules: ReviewRulesService,
    private readonly participants: ParticipantReader,
    private readonly reader: RecordReader,
  ) {}

  @ResolveField(() => [SubmissionStepType], { description: 'What happened to it, in order.' })
  async timeline(
    @Parent() submission: Submission,
    @Context() { request }: GraphqlContext,
  ): Promise<SubmissionStep[]> {
    const steps = await request
      .loader<string, SubmissionStep[]>('submissionSteps', (ids) =>
        this.submissions.steps(this.dataSource.manager, ids),
      )
      .load(submission.id);
    return steps ?? [];
  }

  @ResolveField(() => ParticipantType, { nullable: true })
  author(
    @Parent() submission: Submission,
    @Context() { request }: GraphqlContext,
  ): Promise<ParticipantType | null> {
    return this.participants.load(request, submission.authorId);
  }

  @ResolveField(() => ParticipantType, {
    nullable: true,
    description: 'who has it now, or had it last; absent: nobody',
  })
  reviewer(
    @Parent() submission: Submission,
    @Context() { request }: GraphqlContext,
  ): Promise<ParticipantType | null> {
    return this.participants.load(request, submission.reviewerId);
  }

  @ResolveField(() => [CriterionType], { description: 'what the network asks reviewers to judge' })
  async criteria(@Parent() submission: Submission): Promise<Criterion[]> {
    const { ownerId, networkId } = submission;
    return (await this.rules.effective(this.dataSource.manager, ownerId, networkId)).criteria;
  }

  @ResolveField(() => [AssessmentType], { description: 'answers to the criteria' })
  assessments(@Parent() submission: Submission): Promise<Assessment[]> {
    return this.answers.of(this.dataSource.manager, submission.id);
  }

  @ResolveField(() => RecordInterface, {
    nullable: true,
    description: 'as readers see it now; absent where nothing is published',
  })
  record(
    @Parent() submission: Submission,
    @Context() { request }: GraphqlContext,
  ): Promise<RecordNode | null> {
    return this.reader.load(request, submission.recordId);
  }

  @ResolveField(() => SubmissionPermissionsType)
  viewerCan(
    @Parent() submission: Submission,
    @Context() { request: { viewer } }: GraphqlContext,
  ): SubmissionPermissionsType {
    const scope = submissionScope(submission);
    const account = viewer.account;
    const isAuthor = account !== null && authorsOf(submission).includes(account.id);
    const isMine = submission.state === ReviewState.IN_REVIEW && submission.reviewerId === account?.id;
    const holder = submission.gates[submission.gate]?.holder;
    const isAsked =
      holder && account ? account.grants.some((grant) => isHeldBy(holder, grant, submission)) : false;
    const deciding = holder === GateHolder.ADMINISTRATOR ? 'record.publish' : 'record.review';
    const isWaiting =
      submission.state === ReviewState.SUBMITTED || submission.state === ReviewState.IN_REVIEW;
    return {
      take: !isAuthor && !isMine && isAsked && isWaiting && may(viewer, 'record.takeReview', scope),
      release: isMine,
      decide: isMine && !isAuthor && may(viewer, deciding, scope),
      withdraw: OPEN.includes(submission.state) && may(viewer, 'record.submit', scope),
      comment: submission.draftId !== null && may(viewer, 'record.comment', scope),
    };
  }
}

@Resolver(() => SubmissionStepType)
export class SubmissionStepResolver {
  constructor(private readonly participants: ParticipantReader) {}

  @ResolveField(() => ParticipantType, { nullable: true })
  actor(
    @Parent() step: SubmissionStep & { event: ReviewEvent },
    @Context() { request }: GraphqlContext,
  ): Promise<ParticipantType | null> {
    return this.participants.load(request, step.actorId);
  }
}

@Resolver(() => ReviewGateType)
export class ReviewGateResolver {
  constructor(private readonly participants: ParticipantReader) {}

  @ResolveField(() => ParticipantType, { nullable: true, description: 'who let it pass' })
  by(@Parent() gate: Gate, @Context() { request }: GraphqlContext): Promise<ParticipantType | null> {
    return this.participants.load(request, gate.by);
  }
}

@Resolver(() => CommentType)
export class CommentFieldsResolver {
  constructor(
    private readonly participants: ParticipantReader,
    private readonly values: ReadableValues,
  ) {}

  @ResolveField(() => ParticipantType, { nullable: true })
  author(
    @Parent() comment: Comment,
    @Context() { request }: GraphqlContext,
  ): Promise<ParticipantType | null> {
    return this.participants.load(request, comment.authorId);
  }

  @ResolveField(() => ParticipantType, { nullable: true, description: 'who settled it' })
  resolver(
    @Parent() comment: Comment,
    @Context() { request }: GraphqlContext,
  ): Promise<ParticipantType | null> {
    return this.participants.load(request, comment.resolvedBy);
  }

  @ResolveField(() => String, {
    nullable: true,
    description: "the field's name in the reader's language; absent: the whole",
  })
  label(@Parent() comment: Comment, @Context() { request }: GraphqlContext): string | null {
    return comment.field ? this.values.label(comment.field, this.values.localeOf(request)) : null;
  }
}

@Resolver(() => CriterionType)
export class CriterionResolver {
  constructor(private readonly values: ReadableValues) {}

  @ResolveField(() => String, { description: "in the reader's language, where the network has it" })
  label(@Parent() { labels }: Criterion, @Context() { request }: GraphqlContext): string {
    const locale = this.values.localeOf(request);
    return (locale && labels[locale]) ?? labels['en'] ?? Object.values(labels)[0] ?? '';
  }
}
