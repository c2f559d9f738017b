import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail } from '../../../platform/audit';
import { requireAccess } from '../../identity';
import { ContentInvalidError, type NewRecord, NewRecordsService, type ValidRecord } from '../../records';
import type { Actor } from '../actor';
import { audienceProblems } from '../drafts/draft-content';
import { ReviewEvent, ReviewState } from '../lifecycle/lifecycle';
import { ReviewPeopleQuery } from '../lifecycle/review-people.query';
import { NotificationKind } from '../notifications/notification-kind';
import { NotifierService } from '../notifications/notifier.service';
import {
  acceptedIn,
  confirmedBy,
  type SubmissionPlan,
  SubmissionPlanner,
} from '../submissions/submission-plan.service';
import type { NewDraftsPlace } from './new-drafts.service';

interface Handed extends ValidRecord {
  /** of the submission */
  id: string;
  ownerId: string | null;
  lockVersion: number;
}

/**
 * Drafts of NewDraftsService handed in together, as SubmissionsService hands in one: the same gates for all of them, each
 * with a submission, step, trail and news of its own. Where no gate looks, they are published. Joins the given transaction.
 */
@Injectable()
export class NewSubmissionsService {
  constructor(
    private readonly records: NewRecordsService,
    private readonly planner: SubmissionPlanner,
    private readonly people: ReviewPeopleQuery,
    private readonly notifier: NotifierService,
    private readonly audit: AuditTrail,
  ) {}

  /** Throws CONTENT_INVALID with the problems of the first that has any; then nothing of them may be kept. */
  async submit(
    manager: EntityManager,
    actor: Actor,
    place: NewDraftsPlace,
    drafts: readonly NewRecord[],
  ): Promise<void> {
    const [first] = drafts;
    if (!first) return;
    const { networkId } = place;
    // What owns itself is nobody's yet, so that one of them stands for all.
    const { ownerId } = first.origin;
    requireAccess(actor.viewer, 'record.submit', {
      ownerId,
      networkIds: networkId ? [networkId] : [],
      authorId: actor.account.id,
      sharedWithIds: [],
    });
    const plan = await this.planner.plan(manager, actor, ownerId, networkId, actor.account.id);
    refuseAudiences(drafts, networkId);
    const valid = await this.records.keepSubmissions(manager, drafts, actor.account.id, null);
    const handed = valid.map((record, index): Handed => ({
      ...record,
      id: randomUUID(),
      ownerId: drafts[index]?.origin.ownerId ?? null,
      lockVersion: 1,
    }));
    await this.insert(manager, actor, place, plan, handed);
    await this.writeSteps(manager, actor, place, plan, handed);
    if (plan.state === ReviewState.PUBLISHED) await this.publish(manager, actor, place, plan, handed);
    else await this.tellGate(manager, actor, place, plan, handed);
  }

  private async insert(
    manager: EntityManager,
    { account }: Actor,
    { networkId }: NewDraftsPlace,
    { state, gates, gate, onBehalf, reviewDays }: SubmissionPlan,
    handed: readonly Handed[],
  ): Promise<void> {
    await manager.query(
      `INSERT INTO submission (id, record_id, draft_id, state, draft_lock_version, version, gates, gate, author_id,
         owner_id, network_id, on_behalf, due_at)
       SELECT x.id, x."recordId", x."draftId", $2, 1, 1, $3, $4, $5, x."ownerId", $6, $7, now() + make_interval(days => $8)
       FROM jsonb_to_recordset($1::jsonb) AS x (id uuid, "recordId" uuid, "draftId" uuid, "ownerId" uuid)`,
      [
        JSON.stringify(
          handed.map(({ id, recordId, draftId, ownerId }) => ({ id, recordId, draftId, ownerId })),
        ),
        state,
        JSON.stringify(gates),
        gate ?? gates.length,
        account.id,
        networkId,
        onBehalf,
        reviewDays,
      ],
    );
  }

  private async writeSteps(
    manager: EntityManager,
    { account, client }: Actor,
    { networkId }: NewDraftsPlace,
    { state, gates, gate }: SubmissionPlan,
    handed: readonly Handed[],
  ): Promise<void> {
    const event = state === ReviewState.PUBLISHED ? ReviewEvent.PUBLISH : ReviewEvent.SUBMIT;
    const at = gate ?? gates.length;
    await manager.query(
      `INSERT INTO submission_step (submission_id, number, event, from_state, to_state, gate, version, actor_id)
       SELECT id, 1, $2, $3, $4, $5, 1, $6 FROM unnest($1::uuid[]) AS handed (id)`,
      [handed.map(({ id }) => id), event, ReviewState.DRAFT, state, at, account.id],
    );
    await this.audit.writeAll(
      manager,
      handed.map(({ id, recordId, ownerId }) => ({
        action: `submission.${event.toLowerCase()}`,
        actorId: account.id,
        client,
        recordId,
        subjectId: id,
        scopes: [ownerId, networkId],
        facts: { event, from: ReviewState.DRAFT, to: state, gate: at, version: 1 },
      })),
    );
  }

  private async publish(
    manager: EntityManager,
    { account }: Actor,
    { networkId, ownerId }: NewDraftsPlace,
    { gates, onBehalf, holders }: SubmissionPlan,
    handed: readonly Handed[],
  ): Promise<void> {
    const decided = { gates, onBehalf, authorId: account.id, ownerId, networkId };
    await this.records.publish(manager, handed, null, {
      authorId: account.id,
      acceptedIn: acceptedIn(decided, holders),
    });
    await manager.query('UPDATE submission SET version = 2, draft_id = NULL WHERE id = ANY($1::uuid[])', [
      handed.map(({ id }) => id),
    ]);
    const by = confirmedBy(decided);
    await manager.query(
      `UPDATE record SET awaits_confirmation = $2, confirmed_by = $3,
         confirmed_at = CASE WHEN $3::uuid IS NULL THEN NULL ELSE now() END
       WHERE id = ANY($1::uuid[])`,
      [handed.map(({ recordId }) => recordId), by === null, by],
    );
    if (onBehalf) {
      const told = holders.OFFICER;
      await this.notifier.tellOfAll(manager, NotificationKind.TO_CONFIRM, told, handed, account.id);
    }
  }

  private async tellGate(
    manager: EntityManager,
    { account }: Actor,
    { networkId }: NewDraftsPlace,
    { gates, gate }: SubmissionPlan,
    handed: readonly Handed[],
  ): Promise<void> {
    const holder = gate === null ? null : gates[gate]?.holder;
    if (!holder) return;
    const ownerId = handed[0]?.ownerId ?? null;
    const asked = await this.people.ofGate(manager, holder, ownerId, networkId, [account.id]);
    await this.notifier.tellOfAll(manager, NotificationKind.REVIEW_WAITING, asked, handed, account.id);
  }
}

function refuseAudiences(drafts: readonly NewRecord[], networkId: string | null): void {
  for (const { content, origin } of drafts) {
    const networks = content['networks'];
    const problems = audienceProblems(content, origin.ownerId, [
      ...(networkId ? [networkId] : []),
      ...(Array.isArray(networks) ? networks.map(String) : []),
    ]);
    if (problems.length > 0) throw new ContentInvalidError(problems);
  }
}
