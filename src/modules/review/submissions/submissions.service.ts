import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireAccess } from '../../identity';
import {
  ContentInvalidError,
  type Draft,
  DraftChangedError,
  DraftOutdatedError,
  DraftsService,
  RecordsService,
} from '../../records';
import type { Actor } from '../actor';
import { audienceProblems } from '../drafts/draft-content';
import { DraftPlaceQuery } from '../drafts/draft-place.query';
import { DraftingService } from '../drafts/drafting.service';
import { type Gate, nextGate, planGate } from '../lifecycle/gates';
import { ReviewEvent, ReviewState } from '../lifecycle/lifecycle';
import { ReviewPeopleQuery } from '../lifecycle/review-people.query';
import { ReviewRulesService } from '../lifecycle/review-rules.service';
import { NotificationKind } from '../notifications/notification-kind';
import { NotifierService } from '../notifications/notifier.service';
import { ReviewError } from '../review-errors';
import { draftScope, ReviewScopeQuery } from '../review-scope.query';
import { PublicationService } from './publication.service';
import { authorsOf, type Submission, SubmissionQuery, submissionScope } from './submission.query';
import { SubmissionPlanner } from './submission-plan.service';
import { SubmissionStepsService } from './submission-steps.service';

const MAX_NOTE = 2_000;

/** Handing in, and taking back. Every call joins the given transaction; locks are taken in one order, record first. */
@Injectable()
export class SubmissionsService {
  constructor(
    private readonly drafts: DraftsService,
    private readonly drafting: DraftingService,
    private readonly records: RecordsService,
    private readonly rules: ReviewRulesService,
    private readonly planner: SubmissionPlanner,
    private readonly people: ReviewPeopleQuery,
    private readonly scopes: ReviewScopeQuery,
    private readonly submissions: SubmissionQuery,
    private readonly steps: SubmissionStepsService,
    private readonly publication: PublicationService,
    private readonly notifier: NotifierService,
    private readonly places: DraftPlaceQuery,
  ) {}

  /**
   * Hands a draft in: checks it strictly, keeps it as a numbered version, and has the next gate look at it; where there
   * is none, it is published. After a request for changes the same submission goes on, at the same gate.
   * Throws CONTENT_INVALID with every problem, DRAFT_CHANGED, DRAFT_OUTDATED, ALREADY_SUBMITTED.
   */
  async submit(
    manager: EntityManager,
    actor: Actor,
    draftId: string,
    lockVersion: number,
    note: string | null = null,
  ): Promise<Submission> {
    const { recordId } = this.drafting.readable(
      actor.viewer,
      await this.drafts.load(manager, draftId),
      'record.submit',
    );
    await this.scopes.lock(manager, recordId);
    const draft = await this.drafts.load(manager, draftId, true);
    requireAccess(actor.viewer, 'record.submit', draftScope(draft, actor.viewer, true));
    if (draft.lockVersion !== lockVersion) throw new DraftChangedError();
    const said = noteOf(note);
    const open = await this.submissions.open(manager, recordId);
    if (open && (open.state !== ReviewState.CHANGES_REQUESTED || open.draftId !== draftId)) {
      throw new ReviewError('ALREADY_SUBMITTED');
    }
    await this.refuseOutdated(manager, draft);
    return open ? this.again(manager, actor, draft, open, said) : this.first(manager, actor, draft, said);
  }

  /** The author, or whoever may hand it in, takes it back; the draft may be written again. */
  async withdraw(manager: EntityManager, actor: Actor, id: string): Promise<Submission> {
    const submission = await this.locked(manager, actor, id);
    requireAccess(actor.viewer, 'record.submit', submissionScope(submission));
    const withdrawn = await this.steps.take(manager, actor, submission, ReviewEvent.WITHDRAW, {
      reviewerId: null,
    });
    if (submission.reviewerId) {
      await this.notifier.tell(manager, NotificationKind.WITHDRAWN, [submission.reviewerId], {
        submission: withdrawn,
        actorId: actor.account.id,
      });
    }
    return withdrawn;
  }

  /** The submission as it is, with its record locked, for whoever may know of it. */
  async locked(manager: EntityManager, actor: Actor, id: string): Promise<Submission> {
    const { recordId } = await this.submissions.read(manager, actor.viewer, id);
    await this.scopes.lock(manager, recordId);
    return this.submissions.load(manager, id);
  }

  /**
   * The submission, at a gate that somebody holds who may look: where the present one is left with its authors alone, or
   * with nobody, it passes on as it does when it is planned, and who holds it now is told.
   */
  async waitingForSomebody(manager: EntityManager, submission: Submission): Promise<Submission> {
    if (submission.state !== ReviewState.SUBMITTED && submission.state !== ReviewState.IN_REVIEW) {
      return submission;
    }
    if ((await this.asked(manager, submission)).length > 0) return submission;
    const gates = await this.replan(manager, submission, submission.gate);
    const gate = nextGate(gates, submission.gate) ?? submission.gate;
    await manager.query('UPDATE submission SET gates = $2, gate = $3 WHERE id = $1', [
      submission.id,
      JSON.stringify(gates),
      gate,
    ]);
    const replanned = await this.submissions.load(manager, submission.id);
    await this.notifier.tell(manager, NotificationKind.REVIEW_WAITING, await this.asked(manager, replanned), {
      submission: replanned,
      actorId: null,
    });
    return replanned;
  }

