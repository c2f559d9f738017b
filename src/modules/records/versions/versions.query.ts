import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RecordContent } from '../content/record-content';
import { VersionKind } from './version-kind';

export interface VersionRow {
  recordId: string;
  number: number;
  kind: VersionKind;
  authorId: string | null;
  note: string | null;
  createdAt: Date;
}

export interface VersionWithContent extends VersionRow {
  content: RecordContent;
}

const COLUMNS = `v.record_id AS "recordId", v.number, v.kind, v.author_id AS "authorId", v.note,
  v.created_at AS "createdAt"`;

/** Reads of versions. Says nothing about who may: whoever calls has to ask that first. */
@Injectable()
export class VersionsQuery {
  /** Of these records, each one's newest first. */
  async list(manager: EntityManager, recordIds: readonly string[]): Promise<VersionRow[]> {
    return manager.query(
      `SELECT ${COLUMNS} FROM record_version v WHERE v.record_id = ANY($1::uuid[])
       ORDER BY v.record_id, v.number DESC`,
      [recordIds],
    );
  }

  async find(manager: EntityManager, recordId: string, number: number): Promise<VersionWithContent | null> {
    const rows: VersionWithContent[] = await manager.query(
      `SELECT ${COLUMNS}, v.content FROM record_version v WHERE v.record_id = $1 AND v.number = $2`,
      [recordId, number],
    );
    return rows[0] ?? null;
  }

  /** What readers see now, or saw last where it is archived; null for a record that never was published. */
  async published(manager: EntityManager, recordId: string): Promise<VersionWithContent | null> {
    const rows: VersionWithContent[] = await manager.query(
      `SELECT ${COLUMNS}, v.content FROM record r
       JOIN record_version v ON v.record_id = r.id AND v.number = r.published_version WHERE r.id = $1`,
      [recordId],
    );
    return rows[0] ?? null;
  }

  /** Published actions of a plan's document by slug, as they are now: one may have been published by itself since. */
  async actionsBySlug(
    manager: EntityManager,
    slugs: readonly string[],
  ): Promise<Map<string, VersionWithContent>> {
    if (slugs.length === 0) return new Map();
    const rows: (VersionWithContent & { slug: string })[] = await manager.query(
      `SELECT s.slug, ${COLUMNS}, v.content FROM record_slug s JOIN record r ON r.id = s.record_id
       JOIN record_version v ON v.record_id = r.id AND v.number = r.published_version
       WHERE s.slug = ANY($1::text[]) AND r.kind = 'ACTION'`,
      [slugs],
    );
    return new Map(rows.map((row) => [row.slug, row]));
  }
}
