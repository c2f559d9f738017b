import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import { ContentInvalidError, problem, validateContent } from '../content/content-validation';
import type { RecordContent } from '../content/record-content';
import { KindRegistry } from '../kind-registry';
import { RecordChanges } from '../record-changes';
import { referenceProblemsOfAll } from '../reference-check';
import type { Publishing } from '../records.service';
import { VersionKind } from '../versions/version-kind';
import type { NewRecord, ValidRecord } from './new-record.type';
import { NewRecordWriter } from './new-record-writer';

/**
 * Many records at once that nothing is published of yet, as tables bring them: the same rows that RecordsService and
 * DraftsService write one by one, in a statement per table. A plan comes without its actions, which are records of their
 * own here. Every call joins the given transaction; callers hand in some hundred records at a time.
 */
@Injectable()
export class NewRecordsService {
  constructor(
    private readonly kinds: KindRegistry,
    private readonly writer: NewRecordWriter,
    private readonly changes: RecordChanges,
  ) {}

  /** Makes spine rows that nobody sees, each with its draft. */
  async begin(manager: EntityManager, records: readonly NewRecord[]): Promise<void> {
    const rows = JSON.stringify(
      records.map(({ content, origin, ...record }) => ({
        ...record,
        ...origin,
        kind: content['kind'],
        locale: content['sourceLocale'],
        content,
      })),
    );
    for (const statement of BEGIN) await manager.query(statement, [rows]);
  }

  /**
   * Keeps the documents as each record's first version without showing them to anybody. Throws CONTENT_INVALID with the
   * problems of the first that has any.
   */
  async keepSubmissions(
    manager: EntityManager,
    records: readonly NewRecord[],
    authorId: string | null,
    note: string | null,
  ): Promise<ValidRecord[]> {
    const valid = records.map(({ recordId, draftId, content }) => ({
      recordId,
      draftId,
      content: this.validated(content),
    }));
    const problems = await referenceProblemsOfAll(
      manager,
      valid.map(({ content }) => content),
    );
    if (problems.length > 0) throw new ContentInvalidError(problems);
    await this.keepVersions(manager, valid, VersionKind.SUBMISSION, authorId, note);
    return valid;
  }

  /**
   * Applies documents that were kept by `keepSubmissions` to the live tables, each as the record's second version, removes
   * their drafts and announces the change. Throws SLUG_TAKEN where an address is or was another record's.
   */
  async publish(
    manager: EntityManager,
    records: readonly ValidRecord[],
    note: string | null,
    { authorId = null, acceptedIn = [] }: Pick<Publishing, 'authorId' | 'acceptedIn'>,
  ): Promise<void> {
    await this.keepVersions(manager, records, VersionKind.PUBLICATION, authorId, note);
    await this.writer.write(manager, records, acceptedIn);
    const changed = records.map(({ recordId }) => recordId);
    for (const { recordId, content } of records) {
      changed.push(...((await this.kinds.get(content.kind).loadDependents?.(manager, recordId)) ?? []));
    }
    await manager.query('DELETE FROM record_draft WHERE id = ANY($1::uuid[])', [
      records.map(({ draftId }) => draftId),
    ]);
    await this.changes.announce(manager, [...new Set(changed)]);
  }

  private validated(content: JsonObject): RecordContent {
    const valid = validateContent(content, this.kinds);
    if (valid.actions?.length) {
      throw new ContentInvalidError([problem('actions', 'notHere', 'are records of their own here')]);
    }
    return valid;
  }

  private async keepVersions(
    manager: EntityManager,
    records: readonly ValidRecord[],
    kind: VersionKind,
    authorId: string | null,
    note: string | null,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO record_version (record_id, number, kind, content, author_id, note)
       SELECT x."recordId", coalesce((SELECT max(number) FROM record_version v WHERE v.record_id = x."recordId"), 0) + 1,
         $2, x.content, $3, $4
       FROM jsonb_to_recordset($1::jsonb) AS x ("recordId" uuid, content jsonb)`,
      [JSON.stringify(records.map(({ recordId, content }) => ({ recordId, content }))), kind, authorId, note],
    );
  }
}

const ROWS = `jsonb_to_recordset($1::jsonb) AS x ("recordId" uuid, "draftId" uuid, kind text, "reservedSlug" text, locale text,
  content jsonb, "authorId" uuid, "ownerId" uuid, "networkId" uuid)`;

const BEGIN = [
  `INSERT INTO record (id, kind, slug, source_locale) SELECT x."recordId", x.kind, x."reservedSlug", x.locale FROM ${ROWS}`,
  `INSERT INTO record_slug (slug, record_id) SELECT x."reservedSlug", x."recordId" FROM ${ROWS}`,
  // What owns itself is known by its own id from the beginning.
  `INSERT INTO record_draft (id, record_id, base_version, base_actions, content, author_id, editor_id, owner_id, network_id)
   SELECT x."draftId", x."recordId", NULL, '{}', x.content, x."authorId", x."authorId", x."ownerId", x."networkId" FROM ${ROWS}`,
];
