import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { JobRunner } from '../../../platform/jobs';
import { NotificationKind } from '../notifications/notification-kind';
import { NotifierService } from '../notifications/notifier.service';
import { ReviewScopeQuery } from '../review-scope.query';
import { SubmissionQuery } from './submission.query';
import { SubmissionsService } from './submissions.service';

const REMIND_JOB = 'review:remind';

/** Every morning: reviewers whose deadline is near hear of it once, and what waits for nobody any more finds somebody. */
@Injectable()
export class RemindersService implements OnModuleInit {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly runner: JobRunner,
    private readonly scopes: ReviewScopeQuery,
    private readonly submissions: SubmissionQuery,
    private readonly handing: SubmissionsService,
    private readonly notifier: NotifierService,
  ) {}

  onModuleInit(): void {
    this.runner.register(REMIND_JOB, async () => {
      await this.remindAll();
    });
    this.runner.repeat(REMIND_JOB, '30 4 * * *');
  }

  /** Returns how many submissions somebody was reminded of. */
  async remindAll(): Promise<number> {
    const rows: { id: string; recordId: string; isDue: boolean }[] = await this.dataSource.query(
      `SELECT s.id, s.record_id AS "recordId",
         s.reminded_at IS NULL AND s.due_at - make_interval(days => coalesce(r.reminder_days, 3)) <= now() AS "isDue"
       FROM submission s LEFT JOIN review_rule r ON r.scope_id = coalesce(s.network_id, s.owner_id)
       WHERE s.state IN ('SUBMITTED', 'IN_REVIEW') ORDER BY s.due_at, s.id`,
    );
    let reminded = 0;
    for (const { id, recordId, isDue } of rows) {
      if (await this.look(id, recordId, isDue)) reminded += 1;
    }
    return reminded;
  }

  private async look(id: string, recordId: string, isDue: boolean): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      await this.scopes.lock(manager, recordId);
      const submission = await this.handing.waitingForSomebody(
        manager,
        await this.submissions.load(manager, id),
      );
      if (submission.state !== 'SUBMITTED' && submission.state !== 'IN_REVIEW') return false;
      const asked = await this.handing.asked(manager, submission);
      if (!isDue) return false;
      const { reviewerId } = submission;
      const told = reviewerId && asked.includes(reviewerId) ? [reviewerId] : asked;
      await manager.query('UPDATE submission SET reminded_at = now() WHERE id = $1', [id]);
      await this.notifier.tell(manager, NotificationKind.REVIEW_DUE, told, { submission, actorId: null });
      return told.length > 0;
    });
  }
}
