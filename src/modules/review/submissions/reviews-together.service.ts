import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireAccess } from '../../identity';
import type { Actor } from '../actor';
import { ReviewEvent, ReviewState } from '../lifecycle/lifecycle';
import { ReviewError } from '../review-errors';
import { ReviewsService } from './reviews.service';
import {
  authorsOf,
  requireDeciding,
  type Submission,
  SubmissionQuery,
  submissionScope,
} from './submission.query';
import { reasonFor } from './submission-steps.service';
import { SubmissionsService } from './submissions.service';

/** What a reviewer does with many submissions at once. */
export enum ReviewAct {
  TAKE = 'TAKE',
  RELEASE = 'RELEASE',
  APPROVE = 'APPROVE',
  REQUEST_CHANGES = 'REQUEST_CHANGES',
  REJECT = 'REJECT',
}

export interface ActTogether {
  act: ReviewAct;
  /** why changes are asked for, or why nothing comes of it; the same words for each */
  reason: string | null;
  /** kept with each version that is published */
  note: string | null;
}

export interface LookedAt {
  id: string;
  /** of the submission as it was looked at */
  lockVersion: number;
}

/** Submissions of one request: each is a transaction of its own, and all of them take seconds. */
export const MAX_TOGETHER = 100;
const MAX_NOTE = 2_000;
const DECISIONS: readonly ReviewAct[] = [ReviewAct.APPROVE, ReviewAct.REQUEST_CHANGES, ReviewAct.REJECT];

/** What the last step of a submission is, once the act has been done to it. */
const STEPS_OF: Readonly<Record<ReviewAct, readonly ReviewEvent[]>> = {
  [ReviewAct.TAKE]: [ReviewEvent.TAKE],
  [ReviewAct.RELEASE]: [ReviewEvent.RELEASE],
  [ReviewAct.APPROVE]: [ReviewEvent.PASS_GATE, ReviewEvent.PUBLISH],
  [ReviewAct.REQUEST_CHANGES]: [ReviewEvent.REQUEST_CHANGES],
  [ReviewAct.REJECT]: [ReviewEvent.REJECT],
};

/**
 * Reviews of many submissions, each by the rules, with the steps, the trail and the news of a review made alone. What
 * waits at the reviewer's gate is taken on the way; what a colleague has stays theirs. Joins the given transaction.
 */
@Injectable()
export class ReviewsTogetherService {
  constructor(
    private readonly reviews: ReviewsService,
    private readonly submissions: SubmissionsService,
    private readonly query: SubmissionQuery,
  ) {}

  /** Throws what would be wrong with each of them: TOO_MANY_AT_ONCE, REASON_MISSING, TEXT_TOO_LONG. */
  check(count: number, { act, reason, note }: ActTogether): void {
    if (count > MAX_TOGETHER) {
      throw new ReviewError('TOO_MANY_AT_ONCE', 'submissions', { max: MAX_TOGETHER });
    }
    if (act === ReviewAct.REJECT) reasonFor(ReviewEvent.REJECT, reason);
    if (act === ReviewAct.REQUEST_CHANGES) reasonFor(ReviewEvent.REQUEST_CHANGES, reason);
    if (note && note.length > MAX_NOTE) throw new ReviewError('TEXT_TOO_LONG', 'note', { max: MAX_NOTE });
  }

  /**
   * Does it to one of them, as long as it is what was looked at. Asked once more, as after an answer that never came, what
   * this person has done already counts as done.
   */
  async one(
    manager: EntityManager,
    actor: Actor,
    { id, lockVersion }: LookedAt,
    together: ActTogether,
  ): Promise<Submission> {
    const found = await this.submissions.locked(manager, actor, id);
    this.requireTurn(actor, found, together.act);
    if (found.lockVersion !== lockVersion) {
      if (await this.isDone(manager, actor, found, lockVersion, together.act)) return found;
      throw new ReviewError('SUBMISSION_CHANGED');
    }
    if (together.act === ReviewAct.TAKE) return this.take(manager, actor, found);
    if (together.act === ReviewAct.RELEASE) return this.reviews.release(manager, actor, id);
    const isFree = found.state === ReviewState.SUBMITTED;
    const taken = isFree ? await this.reviews.take(manager, actor, id) : found;
    return this.decide(manager, actor, taken, together);
  }

  /** Whether they may at all comes before whether it is what they looked at. */
  private requireTurn(actor: Actor, found: Submission, act: ReviewAct): void {
    const isTakenFirst = !DECISIONS.includes(act) || found.state === ReviewState.SUBMITTED;
    if (isTakenFirst) {
      requireAccess(actor.viewer, 'record.takeReview', submissionScope(found));
      return;
    }
    if (authorsOf(found).includes(actor.account.id)) throw new ReviewError('OWN_SUBMISSION');
    requireDeciding(actor.viewer, found);
  }

  private decide(
    manager: EntityManager,
    actor: Actor,
    { id, lockVersion }: Submission,
    { act, reason, note }: ActTogether,
  ): Promise<Submission> {
    switch (act) {
      case ReviewAct.REQUEST_CHANGES:
        return this.reviews.requestChanges(manager, actor, id, lockVersion, reason ?? '');
      case ReviewAct.REJECT:
        return this.reviews.reject(manager, actor, id, lockVersion, reason ?? '');
      default:
        return this.reviews.approve(manager, actor, id, lockVersion, note);
    }
  }

  /** One by one a review may be given on; nobody takes many from a colleague in passing. */
  private async take(manager: EntityManager, actor: Actor, found: Submission): Promise<Submission> {
    if (found.state !== ReviewState.IN_REVIEW) return this.reviews.take(manager, actor, found.id);
    if (authorsOf(found).includes(actor.account.id)) throw new ReviewError('OWN_SUBMISSION');
    if (found.reviewerId !== actor.account.id) throw new ReviewError('WITH_A_COLLEAGUE');
    return found;
  }

  private async isDone(
    manager: EntityManager,
    actor: Actor,
    found: Submission,
    lockVersion: number,
    act: ReviewAct,
  ): Promise<boolean> {
    // Deciding takes it first, where nobody had it.
    const steps = found.lockVersion - lockVersion;
    if (steps !== 1 && !(DECISIONS.includes(act) && steps === 2)) return false;
    const last = await this.query.lastStep(manager, found.id);
    return last?.actorId === actor.account.id && STEPS_OF[act].includes(last.event);
  }
}
