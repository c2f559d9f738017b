import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../../platform/audit';
import type { Actor } from '../actor';
import { ReviewState } from '../lifecycle/lifecycle';
import { ReviewRulesService } from '../lifecycle/review-rules.service';
import { ReviewError } from '../review-errors';
import { requireDeciding, type Submission } from './submission.query';
import { SubmissionsService } from './submissions.service';

export interface Answer {
  criterion: string;
  /** 0 to 5 */
  score: number;
  note?: string | null;
}

export interface Assessment {
  criterion: string;
  score: number;
  note: string | null;
  reviewerId: string;
}

const MAX_NOTE = 2_000;

/** The quality form: a network's own criteria, answered by whoever has the review. Joins the given transaction. */
@Injectable()
export class AssessmentsService {
  constructor(
    private readonly submissions: SubmissionsService,
    private readonly rules: ReviewRulesService,
    private readonly audit: AuditTrail,
  ) {}

  async of(manager: EntityManager, submissionId: string): Promise<Assessment[]> {
    return manager.query(
      `SELECT criterion, score, note, reviewer_id AS "reviewerId" FROM review_assessment
       WHERE submission_id = $1 ORDER BY criterion, updated_at`,
      [submissionId],
    );
  }

  async answer(
    manager: EntityManager,
    actor: Actor,
    id: string,
    answers: readonly Answer[],
  ): Promise<Submission> {
    const submission = await this.submissions.locked(manager, actor, id);
    requireDeciding(actor.viewer, submission);
    if (submission.state !== ReviewState.IN_REVIEW || submission.reviewerId !== actor.account.id) {
      throw new ReviewError('NOT_YOUR_REVIEW');
    }
    const { criteria } = await this.rules.effective(manager, submission.ownerId, submission.networkId);
    const known = new Set(criteria.map((criterion) => criterion.id));
    for (const { criterion, score, note } of answers) {
      if (!known.has(criterion))
        throw new ReviewError('CRITERION_UNKNOWN', `answers.${criterion.slice(0, 80)}`);
      if (!Number.isInteger(score) || score < 0 || score > 5) throw new ReviewError('RULE_INVALID', 'score');
      if ((note ?? '').length > MAX_NOTE) throw new ReviewError('TEXT_TOO_LONG', 'note', { max: MAX_NOTE });
      await manager.query(
        `INSERT INTO review_assessment (submission_id, criterion, reviewer_id, score, note) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (submission_id, criterion, reviewer_id)
         DO UPDATE SET score = EXCLUDED.score, note = EXCLUDED.note, updated_at = now()`,
        [id, criterion, actor.account.id, score, note ?? null],
      );
    }
    await this.audit.write(manager, {
      action: 'submission.assess',
      actorId: actor.account.id,
      client: actor.client,
      recordId: submission.recordId,
      subjectId: id,
      scopes: [submission.ownerId, submission.networkId],
      facts: { criteria: answers.map(({ criterion }) => criterion) },
    });
    return submission;
  }
}
