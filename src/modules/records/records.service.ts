import { Injectable } from '@nestjs/common';
import { type EntityManager, QueryFailedError } from 'typeorm';
import { CodedError } from '../../common/errors';
import type { JsonObject } from '../../common/json';
import type { Locale } from '../../common/locale';
import { RecordKind, RecordState } from '../../common/records';
import { ContentInvalidError, validateContent } from './content/content-validation';
import type { RecordContent } from './content/record-content';
import { KindRegistry } from './kind-registry';
import { RecordChanges } from './record-changes';
import { RecordWriter } from './record-writer';
import { RecordDraftEntity, RecordEntity, RecordSlugEntity } from './record.entities';
import { referenceProblems } from './reference-check';
import { SlugTakenError } from './slug-taken.error';

const UNIQUE_VIOLATION = '23505';

/** The ways in which records change: they are created, drafted and published. Every call joins the given transaction. */
@Injectable()
export class RecordsService {
  constructor(
    private readonly kinds: KindRegistry,
    private readonly writer: RecordWriter,
    private readonly changes: RecordChanges,
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

  /** Keeps a document as a draft of the record. Returns the draft's id. Nothing of it is visible. */
  async saveDraft(
    manager: EntityManager,
    recordId: string,
    content: RecordContent | JsonObject,
  ): Promise<string> {
    const record = await manager.findOneByOrFail(RecordEntity, { id: recordId });
    const rows: { id: string }[] = await manager.query(
      'INSERT INTO record_draft (record_id, base_version, content) VALUES ($1, $2, $3) RETURNING id',
      [recordId, record.publishedVersion, JSON.stringify(content)],
    );
    return String(rows[0]?.id);
  }

  /**
   * Applies a draft to the live tables, keeps it as the next immutable version, removes the draft and announces the
   * change, so that its jobs are in this same transaction. Throws CONTENT_INVALID with every problem, SLUG_TAKEN where
   * its slug, or an action's, is or was another record's.
   */
  async publish(manager: EntityManager, draftId: string, note: string | null = null): Promise<void> {
    const draft = await manager.findOne(RecordDraftEntity, {
      where: { id: draftId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!draft) throw new CodedError('NOT_FOUND', 'error.draft.missing', {}, 404);
    const content = validateContent(draft.content, this.kinds);
    const changed = await this.publishContent(manager, draft.recordId, content, note, null);
    await manager.delete(RecordDraftEntity, { id: draftId });
    await this.changes.announce(manager, changed);
  }

  /** Returns the ids of all records whose readers now see something else. */
  private async publishContent(
    manager: EntityManager,
    recordId: string,
    content: RecordContent,
    note: string | null,
    position: number | null,
  ): Promise<string[]> {
    const record = await manager.findOneOrFail(RecordEntity, {
      where: { id: recordId },
      lock: { mode: 'pessimistic_write' },
    });
    if (record.kind !== content.kind) {
      throw new ContentInvalidError([{ field: 'kind', message: `must be ${record.kind}` }]);
    }
    const problems = await referenceProblems(manager, content);
    if (problems.length > 0) throw new ContentInvalidError(problems);
    const kind = this.kinds.get(content.kind);
    // Before and after: a member that leaves a network is no longer found by what it did there.
    const dependentsBefore = (await kind.loadDependents?.(manager, recordId)) ?? [];
    const number = (record.publishedVersion ?? 0) + 1;
    await manager.query(
      'INSERT INTO record_version (record_id, number, content, note) VALUES ($1, $2, $3, $4)',
      [recordId, number, JSON.stringify(content), note],
    );
    await manager.update(RecordEntity, recordId, {
      state: RecordState.PUBLISHED,
      publishedVersion: number,
      publishedAt: () => 'now()',
    });
    await this.writer.apply(manager, recordId, content, position);
    const dependents = (await kind.loadDependents?.(manager, recordId)) ?? [];
    const changed = [recordId, ...dependentsBefore, ...dependents];
    for (const [index, action] of (content.actions ?? []).entries()) {
      const actionId = await this.actionOf(manager, action);
      const withPlan = Object.assign(action, { fields: { ...action.fields, plan: recordId } });
      changed.push(...(await this.publishContent(manager, actionId, withPlan, note, index)));
    }
    return [...new Set(changed)];
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
