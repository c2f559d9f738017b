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
    const versions = (await this.lists(manager, viewer, [recordId])).get(recordId);
    if (!versions) throw new ReviewError('RECORD_MISSING');
    return versions;
  }

  /** The same of many records, in as many statements as of one; those that the viewer may not know of are left out. */
  async lists(
    manager: EntityManager,
    viewer: Viewer,
    recordIds: readonly string[],
  ): Promise<Map<string, ShownVersion[]>> {
    const records = await this.scopes.records(manager, recordIds);
    const rows = await this.versions.list(manager, recordIds);
    const inside = await this.insideOf(manager, viewer, [...records.values()]);
    const meant = await this.meantFor(manager, viewer, recordIds);
    const lists = new Map<string, ShownVersion[]>();
    for (const record of records.values()) {
      if (!inside.has(record.id) && !isOnPages(viewer, record)) continue;
      const theirs = rows.filter(
        ({ recordId, number }) =>
          recordId === record.id && (inside.has(recordId) || meant.has(`${recordId} ${number}`)),
      );
      lists.set(
        record.id,
        theirs.map((row) => shown(row, record)),
      );
    }
    return lists;
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
    return (await this.insideOf(manager, viewer, [record])).has(record.id);
  }

  /** Ids of those whose drafts the viewer may read. */
  private async insideOf(
    manager: EntityManager,
    viewer: Viewer,
    records: readonly RecordFacts[],
  ): Promise<Set<string>> {
    const inside = new Set<string>();
    for (const record of records) {
      if (may(viewer, 'record.draft.read', recordScope(record))) inside.add(record.id);
    }
    const others = records.filter(({ id }) => !inside.has(id)).map(({ id }) => id);
    if (others.length === 0 || !viewer.account) return inside;
    // Something never published belongs to whom its draft belongs.
    const drafts: DraftFacts[] = await manager.query(
      `SELECT record_id AS "recordId", owner_id AS "ownerId", network_id AS "networkId", author_id AS "authorId"
       FROM record_draft WHERE record_id = ANY($1::uuid[])`,
      [others],
    );
    for (const { recordId, ownerId, networkId, authorId } of drafts) {
      const scope = { ownerId, networkIds: networkId ? [networkId] : [], authorId };
      if (may(viewer, 'record.draft.read', scope)) inside.add(recordId);
    }
    return inside;
  }

  /** `<record> <number>` of the publications that readers of these audiences were meant to see. */
  private async meantFor(
    manager: EntityManager,
    viewer: Viewer,
    recordIds: readonly string[],
  ): Promise<Set<string>> {
    const rows: { name: string }[] = await manager.query(
      `SELECT v.record_id || ' ' || v.number AS name FROM record_version v JOIN record r ON r.id = v.record_id
       WHERE v.record_id = ANY($1::uuid[]) AND v.kind = 'PUBLICATION' AND r.kind <> 'CONTACT'
         AND ARRAY(SELECT jsonb_array_elements_text(v.content->'audience')) && $2::text[]`,
      [recordIds, viewer.audiences],
    );
    return new Set(rows.map(({ name }) => name));
  }
}

interface DraftFacts {
  recordId: string;
  ownerId: string | null;
  networkId: string | null;
  authorId: string | null;
}

function isOnPages(viewer: Viewer, record: RecordFacts): boolean {
  return record.state === 'PUBLISHED' && record.audience.some((one) => viewer.audiences.includes(one));
}

function shown<T extends VersionRow>(row: T, record: RecordFacts): ShownVersion<T> {
  return { ...row, isCurrent: row.number === record.publishedVersion };
}
