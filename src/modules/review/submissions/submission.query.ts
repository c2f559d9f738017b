import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import type { Viewer } from '../../../common/viewer';
import { type AccessScope, may, requireAccess } from '../../identity';
import { type Gate, GateHolder } from '../lifecycle/gates';
import { FROZEN, OPEN, ReviewEvent, ReviewState } from '../lifecycle/lifecycle';
import { ReviewError } from '../review-errors';
import { draftScope, type DraftStanding } from '../review-scope.query';

/** One trip of a record's draft from being handed in to being decided on. */
export interface Submission {
  id: string;
  recordId: string;
  /** null once it is published */
  draftId: string | null;
  state: ReviewState;
  /** grows with each step; a decision names the one it was made on */
  lockVersion: number;
  draftLockVersion: number;
  /** number of the version that was handed in last, or of the one published */
  version: number;
  gates: Gate[];
  /** place of the gate before which it waits */
  gate: number;
  authorId: string;
  /** author of the draft, who does not review it either */
  draftAuthorId: string | null;
  /** who has it now, or asked for the changes */
  reviewerId: string | null;
  ownerId: string | null;
  networkId: string | null;
  /** handed in by somebody who is no officer of its owner */
  onBehalf: boolean;
  note: string | null;
  /** of the last request for changes or rejection */
  reason: string | null;
  dueAt: Date | null;
  submittedAt: Date;
  updatedAt: Date;
}

export interface SubmissionStep {
  number: number;
  event: ReviewEvent;
  fromState: ReviewState;
  toState: ReviewState;
  gate: number | null;
  version: number | null;
  actorId: string | null;
  reason: string | null;
  at: Date;
}

const COLUMNS = `s.id, s.record_id AS "recordId", s.draft_id AS "draftId", s.state, s.lock_version AS "lockVersion",
  s.draft_lock_version AS "draftLockVersion", s.version, s.gates, s.gate, s.author_id AS "authorId",
  d.author_id AS "draftAuthorId", s.reviewer_id AS "reviewerId", s.owner_id AS "ownerId",
  s.network_id AS "networkId", s.on_behalf AS "onBehalf", s.note, s.reason, s.due_at AS "dueAt",
  s.submitted_at AS "submittedAt", s.updated_at AS "updatedAt"`;
/** One transaction has one time, to the microsecond, so what came in it is told by that. */
const BATCH = `md5(concat_ws('|', s.author_id, s.network_id, extract(epoch FROM s.submitted_at)))::uuid`;
const FROM = 'FROM submission s LEFT JOIN record_draft d ON d.id = s.draft_id';

export interface QueueFilter {
  networkId?: string | null;
  states?: readonly ReviewState[];
  /** those that wait for this account alone */
  reviewerId?: string | null;
  /** those alone that were handed in together; see SubmissionBatch */
  batchId?: string | null;
  /** id of the last one seen; left out: from the most urgent on */
  after?: string | null;
}

/** What one person handed in for a network in one go, as an import does. */
export interface SubmissionBatch {
  id: string;
  authorId: string;
  networkId: string | null;
  submittedAt: Date;
  /** of it, those that somebody may look at now */
  count: number;
  /** draft of one of them, to tell it from others by */
  sampleDraftId: string | null;
}

export interface SubmittedTitle {
  locale: Locale;
  text: string;
}

@Injectable()
export class SubmissionQuery {
  async load(manager: EntityManager, id: string): Promise<Submission> {
    const rows: Submission[] = await manager.query(`SELECT ${COLUMNS} ${FROM} WHERE s.id = $1`, [id]);
    if (!rows[0]) throw new ReviewError('SUBMISSION_MISSING');
    return rows[0];
  }

  /** Throws SUBMISSION_MISSING for whoever may not know of it. */
  async read(manager: EntityManager, viewer: Viewer, id: string): Promise<Submission> {
    const submission = await this.load(manager, id);
    if (!may(viewer, 'record.draft.read', submissionScope(submission))) {
      throw new ReviewError('SUBMISSION_MISSING');
    }
    return submission;
  }

  /** The one submission of a record that is not decided, or null. */
  async open(manager: EntityManager, recordId: string): Promise<Submission | null> {
    const rows: Submission[] = await manager.query(
      `SELECT ${COLUMNS} ${FROM} WHERE s.record_id = $1 AND s.state = ANY($2::text[])`,
      [recordId, OPEN],
    );
    return rows[0] ?? null;
  }

  /** All of a record, the newest first. */
  async ofRecord(manager: EntityManager, recordId: string): Promise<Submission[]> {
    return manager.query(
      `SELECT ${COLUMNS} ${FROM} WHERE s.record_id = $1 ORDER BY s.submitted_at DESC, s.id`,
      [recordId],
    );
  }

  /** Those that an account handed in, the newest first. */
  async ofAuthor(
    manager: EntityManager,
    authorId: string,
    after: string | null,
    limit: number,
  ): Promise<Submission[]> {
    return manager.query(
      `SELECT ${COLUMNS} ${FROM} WHERE s.author_id = $1
         AND ($2::timestamptz IS NULL OR s.submitted_at < $2::timestamptz)
       ORDER BY s.submitted_at DESC, s.id LIMIT $3`,
      [authorId, after, limit],
    );
  }

