import { Injectable } from '@nestjs/common';
import { type EntityManager, QueryFailedError } from 'typeorm';
import type { JsonObject } from '../../common/json';
import type { Locale } from '../../common/locale';
import { RecordKind, RecordState } from '../../common/records';
import {
  ContentInvalidError,
  type ContentProblem,
  problem,
  validateContent,
} from './content/content-validation';
import type { RecordContent } from './content/record-content';
import { DraftChangedError, DraftMissingError, DraftOutdatedError } from './draft-errors';
import { type DraftOrigin, DraftsService, slugsOf } from './drafts.service';
import { KindRegistry } from './kind-registry';
import { RecordChanges } from './record-changes';
import { type AcceptedIn, RecordWriter } from './record-writer';
import { RecordDraftEntity, RecordEntity, RecordSlugEntity } from './record.entities';
import { referenceProblems } from './reference-check';
import { SlugTakenError } from './slug-taken.error';
import { VersionKind } from './versions/version-kind';
import { VersionsQuery } from './versions/versions.query';

const UNIQUE_VIOLATION = '23505';

export interface Publishing {
  /** account that answers for it; null: nobody, e.g. the demo */
  authorId?: string | null;
  /** what the draft was when it was decided on; another by now: DRAFT_CHANGED. Left out: as it is. */
  lockVersion?: number;
  /** networks whose coordinators let it in by this; the others are asked. Left out: none */
  acceptedIn?: AcceptedIn;
}

interface Version {
  note: string | null;
  authorId: string | null;
  acceptedIn: AcceptedIn;
}

/** The ways in which records change: they are created, drafted and published. Every call joins the given transaction. */
@Injectable()
export class RecordsService {
  constructor(
    private readonly kinds: KindRegistry,
    private readonly writer: RecordWriter,
    private readonly changes: RecordChanges,
    private readonly drafts: DraftsService,
    private readonly versions: VersionsQuery,
  ) {}

  /** Makes a spine row that nobody sees yet. Returns its id; throws SLUG_TAKEN where the slug is or was another's. */
  async create(
    manager: EntityManager,
    kind: RecordKind,
    slug: string,
    sourceLocale: Locale,
  ): Promise<string> {
    if (await manager.existsBy(RecordSlugEntity, { slug })) throw new SlugTakenError(slug);
    try {
      const inserted = await manager.insert(RecordEntity, { kind, slug, sourceLocale });
      const id = String(inserted.identifiers[0]?.['id']);
      await manager.insert(RecordSlugEntity, { slug, recordId: id });
      return id;
    } catch (error) {
      if (isUniqueViolation(error)) throw new SlugTakenError(slug);
      throw error;
    }
  }

  /** Keeps a document as a new draft of the record. Returns the draft's id. Nothing of it is visible. */
  async saveDraft(
    manager: EntityManager,
    recordId: string,
    content: RecordContent | JsonObject,
    origin?: DraftOrigin,
  ): Promise<string> {
    return (await this.drafts.create(manager, recordId, content as JsonObject, origin)).id;
  }

  /** Everything that would keep this document from being published as it is; none where it could be. */
  async problemsOf(manager: EntityManager, content: JsonObject): Promise<ContentProblem[]> {
    try {
      return await referenceProblems(manager, validateContent(content, this.kinds));
    } catch (error) {
      if (error instanceof ContentInvalidError) return [...error.problems];
      throw error;
    }
  }

  /**
   * Keeps a document as the record's next version without showing it to anybody. Returns its number.
   * Throws CONTENT_INVALID with every problem.
   */
  async keepSubmission(
    manager: EntityManager,
    recordId: string,
    content: JsonObject,
    authorId: string | null,
    note: string | null,
  ): Promise<number> {
    await manager.query('SELECT FROM record WHERE id = $1 FOR NO KEY UPDATE', [recordId]);
    const valid = validateContent(content, this.kinds);
    const problems = await referenceProblems(manager, valid);
    if (problems.length > 0) throw new ContentInvalidError(problems);
    return this.keepVersion(manager, recordId, valid, VersionKind.SUBMISSION, { authorId, note });
  }

