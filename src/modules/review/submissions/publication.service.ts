import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DraftMissingError, RecordsService } from '../../records';
import type { Actor } from '../actor';
import { ReviewPeopleQuery } from '../lifecycle/review-people.query';
import { NotificationKind } from '../notifications/notification-kind';
import { NotifierService } from '../notifications/notifier.service';
import { type Submission, SubmissionQuery } from './submission.query';
import { acceptedIn, confirmedBy } from './submission-plan.service';

/** Publishing what a submission holds, and saying whether its owner has confirmed it. */
@Injectable()
export class PublicationService {
  constructor(
    private readonly records: RecordsService,
    private readonly people: ReviewPeopleQuery,
    private readonly submissions: SubmissionQuery,
    private readonly notifier: NotifierService,
  ) {}

  async publish(
    manager: EntityManager,
    actor: Actor,
    submission: Submission,
    note: string | null,
  ): Promise<Submission> {
    const { draftId, networkId, ownerId } = submission;
    if (!draftId) throw new DraftMissingError();
    const holders = await this.people.holders(manager, ownerId, networkId);
    const version = await this.records.publish(manager, draftId, note ?? submission.note, {
      authorId: submission.authorId,
      lockVersion: submission.draftLockVersion,
      acceptedIn: acceptedIn(submission, holders),
    });
    await manager.query('UPDATE submission SET version = $2, draft_id = NULL WHERE id = $1', [
      submission.id,
      version,
    ]);
    const isConfirmed = await this.settleConfirmation(manager, submission);
    await this.tell(manager, actor, submission, isConfirmed);
    return this.submissions.load(manager, submission.id);
  }

  /** An officer who handed it in or let it pass has confirmed it; otherwise it waits for one. Whether it is confirmed. */
  private async settleConfirmation(manager: EntityManager, submission: Submission): Promise<boolean> {
    const by = confirmedBy(submission);
    await manager.query(
      `UPDATE record SET awaits_confirmation = $2, confirmed_by = $3,
         confirmed_at = CASE WHEN $3::uuid IS NULL THEN NULL ELSE now() END
       WHERE id = $1`,
      [submission.recordId, by === null, by],
    );
    return by !== null;
  }

  /** Whoever handed it in; and the owner's officers, where somebody did so on its behalf. */
  private async tell(
    manager: EntityManager,
    actor: Actor,
    submission: Submission,
    isConfirmed: boolean,
  ): Promise<void> {
    const about = { submission, actorId: actor.account.id };
    await this.notifier.tell(manager, NotificationKind.PUBLISHED, [submission.authorId], about);
    if (!submission.onBehalf) return;
    const { OFFICER } = await this.people.holders(manager, submission.ownerId, submission.networkId);
    const kind = isConfirmed ? NotificationKind.PUBLISHED : NotificationKind.TO_CONFIRM;
    await this.notifier.tell(manager, kind, OFFICER, about);
  }
}
