import { Module } from '@nestjs/common';
import { RecordsModule } from '../records';
import { VocabularyModule } from '../vocabulary';
import { CommentsService } from './comments/comments.service';
import { DraftPlaceQuery } from './drafts/draft-place.query';
import { DraftingService } from './drafts/drafting.service';
import { ReviewPeopleQuery } from './lifecycle/review-people.query';
import { ReviewRulesService } from './lifecycle/review-rules.service';
import { NotifierService } from './notifications/notifier.service';
import { ReviewScopeQuery } from './review-scope.query';
import { PublicationService } from './submissions/publication.service';
import { ReviewsService } from './submissions/reviews.service';
import { SubmissionQuery } from './submissions/submission.query';
import { SubmissionStepsService } from './submissions/submission-steps.service';
import { SubmissionsService } from './submissions/submissions.service';

@Module({
  imports: [RecordsModule, VocabularyModule],
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
  ],
  exports: [DraftingService, NotifierService, SubmissionsService],
})
export class ReviewModule {}