  /**
   * Applies a draft to the live tables, keeps it as the next immutable version, removes the draft and announces the
   * change, so that its jobs are in this same transaction. Throws CONTENT_INVALID with every problem, SLUG_TAKEN where
   * its slug, or an action's, is or was another record's, DRAFT_CHANGED where it is not the one decided on, and
   * DRAFT_OUTDATED where something else was published since it was begun. Returns the number of the version.
   */
  async publish(
    manager: EntityManager,
    draftId: string,
    note: string | null = null,
    { authorId, lockVersion, acceptedIn = [] }: Publishing = {},
  ): Promise<number> {
    const draft = await manager.findOne(RecordDraftEntity, {
      where: { id: draftId },
      lock: { mode: 'for_no_key_update' },
    });
    if (!draft) throw new DraftMissingError();
    if (lockVersion !== undefined && lockVersion !== draft.lockVersion) throw new DraftChangedError();
    const content = validateContent(draft.content, this.kinds);
    await this.refuseOutdated(manager, draft);
    const version = { note, authorId: authorId ?? draft.authorId, acceptedIn };
    const { changed, number } = await this.publishContent(manager, draft.recordId, content, version, null);
    await manager.delete(RecordDraftEntity, { id: draftId });
    await this.changes.announce(manager, changed);
    return number;
  }

  /** Locks the record, and compares what it and its actions were with what they are. */
  private async refuseOutdated(manager: EntityManager, draft: RecordDraftEntity): Promise<void> {
    const rows: { publishedVersion: number | null }[] = await manager.query(
      'SELECT published_version AS "publishedVersion" FROM record WHERE id = $1 FOR NO KEY UPDATE',
      [draft.recordId],
    );
    if ((rows[0]?.publishedVersion ?? null) !== draft.baseVersion) throw new DraftOutdatedError();
    const slugs = slugsOf(draft.content);
    for (const [slug, { number }] of await this.versions.actionsBySlug(manager, slugs)) {
      // An action that is new to the plan is another's, which its contributor refuses, or came with the draft.
      if (slug in draft.baseActions && draft.baseActions[slug] !== number) throw new DraftOutdatedError();
    }
  }

  /** The ids of all records whose readers now see something else, and the version's number. */
  private async publishContent(
    manager: EntityManager,
    recordId: string,
    content: RecordContent,
    version: Version,
    position: number | null,
  ): Promise<{ changed: string[]; number: number }> {
    const record = await manager.findOneOrFail(RecordEntity, {
      where: { id: recordId },
      lock: { mode: 'for_no_key_update' },
    });
    if (record.kind !== content.kind) {
      throw new ContentInvalidError([problem('kind', 'mustBe', `must be ${record.kind}`)]);
    }
    const problems = await referenceProblems(manager, content);
    if (problems.length > 0) throw new ContentInvalidError(problems);
    const kind = this.kinds.get(content.kind);
    // Before and after: a member that leaves a network is no longer found by what it did there.
    const dependentsBefore = (await kind.loadDependents?.(manager, recordId)) ?? [];
    const number = await this.keepVersion(manager, recordId, content, VersionKind.PUBLICATION, version);
    await manager.update(RecordEntity, recordId, {
      state: RecordState.PUBLISHED,
      publishedVersion: number,
      publishedAt: () => 'now()',
    });
    await this.writer.apply(manager, recordId, content, position, version.acceptedIn);
    const dependents = (await kind.loadDependents?.(manager, recordId)) ?? [];
    const changed = [recordId, ...dependentsBefore, ...dependents];
    for (const [index, action] of (content.actions ?? []).entries()) {
      const actionId = await this.actionOf(manager, action);
      const withPlan = Object.assign(action, { fields: { ...action.fields, plan: recordId } });
      changed.push(...(await this.publishContent(manager, actionId, withPlan, version, index)).changed);
    }
    return { changed: [...new Set(changed)], number };
  }

  /** The record is locked by whoever calls, so that numbers follow one another. */
  private async keepVersion(
    manager: EntityManager,
    recordId: string,
    content: RecordContent,
    kind: VersionKind,
    { note, authorId }: Pick<Version, 'note' | 'authorId'>,
  ): Promise<number> {
    const rows: { number: number }[] = await manager.query(
      `INSERT INTO record_version (record_id, number, kind, content, author_id, note)
       SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5 FROM record_version WHERE record_id = $1
       RETURNING number`,
      [recordId, kind, JSON.stringify(content), authorId, note],
    );
    return Number(rows[0]?.number);
  }

  private async actionOf(manager: EntityManager, action: RecordContent): Promise<string> {
    const existing = await manager.findOneBy(RecordSlugEntity, { slug: action.slug });
    if (!existing) return this.create(manager, RecordKind.ACTION, action.slug, action.sourceLocale);
    const isAction = await manager.existsBy(RecordEntity, { id: existing.recordId, kind: RecordKind.ACTION });
    if (!isAction) throw new SlugTakenError(action.slug);
    return existing.recordId;
  }
}

function isUniqueViolation(error: unknown): boolean {
  return (
    error instanceof QueryFailedError && (error.driverError as { code?: string }).code === UNIQUE_VIOLATION
  );
}
