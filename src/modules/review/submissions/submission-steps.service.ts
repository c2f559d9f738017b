import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../../platform/audit';
import type { Actor } from '../actor';
import type { Gate } from '../lifecycle/gates';
import { NEEDS_REASON, nextState, ReviewEvent, ReviewState } from '../lifecycle/lifecycle';
import { ReviewError } from '../review-errors';
import { type Submission, SubmissionQuery } from './submission.query';

/** What changes with a step, besides the state. */
export interface StepChange {
  gates?: Gate[];
  gate?: number;
  reviewerId?: string | null;
  version?: number;
  draftLockVersion?: number;
  note?: string | null;
  dueAt?: Date | null;
}

/** The one place in which a submission changes its state: by the table, with its step and its trail, or not at all. */
@Injectable()
export class SubmissionStepsService {
  constructor(
    private readonly submissions: SubmissionQuery,
    private readonly audit: AuditTrail,
  ) {}

  /** Refuses an event that the table does not have there, and one that needs a reason and has none. */
  async take(
    manager: EntityManager,
    actor: Actor,
    submission: Submission,
    event: ReviewEvent,
    change: StepChange = {},
    reason: string | null = null,
  ): Promise<Submission> {
    const to = nextState(submission.state, event);
    if (!to) throw new ReviewError('NOT_POSSIBLE_NOW', null, { state: submission.state });
    const given = reasonFor(event, reason);
    const next = { ...submission, ...change };
    const [rows] = (await manager.query(
      `UPDATE submission SET state = $3, gates = $4, gate = $5, reviewer_id = $6, version = $7,
         draft_lock_version = $8, note = $9, due_at = $10, reason = coalesce($11, reason),
         lock_version = lock_version + 1, reminded_at = NULL, updated_at = now()
       WHERE id = $1 AND lock_version = $2 RETURNING id`,
      [
        submission.id,
        submission.lockVersion,
        to,
        JSON.stringify(next.gates),
        next.gate,
        next.reviewerId,
        next.version,
        next.draftLockVersion,
        next.note,
        next.dueAt,
        given,
      ],
    )) as [unknown[], number];
    if (rows.length === 0) throw new ReviewError('SUBMISSION_CHANGED');
    await this.write(manager, actor, next, event, submission.state, to, given);
    return this.submissions.load(manager, submission.id);
  }

  /** The first step, for a submission that was just made. */
  async begin(
    manager: EntityManager,
    actor: Actor,
    submission: Submission,
    event: ReviewEvent,
  ): Promise<void> {
    await this.write(manager, actor, submission, event, ReviewState.DRAFT, submission.state, null);
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    submission: Submission,
    event: ReviewEvent,
    from: ReviewState,
    to: ReviewState,
    reason: string | null,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO submission_step (submission_id, number, event, from_state, to_state, gate, version, actor_id, reason)
       SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8
       FROM submission_step WHERE submission_id = $1`,
      [submission.id, event, from, to, submission.gate, submission.version, actor.account.id, reason],
    );
    await this.audit.write(manager, {
      action: `submission.${event.toLowerCase()}`,
      actorId: actor.account.id,
      client: actor.client,
      recordId: submission.recordId,
      subjectId: submission.id,
      scopes: [submission.ownerId, submission.networkId],
      facts: { event, from, to, gate: submission.gate, version: submission.version },
    });
  }
}

const MAX_REASON = 5_000;

/** The reason, trimmed; null where none is needed and none is given. */
export function reasonFor(event: ReviewEvent, reason: string | null): string | null {
  const given = reason?.trim() ?? '';
  if (given === '' && NEEDS_REASON.has(event)) throw new ReviewError('REASON_MISSING', 'reason');
  if (given.length > MAX_REASON) throw new ReviewError('TEXT_TOO_LONG', 'reason', { max: MAX_REASON });
  return given === '' ? null : given;
}
