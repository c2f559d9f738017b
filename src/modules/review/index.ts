export { type Actor, actorOf } from './actor';
export { DraftingService, type NewDraft } from './drafts/drafting.service';
export { ReviewEvent, ReviewState } from './lifecycle/lifecycle';
export { NotificationKind } from './notifications/notification-kind';
export { NotifierService } from './notifications/notifier.service';
export { ReviewError, type ReviewErrorCode } from './review-errors';
export * from './review.module';
export type { Submission } from './submissions/submission.query';
export { SubmissionsService } from './submissions/submissions.service';
