import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RecordKind } from '../../../common/records';
import type { Viewer } from '../../../common/viewer';
import { may } from '../../identity';
import { VersionKind, type VersionRow, VersionsQuery, type VersionWithContent } from '../../records';
import { type RecordFacts, recordScope, ReviewScopeQuery } from '../review-scope.query';
import { ReviewError } from '../review-errors';

export type ShownVersion<T extends VersionRow = VersionRow> = T & { isCurrent: boolean };

/**
 * Who reads which version. Readers see those that were published for them, of a record that is still on the pages;
 * whoever may read its drafts sees all.
 */
@Injectable()
export class VersionAccessService {
  constructor(
    private readonly versions: VersionsQuery,
    private readonly scopes: ReviewScopeQuery,
  ) {}

  /** The newest first; those that were meant for others are left out. Throws RECORD_MISSING. */
  async list(manager: EntityManager, viewer: Viewer, recordId: string): Promise<ShownVersion[]> {
    const record = await this.scopes.record(manager, recordId);
    const all = await this.versions.list(manager, recordId);
    if (await this.isInsider(manager, viewer, record)) return all.map((row) => shown(row, record));
    if (!isOnPages(viewer, record)) throw new ReviewError('RECORD_MISSING');
    const meant = new Set(await this.meantFor(manager, viewer, recordId));
    return all.filter(({ number }) => meant.has(number)).map((row) => shown(row, record));
  }

  /** Throws VERSION_MISSING for one that is not there or not for this viewer. */
  async find(
    manager: EntityManager,
    viewer: Viewer,
    recordId: string,
    number: number,
  ): Promise<ShownVersion<VersionWithContent>> {
    const record = await this.scopes.record(manager, recordId);
    const version = await this.versions.find(manager, recordId, number);
    if (!version) throw new ReviewError('VERSION_MISSING', 'number');
    const isForReaders =
      version.kind === VersionKind.PUBLICATION &&
      record.kind !== RecordKind.CONTACT &&
      isOnPages(viewer, record) &&
      version.content.audience.some((one) => viewer.audiences.includes(one));
    if (!isForReaders && !(await this.isInsider(manager, viewer, record))) {
      throw new ReviewError('VERSION_MISSING', 'number');
    }
    return shown(version, record);
  }

  /** The record with that address, now or once. Null where there is none. */
  async idOfSlug(manager: EntityManager, slug: string): Promise<string | null> {
    const rows: { id: string }[] = await manager.query(
      'SELECT record_id AS id FROM record_slug WHERE slug = $1',
      [slug],
    );
    return rows[0]?.id ?? null;
  }

  private async isInsider(manager: EntityManager, viewer: Viewer, record: RecordFacts): Promise<boolean> {
    if (may(viewer, 'record.draft.read', recordScope(record))) return true;
    // Something never published belongs to whom its draft belongs.
    const drafts: { ownerId: string | null; networkId: string | null; authorId: string | null }[] =
      await manager.query(
        `SELECT owner_id AS "ownerId", network_id AS "networkId", author_id AS "authorId" FROM record_draft
         WHERE record_id = $1`,
        [record.id],
      );
    return drafts.some(({ ownerId, networkId, authorId }) =>
      may(viewer, 'record.draft.read', { ownerId, networkIds: networkId ? [networkId] : [], authorId }),
    );
  }

  private async meantFor(manager: EntityManager, viewer: Viewer, recordId: string): Promise<number[]> {
    const rows: { number: number }[] = await manager.query(
      `SELECT v.number FROM record_version v JOIN record r ON r.id = v.record_id
       WHERE v.record_id = $1 AND v.kind = 'PUBLICATION' AND r.kind <> 'CONTACT'
         AND ARRAY(SELECT jsonb_array_elements_text(v.content->'audience')) && $2::text[]`,
      [recordId, viewer.audiences],
    );
    return rows.map(({ number }) => number);
  }
}

function isOnPages(viewer: Viewer, record: RecordFacts): boolean {
  return record.state === 'PUBLISHED' && record.audience.some((one) => viewer.audiences.includes(one));
}

function shown<T extends VersionRow>(row: T, record: RecordFacts): ShownVersion<T> {
  return { ...row, isCurrent: row.number === record.publishedVersion };
}
