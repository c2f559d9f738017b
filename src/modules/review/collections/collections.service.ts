import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import type { Viewer } from '../../../common/viewer';
import { AuditTrail } from '../../../platform/audit';
import { requireAccess } from '../../identity';
import type { Actor } from '../actor';
import { ReviewError } from '../review-errors';

export interface CollectionInput {
  networkId: string;
  title: string;
  /** language of title, introduction and notes */
  locale: Locale;
  introduction: string | null;
  /** true: everybody with a role in the network may read it */
  isShared: boolean;
  items: readonly { recordId: string; note: string | null }[];
}

export interface CollectionRow extends Omit<CollectionInput, 'items'> {
  id: string;
  authorId: string;
  updatedAt: Date;
}

const MAX_ITEMS = 500;
const MAX_TITLE = 300;
const MAX_WORDS = 5_000;
const COLUMNS = `c.id, c.network_id AS "networkId", c.author_id AS "authorId", c.title, c.locale, c.introduction,
  c.is_shared AS "isShared", c.updated_at AS "updatedAt"`;

/** Records that an expert has put together, with a note to each. Joins the given transaction. */
@Injectable()
export class CollectionsService {
  constructor(private readonly audit: AuditTrail) {}

  /** Their own, and what was shared in networks where they have a role. */
  async visible(manager: EntityManager, viewer: Viewer): Promise<CollectionRow[]> {
    return manager.query(
      `SELECT ${COLUMNS} FROM collection c
       WHERE c.author_id = $1 OR (c.is_shared AND c.network_id = ANY($2::uuid[]))
       ORDER BY c.updated_at DESC, c.id LIMIT 500`,
      [viewer.account?.id ?? null, placesOf(viewer)],
    );
  }

  async items(
    manager: EntityManager,
    collectionId: string,
  ): Promise<{ recordId: string; note: string | null }[]> {
    return manager.query(
      'SELECT record_id AS "recordId", note FROM collection_item WHERE collection_id = $1 ORDER BY position',
      [collectionId],
    );
  }

  /** `id` null: a new one. The items given take the place of those there were. */
  async save(
    manager: EntityManager,
    actor: Actor,
    id: string | null,
    input: CollectionInput,
  ): Promise<CollectionRow> {
    requireKeeping(actor, input.networkId);
    if (id) await this.own(manager, actor, id);
    check(input);
    const { networkId, title, locale, introduction, isShared } = input;
    const [row]: [{ id: string }] = await manager.query(
      `INSERT INTO collection (id, network_id, author_id, title, locale, introduction, is_shared)
       VALUES (coalesce($1::uuid, gen_random_uuid()), $2, $3, $4, $5, $6, $7)
       ON CONFLICT (id) DO UPDATE SET network_id = $2, title = $4, locale = $5, introduction = $6, is_shared = $7,
         updated_at = now() RETURNING id`,
      [id, networkId, actor.account.id, title.trim(), locale, introduction, isShared],
    );
    await manager.query('DELETE FROM collection_item WHERE collection_id = $1', [row.id]);
    // Only what its author may see gets in: an id is no way to find out what is there.
    await manager.query(
      `INSERT INTO collection_item (collection_id, record_id, position, note)
       SELECT $1, i."recordId", min(i.position), min(i.note)
       FROM jsonb_to_recordset($2::jsonb) AS i ("recordId" uuid, note text, position integer)
       JOIN record r ON r.id = i."recordId" AND r.state = 'PUBLISHED' AND r.audience && $3::text[]
       GROUP BY i."recordId"`,
      [
        row.id,
        JSON.stringify(input.items.map((item, position) => ({ ...item, position }))),
        actor.viewer.audiences,
      ],
    );
    await this.write(manager, actor, id ? 'collection.change' : 'collection.make', row.id, networkId);
    return this.load(manager, row.id);
  }

  async remove(manager: EntityManager, actor: Actor, id: string): Promise<void> {
    const { networkId } = await this.own(manager, actor, id);
    await manager.query('DELETE FROM collection WHERE id = $1', [id]);
    await this.write(manager, actor, 'collection.remove', id, networkId);
  }

  private async own(manager: EntityManager, actor: Actor, id: string): Promise<CollectionRow> {
    const found = await this.load(manager, id);
    if (found.authorId !== actor.account.id) throw new ReviewError('COLLECTION_MISSING');
    requireKeeping(actor, found.networkId);
    return found;
  }

  private async load(manager: EntityManager, id: string): Promise<CollectionRow> {
    const rows: CollectionRow[] = await manager.query(`SELECT ${COLUMNS} FROM collection c WHERE c.id = $1`, [
      id,
    ]);
    if (!rows[0]) throw new ReviewError('COLLECTION_MISSING');
    return rows[0];
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    action: string,
    subjectId: string,
    networkId: string,
  ): Promise<void> {
    await this.audit.write(manager, {
      action,
      actorId: actor.account.id,
      client: actor.client,
      subjectId,
      scopes: [networkId],
    });
  }
}

/** What somebody keeps is always their own. */
function requireKeeping({ viewer, account }: Actor, networkId: string): void {
  requireAccess(viewer, 'collection.keep', { networkIds: [networkId], authorId: account.id });
}

function placesOf({ account }: Viewer): string[] {
  return (account?.grants ?? []).flatMap(({ scopeId }) => scopeId ?? []);
}

function check({ title, introduction, items }: CollectionInput): void {
  if (title.trim() === '') throw new ReviewError('REASON_MISSING', 'title');
  if (title.length > MAX_TITLE) throw new ReviewError('TEXT_TOO_LONG', 'title', { max: MAX_TITLE });
  const words = [introduction ?? '', ...items.map(({ note }) => note ?? '')];
  if (words.some((one) => one.length > MAX_WORDS)) {
    throw new ReviewError('TEXT_TOO_LONG', 'note', { max: MAX_WORDS });
  }
  if (items.length > MAX_ITEMS) throw new ReviewError('CONTENT_TOO_LARGE', 'items');
}
