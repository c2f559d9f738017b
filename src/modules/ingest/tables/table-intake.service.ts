import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import type { Viewer } from '../../../common/viewer';
import type { DocumentEntity } from '../../documents';
import type { MappedColumn } from './mapping';
import type { CheckedRow } from './table-check';
import { TableError } from './table-errors';
import type { TableFile } from './table-file';
import { TABLE_COLUMNS, type TableKind } from './table-kinds';
import type { TableOrigin } from './table-file';
import type { CategoryMapping } from '../understanding';
import type { MadeDraft, Writing } from './table-writer.service';
import { TablesService } from './tables.service';

/** What somebody says a column is; null: left out. */
export interface ChosenColumn {
  /** from 0 */
  index: number;
  column: string | null;
}

export interface CheckedTable {
  origin: TableOrigin;
  kind: TableKind;
  mapping: MappedColumn[];
  rows: CheckedRow[];
}

/** The whole way of a stored table: read, mapped, checked; and, as a second step, taken in. */
@Injectable()
export class TableIntake {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly tables: TablesService,
  ) {}

  /** @param columns as a person says, else as proposed. Throws ReadingError, TABLE_MISSING, TABLE_MAPPING_INVALID. */
  async check(
    document: DocumentEntity,
    kind: TableKind,
    columns: readonly ChosenColumn[] | null,
    locale: Locale,
  ): Promise<CheckedTable> {
    return this.checkFile(document, kind, await this.tables.open(document), columns, locale);
  }

  /** The same of a table that is not stored. `categories`: the source's own, besides those that were kept. */
  async checkFile(
    origin: TableOrigin,
    kind: TableKind,
    file: TableFile,
    columns: readonly ChosenColumn[] | null,
    locale: Locale,
    categories: readonly CategoryMapping[] = [],
  ): Promise<CheckedTable> {
    const { manager } = this.dataSource;
    const mapping = columns
      ? chosen(file, kind, columns)
      : await this.tables.propose(manager, origin, kind, file);
    const rows = await this.tables.check(manager, origin, kind, file, mapping, locale, categories);
    return { origin, kind, mapping, rows };
  }

  /** All in one transaction, the mapping kept for the next table with these columns. */
  take(viewer: Viewer, table: CheckedTable, writing: Writing): Promise<MadeDraft[]> {
    return this.dataSource.transaction((manager) => this.takeIn(manager, viewer, table, writing));
  }

  /** The same in a transaction that is under way. */
  async takeIn(
    manager: EntityManager,
    viewer: Viewer,
    { origin, kind, mapping, rows }: CheckedTable,
    writing: Writing,
  ): Promise<MadeDraft[]> {
    await this.tables.keepMapping(manager, origin, kind, mapping);
    return this.tables.apply(manager, viewer, origin, kind, rows, writing);
  }
}

/** A person's mapping. Throws TABLE_MAPPING_INVALID where it names what is not there, or one of ours twice. */
export function chosen(
  { headers }: TableFile,
  kind: TableKind,
  columns: readonly ChosenColumn[],
): MappedColumn[] {
  const keys = new Set(TABLE_COLUMNS[kind].map(({ key }) => key));
  const wanted = columns.flatMap(({ column }) => (column === null || column === undefined ? [] : [column]));
  const isWrong =
    wanted.some((key) => !keys.has(key)) ||
    new Set(wanted).size !== wanted.length ||
    columns.some(({ index }) => index >= headers.length);
  if (isWrong) throw new TableError('mapping');
  return headers.map((header, index) => ({
    index,
    header,
    column: columns.find((one) => one.index === index)?.column ?? null,
    confidence: 1,
  }));
}
