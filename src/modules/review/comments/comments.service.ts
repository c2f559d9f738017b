import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { AuditTrail } from '../../../platform/audit';
import { requireAccess } from '../../identity';
import { contentEntries, type Draft, DraftsService } from '../../records';
import type { Actor } from '../actor';
import { DraftingService } from '../drafts/drafting.service';
import { NotificationKind } from '../notifications/notification-kind';
import { NotifierService } from '../notifications/notifier.service';
import { ReviewError } from '../review-errors';
import { draftScope } from '../review-scope.query';
import { authorsOf, type Submission, SubmissionQuery } from '../submissions/submission.query';

export interface NewComment {
  /** place in the document, `texts.summary`, `fields.cost`; null: the whole */
  field: string | null;
  /** language of a text; null: all */
  locale: Locale | null;
  text: string;
  /** comment that this answers */
  parentId?: string | null;
}

export interface Comment {
  id: string;
  recordId: string;
  draftId: string | null;
  submissionId: string | null;
  parentId: string | null;
  field: string | null;
  locale: Locale | null;
  text: string;
  authorId: string;
  createdAt: Date;
  resolvedAt: Date | null;
  resolvedBy: string | null;
}

const MAX_TEXT = 10_000;
const FIELD = /^[a-zA-Z]+(?:\.[a-zA-Z0-9-]+)*$/;
const COLUMNS = `c.id, c.record_id AS "recordId", c.draft_id AS "draftId", c.submission_id AS "submissionId",
  c.parent_id AS "parentId", c.field, c.locale, c.text, c.author_id AS "authorId", c.created_at AS "createdAt",
  c.resolved_at AS "resolvedAt", c.resolved_by AS "resolvedBy"`;

/** What is said about a draft, field by field, and settled one by one. Joins the given transaction. */
@Injectable()
export class CommentsService {
  constructor(
    private readonly drafts: DraftsService,
    private readonly drafting: DraftingService,
    private readonly submissions: SubmissionQuery,
    private readonly notifier: NotifierService,
    private readonly audit: AuditTrail,
  ) {}

  /** Of a record's open draft, the oldest first. */
  async ofRecord(manager: EntityManager, recordId: string): Promise<Comment[]> {
    return manager.query(
      `SELECT ${COLUMNS} FROM review_comment c WHERE c.record_id = $1 ORDER BY c.created_at, c.id`,
      [recordId],
    );
  }

  async add(manager: EntityManager, actor: Actor, draftId: string, given: NewComment): Promise<Comment> {
    const draft = await this.commentable(manager, actor, draftId);
    const submission = await this.submissions.open(manager, draft.recordId);
    return this.insert(manager, actor, draft, submission, given);
  }

  /** One of those that come with a decision; whoever decides may say it. */
  async addTo(
    manager: EntityManager,
    actor: Actor,
    submission: Submission,
    given: NewComment,
  ): Promise<Comment> {
    if (!submission.draftId) throw new ReviewError('SUBMISSION_MISSING');
    const draft = await this.drafts.load(manager, submission.draftId);
    return this.insert(manager, actor, draft, submission, given);
  }

  /** Settled, or open again. Whoever may comment may say so; it stays readable. */
  async resolve(manager: EntityManager, actor: Actor, id: string, resolved: boolean): Promise<Comment> {
    const comment = await this.load(manager, id);
    if (!comment.draftId) throw new ReviewError('COMMENT_MISSING');
    const draft = await this.commentable(manager, actor, comment.draftId);
    await manager.query(
      `UPDATE review_comment SET resolved_at = CASE WHEN $2 THEN coalesce(resolved_at, now()) END,
         resolved_by = CASE WHEN $2 THEN coalesce(resolved_by, $3::uuid) END WHERE id = $1`,
      [id, resolved, actor.account.id],
    );
    await this.write(manager, actor, resolved ? 'comment.resolve' : 'comment.reopen', draft, comment);
    if (resolved && comment.authorId !== actor.account.id) {
      await this.notifier.tell(manager, NotificationKind.COMMENT_RESOLVED, [comment.authorId], {
        recordId: draft.recordId,
        actorId: actor.account.id,
        eventKey: `resolved:${id}`,
      });
    }
    return this.load(manager, id);
  }

