import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../common/json';
import { DraftMissingError } from './draft-errors';
import { DraftSharing } from './draft-sharing';
import { RecordDraftEntity } from './record.entities';
import { mergeContents } from './versions/content-merge';
import { VersionsQuery } from './versions/versions.query';

export type Draft = Omit<RecordDraftEntity, 'baseActions'>;

/** Who begins a draft, and for whom. */
export interface DraftOrigin {
  /** account; null: nobody, e.g. the demo */
  authorId: string | null;
  /** city, organisation or network that the record will belong to */
  ownerId: string | null;
  /** network in which it is brought in, whose coordinators and experts look at it */
  networkId: string | null;
}

export type SaveResult =
  | { saved: true; draft: Draft }
  /** somebody was faster; nothing was written. `draft` is what stands there now. */
  | { saved: false; draft: Draft };

const NOBODY: DraftOrigin = { authorId: null, ownerId: null, networkId: null };

/** Keeps drafts. Knows nothing of who may: whoever calls has asked that. Every call joins the given transaction. */
@Injectable()
export class DraftsService {
  constructor(private readonly versions: VersionsQuery) {}

  /** Keeps a document as a new draft of the record, based on what is published now. */
  async create(
    manager: EntityManager,
    recordId: string,
    content: JsonObject,
    origin: DraftOrigin = NOBODY,
  ): Promise<Draft> {
    const base: { publishedVersion: number | null }[] = await manager.query(
      'SELECT published_version AS "publishedVersion" FROM record WHERE id = $1',
      [recordId],
    );
    const actions = await this.versions.actionsBySlug(manager, slugsOf(content));
    const rows: { id: string }[] = await manager.query(
      `INSERT INTO record_draft (record_id, base_version, base_actions, content, author_id, editor_id, owner_id, network_id)
       VALUES ($1, $2, $3, $4, $5, $5, $6, $7) RETURNING id`,
      [
        recordId,
        base[0]?.publishedVersion ?? null,
        JSON.stringify(Object.fromEntries([...actions].map(([slug, { number }]) => [slug, number]))),
        JSON.stringify(content),
        origin.authorId,
        origin.ownerId,
        origin.networkId,
      ],
    );
    return this.load(manager, String(rows[0]?.id));
  }

  /** A new draft that holds what is published, a plan's actions as each of them is now. Null where nothing is. */
  async createFromPublished(
    manager: EntityManager,
    recordId: string,
    origin: DraftOrigin,
  ): Promise<Draft | null> {
    const content = await this.publishedContent(manager, recordId);
    return content ? this.create(manager, recordId, content, origin) : null;
  }

  /** Throws NOT_FOUND. `lock`: nobody else may change it until the transaction ends. */
  async load(manager: EntityManager, id: string, lock = false): Promise<Draft> {
    const draft = await manager.findOne(RecordDraftEntity, {
      where: { id },
      ...(lock ? { lock: { mode: 'for_no_key_update' as const } } : {}),
    });
    if (!draft) throw new DraftMissingError();
    return draft;
  }

  /** The record's newest draft, or null. */
  async ofRecord(manager: EntityManager, recordId: string): Promise<Draft | null> {
    return manager.findOne(RecordDraftEntity, { where: { recordId }, order: { createdAt: 'DESC' } });
  }

  /** Writes only where the draft is still at `lockVersion`, in one statement, so that of two savers one comes second. */
  async save(
    manager: EntityManager,
    id: string,
    lockVersion: number,
    content: JsonObject,
    editorId: string | null,
  ): Promise<SaveResult> {
    const [rows] = (await manager.query(
      `UPDATE record_draft SET content = $3, editor_id = $4, lock_version = lock_version + 1, updated_at = now()
       WHERE id = $1 AND lock_version = $2 RETURNING id`,
      [id, lockVersion, JSON.stringify(content), editorId],
    )) as [{ id: string }[], number];
    return { saved: rows.length === 1, draft: await this.load(manager, id) };
  }

  async share(manager: EntityManager, id: string, sharing: DraftSharing): Promise<Draft> {
    await manager.update(RecordDraftEntity, id, { sharing });
    return this.load(manager, id);
  }

  /**
   * Brings a draft up to what is published now: what was published since it was begun comes in, what the draft changed
   * stays. Returns the places that both changed, where the draft's own words were kept.
   */
  async rebase(manager: EntityManager, id: string): Promise<{ draft: Draft; conflicts: string[] }> {
    const draft = await manager.findOneOrFail(RecordDraftEntity, {
      where: { id },
      lock: { mode: 'for_no_key_update' },
    });
    const published = await this.publishedContent(manager, draft.recordId);
    if (!published) return { draft, conflicts: [] };
    const base = await this.baseOf(manager, draft);
    const { content, conflicts } = mergeContents(base, draft.content, published);
    const actions = await this.versions.actionsBySlug(manager, slugsOf(content));
    await manager.query(
      `UPDATE record_draft SET content = $2, base_actions = $3, lock_version = lock_version + 1, updated_at = now(),
         base_version = (SELECT published_version FROM record WHERE id = record_draft.record_id)
       WHERE id = $1`,
      [
        id,
        JSON.stringify(content),
        JSON.stringify(Object.fromEntries([...actions].map(([slug, { number }]) => [slug, number]))),
      ],
    );
    return { draft: await this.load(manager, id), conflicts };
  }

  async discard(manager: EntityManager, id: string): Promise<void> {
    await manager.delete(RecordDraftEntity, { id });
  }

  /** What readers see now as a document, a plan's actions as each of them is now; null where nothing is published. */
  async publishedContent(manager: EntityManager, recordId: string): Promise<JsonObject | null> {
    const published = await this.versions.published(manager, recordId);
    if (!published) return null;
    const content = published.content as unknown as JsonObject;
    return this.withPresentActions(manager, content);
  }

  private async withPresentActions(manager: EntityManager, content: JsonObject): Promise<JsonObject> {
    if (!Array.isArray(content['actions'])) return content;
    const present = await this.versions.actionsBySlug(manager, slugsOf(content));
    const actions = (content['actions'] as JsonObject[]).map(
      (action) => (present.get(String(action['slug']))?.content as unknown as JsonObject) ?? action,
    );
    return { ...content, actions };
  }

  /** The document that the draft was begun from, with the actions of that time. */
  private async baseOf(manager: EntityManager, draft: RecordDraftEntity): Promise<JsonObject> {
    if (draft.baseVersion === null) return {};
    const base = await this.versions.find(manager, draft.recordId, draft.baseVersion);
    const content = (base?.content ?? {}) as unknown as JsonObject;
    if (!Array.isArray(content['actions'])) return content;
    const present = await this.versions.actionsBySlug(manager, Object.keys(draft.baseActions));
    const actions: JsonObject[] = [];
    for (const action of content['actions'] as JsonObject[]) {
      const slug = String(action['slug']);
      const [recordId, number] = [present.get(slug)?.recordId, draft.baseActions[slug]];
      const then = recordId && number ? await this.versions.find(manager, recordId, number) : null;
      actions.push((then?.content as unknown as JsonObject) ?? action);
    }
    return { ...content, actions };
  }
}

export function slugsOf(content: JsonObject): string[] {
  const actions = content['actions'];
  return Array.isArray(actions) ? actions.map((action) => String((action as JsonObject)['slug'])) : [];
}
