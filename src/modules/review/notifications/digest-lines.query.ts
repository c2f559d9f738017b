import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import type { Viewer } from '../../../common/viewer';
import { type AccessScope, may } from '../../identity';
import { recordScope, ReviewScopeQuery } from '../review-scope.query';
import type { DigestLine } from './digest-letter';
import { NotificationKind } from './notification-kind';

interface Told {
  id: string;
  kind: NotificationKind;
  recordId: string | null;
  submissionId: string | null;
}

interface DraftRow {
  id: string;
  ownerId: string | null;
  networkId: string | null;
  authorId: string | null;
  content: { texts?: unknown };
}

/** What a person may know of a record now. */
export interface Knowable {
  title: string | null;
  path: string;
}

/** What of their notifications a person may still see, in lines of one record and kind each. */
@Injectable()
export class DigestLines {
  constructor(private readonly scopes: ReviewScopeQuery) {}

  async visible(manager: EntityManager, viewer: Viewer, told: readonly Told[]): Promise<DigestLine[]> {
    const known = new Map<string, Knowable | null>();
    const lines = new Map<string, DigestLine>();
    for (const { id, kind, recordId } of told) {
      if (!recordId) continue;
      if (!known.has(recordId)) known.set(recordId, await this.knowable(manager, viewer, recordId));
      const record = known.get(recordId);
      if (!record) continue;
      const line = lines.get(`${recordId} ${kind}`);
      if (line) line.ids.push(id);
      else lines.set(`${recordId} ${kind}`, { ids: [id], kind, recordId, ...record });
    }
    return [...lines.values()].sort((a, b) => String(a.recordId).localeCompare(String(b.recordId)));
  }

  /** By the access table as it is now: the draft where they may read it, else the page where readers see it. */
  async knowable(manager: EntityManager, viewer: Viewer, recordId: string): Promise<Knowable | null> {
    const record = await this.scopes.record(manager, recordId).catch(() => null);
    if (!record) return null;
    const [draft]: DraftRow[] = await manager.query(
      `SELECT id, owner_id AS "ownerId", network_id AS "networkId", author_id AS "authorId", content
       FROM record_draft WHERE record_id = $1 ORDER BY created_at DESC LIMIT 1`,
      [recordId],
    );
    if (draft && may(viewer, 'record.draft.read', scopeOf(draft))) {
      return {
        title: draftTitle(draft.content.texts, viewer.account?.locale ?? null),
        path: `/desk/drafts/${draft.id}`,
      };
    }
    const isOnPages =
      record.state === 'PUBLISHED' && record.audience.some((one) => viewer.audiences.includes(one));
    if (!isOnPages && !may(viewer, 'record.draft.read', recordScope(record))) return null;
    return { title: await this.publishedTitle(manager, viewer, recordId), path: `/r/${record.slug}` };
  }

  private async publishedTitle(
    manager: EntityManager,
    viewer: Viewer,
    recordId: string,
  ): Promise<string | null> {
    const rows: { text: string }[] = await manager.query(
      `SELECT text FROM record_text WHERE record_id = $1 AND field = 'title' AND state IN ('CURRENT', 'STALE')
         AND (is_source OR locale = $2) ORDER BY locale = $2 DESC LIMIT 1`,
      [recordId, viewer.account?.locale ?? ''],
    );
    return rows[0]?.text ?? null;
  }
}

function scopeOf({ ownerId, networkId, authorId }: DraftRow): AccessScope {
  return { ownerId, networkIds: networkId ? [networkId] : [], authorId };
}

/** In their language where the draft has it, else in the one it is written in. */
export function draftTitle(texts: unknown, locale: Locale | null): string | null {
  if (!Array.isArray(texts)) return null;
  const titles = texts.filter(
    (text): text is { locale?: unknown; isSource?: unknown; text: string } =>
      typeof text === 'object' && text !== null && text.field === 'title' && typeof text.text === 'string',
  );
  const found =
    titles.find((text) => text.locale === locale) ?? titles.find((text) => text.isSource === true);
  return (found ?? titles[0])?.text ?? null;
}