  /** What stands in these networks and belongs to these owners, the most urgent first. Who may is asked by the caller. */
  async queue(
    manager: EntityManager,
    scopeIds: readonly string[] | null,
    { networkId = null, states = OPEN, reviewerId = null, batchId = null, after = null }: QueueFilter,
    limit: number,
  ): Promise<Submission[]> {
    return manager.query(
      `SELECT ${COLUMNS} ${FROM}
       WHERE s.state = ANY($1::text[])
         AND ($2::uuid[] IS NULL OR s.network_id = ANY($2::uuid[]) OR s.owner_id = ANY($2::uuid[]))
         AND ($3::uuid IS NULL OR s.network_id = $3) AND ($4::uuid IS NULL OR s.reviewer_id = $4)
         AND ($6::uuid IS NULL OR ${BATCH} = $6)
         AND ($7::uuid IS NULL OR (coalesce(s.due_at, 'infinity'), s.submitted_at, s.id) > (
           SELECT coalesce(a.due_at, 'infinity'), a.submitted_at, a.id FROM submission a WHERE a.id = $7))
       ORDER BY coalesce(s.due_at, 'infinity'), s.submitted_at, s.id LIMIT $5`,
      [states, scopeIds, networkId, reviewerId, limit, batchId, after],
    );
  }

  /** What came in together and waits for somebody's look, two or more, the latest first. Who may is asked by the caller. */
  async batches(
    manager: EntityManager,
    scopeIds: readonly string[] | null,
    limit: number,
  ): Promise<SubmissionBatch[]> {
    return manager.query(
      `SELECT ${BATCH} AS id, s.author_id AS "authorId", s.network_id AS "networkId", s.submitted_at AS "submittedAt",
         count(*)::int AS count, (array_agg(s.draft_id ORDER BY s.due_at, s.id))[1] AS "sampleDraftId"
       FROM submission s
       WHERE s.state = ANY($1::text[])
         AND ($2::uuid[] IS NULL OR s.network_id = ANY($2::uuid[]) OR s.owner_id = ANY($2::uuid[]))
       GROUP BY s.author_id, s.network_id, s.submitted_at HAVING count(*) > 1
       ORDER BY s.submitted_at DESC, id LIMIT $3`,
      [[...FROZEN], scopeIds, limit],
    );
  }

  /** Titles of drafts that this viewer may read, as they are written, in one statement. */
  async titles(
    manager: EntityManager,
    viewer: Viewer,
    draftIds: readonly string[],
  ): Promise<Map<string, SubmittedTitle>> {
    const rows: (DraftStanding & SubmittedTitle & { id: string })[] = await manager.query(
      `SELECT d.id, d.owner_id AS "ownerId", d.network_id AS "networkId", d.author_id AS "authorId", d.sharing,
         t.locale, t.text
       FROM record_draft d CROSS JOIN LATERAL (
         SELECT x->>'locale' AS locale, x->>'text' AS text
         FROM jsonb_array_elements(CASE jsonb_typeof(d.content->'texts') WHEN 'array' THEN d.content->'texts' END) x
         WHERE x->>'field' = 'title' AND x->'isSource' = 'true' LIMIT 1
       ) t
       WHERE d.id = ANY($1::uuid[])`,
      [draftIds],
    );
    return new Map(
      rows.flatMap(({ id, locale, text, ...standing }) =>
        may(viewer, 'record.draft.read', draftScope(standing, viewer)) ? [[id, { locale, text }]] : [],
      ),
    );
  }

  /** The last thing that happened to it. */
  async lastStep(
    manager: EntityManager,
    id: string,
  ): Promise<Pick<SubmissionStep, 'event' | 'actorId'> | null> {
    const rows: Pick<SubmissionStep, 'event' | 'actorId'>[] = await manager.query(
      `SELECT event, actor_id AS "actorId" FROM submission_step WHERE submission_id = $1 ORDER BY number DESC LIMIT 1`,
      [id],
    );
    return rows[0] ?? null;
  }

  async steps(manager: EntityManager, ids: readonly string[]): Promise<Map<string, SubmissionStep[]>> {
    const rows: (SubmissionStep & { submissionId: string })[] = await manager.query(
      `SELECT submission_id AS "submissionId", number, event, from_state AS "fromState", to_state AS "toState", gate,
         version, actor_id AS "actorId", reason, at
       FROM submission_step WHERE submission_id = ANY($1::uuid[]) ORDER BY submission_id, number`,
      [ids],
    );
    const steps = new Map<string, SubmissionStep[]>();
    for (const row of rows) steps.set(row.submissionId, [...(steps.get(row.submissionId) ?? []), row]);
    return steps;
  }
}

export function submissionScope(submission: Submission): AccessScope {
  const { ownerId, networkId, authorId } = submission;
  return { ownerId, networkIds: networkId ? [networkId] : [], authorId, ownerLetsNetwork: true };
}

/** Throws FORBIDDEN for whoever may not decide on it; where nobody else is left to look, administrators may. */
export function requireDeciding(viewer: Viewer, submission: Submission): void {
  const isLastResort = submission.gates[submission.gate]?.holder === GateHolder.ADMINISTRATOR;
  requireAccess(viewer, isLastResort ? 'record.publish' : 'record.review', submissionScope(submission));
}

/** Accounts that never look at it: whoever handed it in, and whoever began the draft. */
export function authorsOf({ authorId, draftAuthorId }: Submission): string[] {
  return draftAuthorId ? [...new Set([authorId, draftAuthorId])] : [authorId];
}
