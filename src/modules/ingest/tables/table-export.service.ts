import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import type { Viewer } from '../../../common/viewer';
import { DraftsService } from '../../records';
import { escapeFormula } from './cell-values';
import { ColumnNames } from './column-names';
import { cellOf } from './table-cells';
import { RECORD_KIND_OF, TABLE_COLUMNS, TableKind } from './table-kinds';

/** records of one table; more come with a narrower choice */
const MOST = 20_000;

/** Tables on their way out: what is published for the reader, with the columns in which tables come in. */
@Injectable()
export class TableExportService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly drafts: DraftsService,
    private readonly names: ColumnNames,
  ) {}

  /** The table as rows, the first of them the columns' names. `ownerId`: of this city, organisation or network alone. */
  async rows(
    viewer: Viewer,
    kind: TableKind,
    ownerId: string | null,
    locale: Locale | undefined,
  ): Promise<string[][]> {
    const { manager } = this.dataSource;
    const records: { id: string; slug: string }[] = await manager.query(
      `SELECT id, slug FROM record WHERE kind = $1 AND state = 'PUBLISHED' AND audience && $2
         AND ($3::uuid IS NULL OR owner_id = $3 OR id = $3
           OR EXISTS (SELECT FROM record_network WHERE record_id = record.id AND network_id = $3 AND accepted_at IS NOT NULL))
       ORDER BY slug LIMIT $4`,
      [RECORD_KIND_OF[kind], viewer.audiences, ownerId, MOST],
    );
    const slugs = new Map<string, string>(
      (await manager.query('SELECT id, slug FROM record')).map(
        ({ id, slug }: { id: string; slug: string }) => [id, slug],
      ),
    );
    const columns = TABLE_COLUMNS[kind];
    const header = columns.map((column) => this.names.label(locale, column));
    const rows: string[][] = [];
    for (const { id, slug } of records) {
      const content = await this.drafts.publishedContent(manager, id);
      if (!content) continue;
      if (kind === TableKind.MILESTONES) rows.push(...milestonesOf(slug, content));
      else {
        rows.push(
          columns.map((column) =>
            column.path === 'slug' ? slug : cellOf(content, column, (one) => slugs.get(one) ?? one),
          ),
        );
      }
    }
    return [header, ...rows];
  }
}

function milestonesOf(slug: string, content: JsonObject): string[][] {
  const { milestones = [] } = content['fields'] as {
    milestones?: { id: string; due?: string; status?: string }[];
  };
  const texts = content['texts'] as { field: string; text: string; isSource?: boolean }[];
  return milestones.map(({ id, due = '', status = '' }) => {
    const title =
      texts.find(({ field, isSource }) => field === `milestones.${id}.title` && isSource === true)?.text ??
      '';
    return [slug, id, title, due, status];
  });
}

/** RFC 4180 with the mark by which spreadsheets know UTF-8. What they would run is written as text. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => {
    const safe = escapeFormula(text);
    return /[",;\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
