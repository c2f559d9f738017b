import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Operation, requireAccess } from '../../identity';
import type { Actor } from '../actor';
import { CommentsService, type NewComment } from '../comments/comments.service';
import { type Gate, GateState, nextGate } from '../lifecycle/gates';
import { ReviewEvent, ReviewState } from '../lifecycle/lifecycle';
import { ReviewPeopleQuery } from '../lifecycle/review-people.query';
import { NotificationKind } from '../notifications/notification-kind';
import { NotifierService } from '../notifications/notifier.service';
import { ReviewError } from '../review-errors';
import { PublicationService } from './publication.service';
import { authorsOf, requireDeciding, type Submission, submissionScope } from './submission.query';
import { SubmissionStepsService } from './submission-steps.service';
import { SubmissionsService } from './submissions.service';

/** What reviewers do with what was handed in. Every call joins the given transaction. */
@Injectable()
export class ReviewsService {
  constructor(
    private readonly submissions: SubmissionsService,
    private readonly steps: SubmissionStepsService,
    private readonly publication: PublicationService,
    private readonly people: ReviewPeopleQuery,
    private readonly comments: CommentsService,
    private readonly notifier: NotifierService,
  ) {}

  /** Takes the review, or gives it to somebody (`reviewerId`) whom the gate asks, too. */
  async take(
    manager: EntityManager,
    actor: Actor,
    id: string,
    reviewerId: string = actor.account.id,
  ): Promise<Submission> {
    const found = await this.submissions.locked(manager, actor, id);
    requireAccess(actor.viewer, 'record.takeReview', submissionScope(found));
    const submission = await this.submissions.waitingForSomebody(manager, found);
    await this.requireGate(manager, submission, reviewerId);
    const taken = await this.steps.take(manager, actor, submission, ReviewEvent.TAKE, { reviewerId });
    if (reviewerId !== actor.account.id) {
      await this.notifier.tell(manager, NotificationKind.REVIEW_GIVEN, [reviewerId], {
        submission: taken,
        actorId: actor.account.id,
      });
    }
    return taken;
  }

  /** Puts the review back, for somebody else to take. */
  async release(manager: EntityManager, actor: Actor, id: string): Promise<Submission> {
    const submission = await this.mine(manager, actor, id, null, 'record.takeReview');
    const released = await this.steps.take(manager, actor, submission, ReviewEvent.RELEASE, {
      reviewerId: null,
    });
    await this.submissions.tellGate(manager, actor, released);
    return released;
  }

  /** Says why, and at which fields; the author may write again. `lockVersion`: the submission that was looked at. */
  async requestChanges(
    manager: EntityManager,
    actor: Actor,
    id: string,
    lockVersion: number | null,
    reason: string,
    comments: readonly NewComment[] = [],
  ): Promise<Submission> {
    const submission = await this.mine(manager, actor, id, lockVersion);
    const answered = await this.steps.take(
      manager,
      actor,
      submission,
      ReviewEvent.REQUEST_CHANGES,
      {},
      reason,
    );
    for (const comment of comments) await this.comments.addTo(manager, actor, answered, comment);
    await this.tellAuthor(manager, actor, answered, NotificationKind.CHANGES_REQUESTED);
    return answered;
  }

  async reject(
    manager: EntityManager,
    actor: Actor,
    id: string,
    lockVersion: number | null,
    reason: string,
  ): Promise<Submission> {
    const submission = await this.mine(manager, actor, id, lockVersion);
    const rejected = await this.steps.take(manager, actor, submission, ReviewEvent.REJECT, {}, reason);
    await this.tellAuthor(manager, actor, rejected, NotificationKind.REJECTED);
    return rejected;
  }

