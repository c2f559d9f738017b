import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import { RecordKind } from '../../../common/records';
import { DraftsService } from '../../records';
import { foldHeader, type MappedColumn } from './mapping';
import { cellsByKey } from './table-check';
import type { TableRow } from './table-file';
import { RECORD_KIND_OF, TableKind } from './table-kinds';

/** Which records the rows of tables are, by what was remembered of those that came before. */
@Injectable()
export class TableOriginsQuery {
  constructor(private readonly drafts: DraftsService) {}

  /** The record that each row is: by our own id, else as it was remembered when it came the last time. */
  async known(
    manager: EntityManager,
    ownerId: string,
    kind: TableKind,
    rows: readonly TableRow[],
    mapping: readonly MappedColumn[],
  ): Promise<Map<TableRow, string>> {
    const keys = new Map(rows.map((row) => [row, sourceKey(cellsByKey(row, mapping))]));
    const found: { key: string; id: string }[] = await manager.query(
      `SELECT source_key AS key, record_id AS id FROM table_row_origin WHERE owner_id = $1 AND kind = $2 AND source_key = ANY($3)
       UNION ALL SELECT record_slug.slug, record.id FROM record_slug JOIN record ON record.id = record_id
       WHERE record_slug.slug = ANY($3) AND record.kind = $4`,
      [ownerId, kind, [...keys.values()], RECORD_KIND_OF[kind]],
    );
    const ids = new Map(found.map(({ key, id }) => [key, id]));
    return new Map([...keys].flatMap(([row, key]) => (ids.has(key) ? [[row, ids.get(key) ?? '']] : [])));
  }

  /** Records that earlier tables of this owner brought, by the ids that those tables gave them. */
  async ofSource(
    manager: EntityManager,
    ownerId: string,
  ): Promise<{ kind: RecordKind; key: string; id: string }[]> {
    return manager.query(
      `SELECT record.kind, source_key AS key, record.id FROM table_row_origin JOIN record ON record.id = record_id
       WHERE table_row_origin.owner_id = $1 AND source_key NOT LIKE '~%' AND record.kind IN ('CITY', 'ORGANISATION', 'PLAN')`,
      [ownerId],
    );
  }

  /** What stands in the open draft of each, else what is published. */
  async contents(
    manager: EntityManager,
    kind: TableKind,
    ids: readonly string[],
  ): Promise<Map<string, JsonObject>> {
    // A plan's document holds its actions as each of them is now, which no one statement tells.
    if (kind === TableKind.PLANS) return this.contentsOneByOne(manager, ids);
    const rows: { id: string; content: JsonObject }[] = await manager.query(
      `SELECT r.id, coalesce(d.content, v.content) AS content FROM record r
       LEFT JOIN LATERAL (SELECT content FROM record_draft WHERE record_id = r.id ORDER BY created_at DESC LIMIT 1) d ON true
       LEFT JOIN record_version v ON v.record_id = r.id AND v.number = r.published_version
       WHERE r.id = ANY($1::uuid[]) AND (d.content IS NOT NULL OR v.content IS NOT NULL)`,
      [ids],
    );
    return new Map(rows.map(({ id, content }) => [id, content]));
  }

  /** Keeps what each row became, so that it is known when it comes again. */
  async remember(
    manager: EntityManager,
    ownerId: string,
    kind: string,
    rows: readonly { key: string; recordId: string }[],
  ): Promise<void> {
    // Of two rows that nothing tells apart the later one is remembered.
    const byKey = new Map(rows.map(({ key, recordId }) => [key, recordId]));
    await manager.query(
      `INSERT INTO table_row_origin (owner_id, kind, source_key, record_id)
       SELECT $1, $2, row.key, row.id FROM unnest($3::text[], $4::uuid[]) AS row (key, id)
       ON CONFLICT (owner_id, kind, source_key) DO UPDATE SET record_id = EXCLUDED.record_id`,
      [ownerId, kind, [...byKey.keys()], [...byKey.values()]],
    );
  }

  private async contentsOneByOne(
    manager: EntityManager,
    ids: readonly string[],
  ): Promise<Map<string, JsonObject>> {
    const found = new Map<string, JsonObject>();
    for (const id of ids) {
      const draft = await this.drafts.ofRecord(manager, id);
      const content = draft?.content ?? (await this.drafts.publishedContent(manager, id));
      if (content) found.set(id, content);
    }
    return found;
  }
}

/** What a row is known by when it comes again: its id, else a digest of its title and place, which tells nobody's name. */
export function sourceKey(cells: ReadonlyMap<string, string>): string {
  const id = cells.get('id') ?? cells.get('action') ?? '';
  if (id !== '') return id;
  const words = [
    cells.get('title') ?? cells.get('name'),
    cells.get('city'),
    cells.get('url'),
    cells.get('code'),
  ];
  return `~${createHash('sha256')
    .update(words.map((word) => foldHeader(word ?? '')).join('\n'))
    .digest('hex')}`;
}