  /** Those who may look at it at its present gate. */
  async asked(manager: EntityManager, submission: Submission): Promise<string[]> {
    const { ownerId, networkId } = submission;
    const holder = submission.gates[submission.gate]?.holder;
    return holder ? this.people.ofGate(manager, holder, ownerId, networkId, authorsOf(submission)) : [];
  }

  /** Plans the gates from `from` on anew, for people come and go while something waits. */
  async replan(manager: EntityManager, submission: Submission, from: number): Promise<Gate[]> {
    const holders = await this.people.holders(manager, submission.ownerId, submission.networkId);
    return submission.gates.map((gate, index) =>
      index < from
        ? gate
        : planGate(gate.role, index === submission.gates.length - 1, holders, authorsOf(submission)),
    );
  }

  private async first(
    manager: EntityManager,
    actor: Actor,
    draft: Draft,
    note: string | null,
  ): Promise<Submission> {
    const { ownerId } = draft;
    const networkId = await this.networkToAsk(manager, draft);
    const plan = await this.planner.plan(manager, actor, ownerId, networkId, draft.authorId);
    const { gates, gate, state } = plan;
    const version = await this.keep(manager, actor, draft, note);
    const [row]: [{ id: string }] = await manager.query(
      `INSERT INTO submission (record_id, draft_id, state, draft_lock_version, version, gates, gate, author_id, owner_id,
         network_id, on_behalf, note, due_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, now() + make_interval(days => $13)) RETURNING id`,
      [
        draft.recordId,
        draft.id,
        state,
        draft.lockVersion,
        version,
        JSON.stringify(gates),
        gate ?? gates.length,
        actor.account.id,
        ownerId,
        networkId,
        plan.onBehalf,
        note,
        plan.reviewDays,
      ],
    );
    const submission = await this.submissions.load(manager, row.id);
    await this.steps.begin(
      manager,
      actor,
      submission,
      gate === null ? ReviewEvent.PUBLISH : ReviewEvent.SUBMIT,
    );
    if (gate === null) return this.publication.publish(manager, actor, submission, note);
    await this.tellGate(manager, actor, submission);
    return submission;
  }

  /**
   * The network whose gates a draft passes. One that has ended looks at corrections of what it shows, through its keeper,
   * and at nothing new: what was never published is its owner's alone. Throws NETWORK_ENDED for what it would own itself.
   */
  private async networkToAsk(
    manager: EntityManager,
    { networkId, ownerId, baseVersion }: Draft,
  ): Promise<string | null> {
    if (!networkId || baseVersion !== null || !(await this.places.hasEnded(manager, networkId))) {
      return networkId;
    }
    if (ownerId === networkId) throw new ReviewError('NETWORK_ENDED');
    return null;
  }

  private async again(
    manager: EntityManager,
    actor: Actor,
    draft: Draft,
    open: Submission,
    note: string | null,
  ): Promise<Submission> {
    const version = await this.keep(manager, actor, draft, note);
    const rule = await this.rules.effective(manager, open.ownerId, open.networkId);
    const gates = await this.replan(manager, open, open.gate);
    const submission = await this.steps.take(manager, actor, open, ReviewEvent.SUBMIT, {
      version,
      draftLockVersion: draft.lockVersion,
      note,
      gates,
      gate: nextGate(gates, open.gate) ?? open.gate,
      dueAt: new Date(Date.now() + rule.reviewDays * 86_400_000),
    });
    await this.tellGate(manager, actor, submission);
    return submission;
  }

  private async keep(
    manager: EntityManager,
    actor: Actor,
    draft: Draft,
    note: string | null,
  ): Promise<number> {
    const networks = draft.content['networks'];
    const problems = audienceProblems(draft.content, draft.ownerId, [
      ...(draft.networkId ? [draft.networkId] : []),
      ...(Array.isArray(networks) ? networks.map(String) : []),
    ]);
    if (problems.length > 0) throw new ContentInvalidError(problems);
    return this.records.keepSubmission(manager, draft.recordId, draft.content, actor.account.id, note);
  }

  private async refuseOutdated(manager: EntityManager, draft: Draft): Promise<void> {
    const { publishedVersion } = await this.scopes.record(manager, draft.recordId);
    if (publishedVersion !== draft.baseVersion) throw new DraftOutdatedError();
  }

  /** Whoever asked for the changes is told that they were made; else everybody whom the gate asks. */
  async tellGate(manager: EntityManager, actor: Actor, submission: Submission): Promise<void> {
    const { reviewerId } = submission;
    const asked = await this.asked(manager, submission);
    const told = reviewerId && asked.includes(reviewerId) ? [reviewerId] : asked;
    await this.notifier.tell(manager, NotificationKind.REVIEW_WAITING, told, {
      submission,
      actorId: actor.account.id,
    });
  }
}

function noteOf(note: string | null): string | null {
  const said = note?.trim() ?? '';
  if (said.length > MAX_NOTE) throw new ReviewError('TEXT_TOO_LONG', 'note', { max: MAX_NOTE });
  return said === '' ? null : said;
}