  /** Lets it pass this gate: on to the next, or, from the last, to the readers. */
  async approve(
    manager: EntityManager,
    actor: Actor,
    id: string,
    lockVersion: number | null,
    note: string | null = null,
  ): Promise<Submission> {
    const submission = await this.mine(manager, actor, id, lockVersion);
    await this.requireAnswers(manager, submission);
    const passed = submission.gates.map((gate, index): Gate =>
      index === submission.gate
        ? { ...gate, state: GateState.PASSED, by: actor.account.id, at: new Date().toISOString() }
        : gate,
    );
    const gates = await this.submissions.replan(
      manager,
      { ...submission, gates: passed },
      submission.gate + 1,
    );
    const next = nextGate(gates, submission.gate + 1);
    if (next === null) {
      const published = await this.steps.take(manager, actor, submission, ReviewEvent.PUBLISH, { gates });
      return this.publication.publish(manager, actor, published, note);
    }
    const on = await this.steps.take(manager, actor, submission, ReviewEvent.PASS_GATE, {
      gates,
      gate: next,
      reviewerId: null,
    });
    await this.submissions.tellGate(manager, actor, on);
    return on;
  }

  /** The submission where this actor has the review, and it is still what they looked at. */
  private async mine(
    manager: EntityManager,
    actor: Actor,
    id: string,
    lockVersion: number | null,
    operation: Operation | null = null,
  ): Promise<Submission> {
    const submission = await this.submissions.locked(manager, actor, id);
    if (lockVersion !== null && submission.lockVersion !== lockVersion) {
      throw new ReviewError('SUBMISSION_CHANGED');
    }
    if (authorsOf(submission).includes(actor.account.id)) throw new ReviewError('OWN_SUBMISSION');
    if (operation) requireAccess(actor.viewer, operation, submissionScope(submission));
    else requireDeciding(actor.viewer, submission);
    if (submission.state !== ReviewState.IN_REVIEW) {
      throw new ReviewError('NOT_POSSIBLE_NOW', null, { state: submission.state });
    }
    if (submission.reviewerId !== actor.account.id) throw new ReviewError('NOT_YOUR_REVIEW');
    return submission;
  }

  /** Throws OWN_SUBMISSION for an author, NOT_YOUR_GATE for whoever this gate does not ask. */
  private async requireGate(
    manager: EntityManager,
    submission: Submission,
    reviewerId: string,
  ): Promise<void> {
    if (authorsOf(submission).includes(reviewerId)) throw new ReviewError('OWN_SUBMISSION');
    const holder = submission.gates[submission.gate]?.holder;
    const { ownerId, networkId } = submission;
    const asked = holder ? await this.people.ofGate(manager, holder, ownerId, networkId, []) : [];
    if (!asked.includes(reviewerId)) throw new ReviewError('NOT_YOUR_GATE');
  }

  /** Criteria that the network asks for have a score, whoever gave it. */
  private async requireAnswers(manager: EntityManager, submission: Submission): Promise<void> {
    const missing: { id: string }[] = await manager.query(
      `SELECT c->>'id' AS id FROM review_rule r, jsonb_array_elements(r.criteria) c
       WHERE r.scope_id = $1 AND (c->>'required')::boolean AND NOT EXISTS (
         SELECT FROM review_assessment a WHERE a.submission_id = $2 AND a.criterion = c->>'id')`,
      [submission.networkId ?? submission.ownerId, submission.id],
    );
    if (missing[0]) throw new ReviewError('CRITERION_UNANSWERED', `criteria.${missing[0].id}`);
  }

  /** Whoever wrote it; and the owner's officers, who may answer what was written on its behalf. */
  private async tellAuthor(
    manager: EntityManager,
    actor: Actor,
    submission: Submission,
    kind: NotificationKind,
  ): Promise<void> {
    const { OFFICER } = await this.people.holders(manager, submission.ownerId, null);
    const told = [...authorsOf(submission), ...(submission.onBehalf ? OFFICER : [])];
    await this.notifier.tell(manager, kind, told, { submission, actorId: actor.account.id });
  }
}
