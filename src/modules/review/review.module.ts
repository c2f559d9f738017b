import { Module } from '@nestjs/common';
import { RecordsModule } from '../records';
import { VocabularyModule } from '../vocabulary';
import { CommentsService } from './comments/comments.service';
import { DraftPlaceQuery } from './drafts/draft-place.query';
import { DraftingService } from './drafts/drafting.service';
import { DraftListQuery } from './drafts/draft-list.query';
import { DraftTextsResolver, SubmissionDraftResolver, SubmittedTitles } from './graphql/desk-fields.resolver';
import { DraftFieldsResolver, FieldProblemResolver } from './graphql/draft-fields.resolver';
import { DraftResolver } from './graphql/draft.resolver';
import { ParticipantReader } from './graphql/participant';
import { ReadableValues } from './graphql/readable-values';
import { ReviewResolver } from './graphql/review.resolver';
import {
  CommentFieldsResolver,
  CriterionResolver,
  ReviewGateResolver,
  SubmissionFieldsResolver,
  SubmissionStepResolver,
} from './graphql/submission-fields.resolver';
import { SubmissionResolver } from './graphql/submission.resolver';
import { ReviewPeopleQuery } from './lifecycle/review-people.query';
import { ReviewRulesService } from './lifecycle/review-rules.service';
import { NewDraftsService } from './many/new-drafts.service';
import { NewSubmissionsService } from './many/new-submissions.service';
import { NotifierService } from './notifications/notifier.service';
import { ReviewScopeQuery } from './review-scope.query';
import { AssessmentsService } from './submissions/assessments.service';
import { PublicationService } from './submissions/publication.service';
import { ReviewsTogetherService } from './submissions/reviews-together.service';
import { TogetherResolver } from './graphql/together.resolver';
import { ReviewQueueQuery } from './submissions/review-queue.query';
import { ReviewsService } from './submissions/reviews.service';
import { SubmissionQuery } from './submissions/submission.query';
import { SubmissionPlanner } from './submissions/submission-plan.service';
import { SubmissionStepsService } from './submissions/submission-steps.service';
import { SubmissionsService } from './submissions/submissions.service';
import { AuditQuery } from './audit/audit.query';
import { AuditResolver } from './graphql/audit.resolver';
import { NotificationResolver } from './graphql/notification.resolver';
import { StandingResolver } from './graphql/standing.resolver';
import { RecordVersionsResolver, VersionResolver } from './graphql/version.resolver';
import { DigestLines } from './notifications/digest-lines.query';
import { DigestService } from './notifications/digest.service';
import { NotificationJobs } from './notifications/notification-jobs';
import { NotificationQuery } from './notifications/notification.query';
import { UnsubscribeController } from './notifications/unsubscribe.controller';
import { ArchivedQuery } from './standing/archived.query';
import { ClosingService } from './standing/closing.service';
import { StandingService } from './standing/standing.service';
import { RemindersService } from './submissions/reminders.service';
import { VersionAccessService } from './versions/version-access.service';

import { ProposalQuery } from './proposals/proposal.query';
import { ProposalsService } from './proposals/proposals.service';
import { ProposalResolver, ProposedTextResolver } from './graphql/proposal.resolver';
import { CollectionsService } from './collections/collections.service';
import { CollectionResolver } from './graphql/collection.resolver';
@Module({
  imports: [RecordsModule, VocabularyModule],
  controllers: [UnsubscribeController],
  providers: [
    CommentsService,
    DraftingService,
    DraftPlaceQuery,
    NotifierService,
    PublicationService,
    ReviewPeopleQuery,
    ReviewRulesService,
    ReviewScopeQuery,
    ReviewsService,
    SubmissionQuery,
    SubmissionStepsService,
    SubmissionsService,
    AssessmentsService,
    DraftListQuery,
    ReviewQueueQuery,
    ReviewsTogetherService,
    TogetherResolver,
    ParticipantReader,
    ReadableValues,
    CommentFieldsResolver,
    CriterionResolver,
    DraftFieldsResolver,
    DraftResolver,
    DraftTextsResolver,
    SubmissionDraftResolver,
    SubmittedTitles,
    FieldProblemResolver,
    ReviewGateResolver,
    ReviewResolver,
    SubmissionFieldsResolver,
    SubmissionResolver,
    SubmissionStepResolver,
    ProposalQuery,
    ProposalsService,
    ProposalResolver,
    ProposedTextResolver,
    CollectionsService,
    CollectionResolver,
    AuditQuery,
    AuditResolver,
    NotificationResolver,
    StandingResolver,
    RecordVersionsResolver,
    VersionResolver,
    DigestLines,
    DigestService,
    NotificationJobs,
    NotificationQuery,
    ArchivedQuery,
    ClosingService,
    StandingService,
    RemindersService,
    VersionAccessService,
    SubmissionPlanner,
    NewDraftsService,
    NewSubmissionsService,
  ],
  exports: [DraftingService, NewDraftsService, NewSubmissionsService, NotifierService, SubmissionsService],
})
export class ReviewModule {}