  private async commentable(manager: EntityManager, actor: Actor, draftId: string): Promise<Draft> {
    const draft = this.drafting.readable(
      actor.viewer,
      await this.drafts.load(manager, draftId),
      'record.comment',
    );
    requireAccess(actor.viewer, 'record.comment', draftScope(draft, actor.viewer));
    return draft;
  }

  private async insert(
    manager: EntityManager,
    actor: Actor,
    draft: Draft,
    submission: Submission | null,
    { field, locale, text, parentId = null }: NewComment,
  ): Promise<Comment> {
    const words = text.trim();
    if (words === '') throw new ReviewError('REASON_MISSING', 'text');
    if (words.length > MAX_TEXT) throw new ReviewError('TEXT_TOO_LONG', 'text', { max: MAX_TEXT });
    if (field !== null && !isField(draft, field)) throw new ReviewError('FIELD_UNKNOWN', field.slice(0, 200));
    if (parentId) await this.requireSameRecord(manager, parentId, draft.recordId);
    const [row]: [{ id: string }] = await manager.query(
      `INSERT INTO review_comment (record_id, draft_id, submission_id, parent_id, field, locale, text, author_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [draft.recordId, draft.id, submission?.id ?? null, parentId, field, locale, words, actor.account.id],
    );
    const comment = await this.load(manager, row.id);
    await this.write(manager, actor, 'comment.add', draft, comment);
    await this.tell(manager, actor, draft, submission, comment);
    return comment;
  }

  /** Whoever writes it, whoever reviews it, and whoever is answered. */
  private async tell(
    manager: EntityManager,
    actor: Actor,
    draft: Draft,
    submission: Submission | null,
    comment: Comment,
  ): Promise<void> {
    const answered = comment.parentId ? [(await this.load(manager, comment.parentId)).authorId] : [];
    const about = submission
      ? [...authorsOf(submission), ...(submission.reviewerId ? [submission.reviewerId] : [])]
      : draft.authorId
        ? [draft.authorId]
        : [];
    const told = [...new Set([...about, ...answered])].filter((id) => id !== actor.account.id);
    await this.notifier.tell(manager, NotificationKind.COMMENT, told, {
      recordId: draft.recordId,
      actorId: actor.account.id,
      eventKey: `comment:${comment.id}`,
      ...(submission ? { submission } : {}),
    });
  }

  private async requireSameRecord(manager: EntityManager, id: string, recordId: string): Promise<void> {
    if ((await this.load(manager, id)).recordId !== recordId)
      throw new ReviewError('COMMENT_MISSING', 'parentId');
  }

  private async load(manager: EntityManager, id: string): Promise<Comment> {
    const rows: Comment[] = await manager.query(`SELECT ${COLUMNS} FROM review_comment c WHERE c.id = $1`, [
      id,
    ]);
    if (!rows[0]) throw new ReviewError('COMMENT_MISSING');
    return rows[0];
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    action: string,
    draft: Draft,
    comment: Comment,
  ): Promise<void> {
    await this.audit.write(manager, {
      action,
      actorId: actor.account.id,
      client: actor.client,
      recordId: draft.recordId,
      subjectId: comment.id,
      scopes: [draft.ownerId, draft.networkId],
      facts: { field: comment.field },
    });
  }
}

/** A field that the draft has, or could have: something missing is what comments are often about. */
function isField(draft: Draft, field: string): boolean {
  if (field.length > 200 || !FIELD.test(field)) return false;
  const first = field.split('.')[0] ?? '';
  if (Object.hasOwn(draft.content, first) || ['texts', 'fields', 'concepts'].includes(first)) return true;
  return [...contentEntries(draft.content).values()].some((entry) => entry.field === field);
}
