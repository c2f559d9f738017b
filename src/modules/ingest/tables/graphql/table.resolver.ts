import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { CodedError } from '../../../../common/errors';
import type { GraphqlContext } from '../../../../platform/graphql';
import { I18nService } from '../../../../platform/i18n';
import { type DocumentEntity, DocumentsService } from '../../../documents';
import { Access, type Operation } from '../../../identity';
import { idOf } from '../../imports/graphql/ids';
import { requireOnDocument } from '../../imports/import.policy';
import { ColumnNames } from '../column-names';
import { TableMode } from '../runs/table-import.entity';
import { runReportOf } from '../runs/table-import-runner';
import type { CheckedRow } from '../table-check';
import { type CheckedTable, TableIntake } from '../table-intake.service';
import { TABLE_COLUMNS, TableKind } from '../table-kinds';
import { TablesService } from '../tables.service';
import {
  TableColumnInput,
  TableMappingType,
  TableRefusalType,
  TableReportResult,
  TableReportType,
} from './table.types';
import { tableReportView } from './table-report';

const SAMPLE = 3;

const documentArgument = { type: () => ID, description: 'an uploaded CSV, XLSX or ODS file' };
const kindArgument = { type: () => TableKind };

/** Tables on their way in. */
@Resolver()
export class TableResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly documents: DocumentsService,
    private readonly tables: TablesService,
    private readonly intake: TableIntake,
    private readonly names: ColumnNames,
    private readonly i18n: I18nService,
  ) {}

  @Access('import.run')
  @Query(() => TableMappingType, { description: 'What the columns of a table are taken for.' })
  async tableMapping(
    @Context() context: GraphqlContext,
    @Args('documentId', documentArgument) documentId: string,
    @Args('kind', kindArgument) kind: TableKind,
  ): Promise<TableMappingType> {
    const document = await this.document(context, documentId, 'import.run');
    const file = await this.tables.open(document);
    const mapping = await this.tables.propose(this.dataSource.manager, document, kind, file);
    return {
      rowCount: file.rows.length,
      choices: TABLE_COLUMNS[kind].map((column) => ({
        key: column.key,
        label: this.names.label(context.request.acceptedLocale, column),
        isNeeded: column.isNeeded === true,
      })),
      columns: mapping.map((column) => ({
        ...column,
        sample: file.rows
          .map(({ cells }) => cells[column.index] ?? '')
          .filter(Boolean)
          .slice(0, SAMPLE),
      })),
    };
  }

  @Access('import.run')
  @Query(() => TableReportResult, { description: 'What each row would do. Nothing is written.' })
  checkTable(
    @Context() context: GraphqlContext,
    @Args('documentId', documentArgument) documentId: string,
    @Args('kind', kindArgument) kind: TableKind,
    @Args('columns', { type: () => [TableColumnInput], nullable: true, description: 'left out: as proposed' })
    columns?: TableColumnInput[] | null,
  ): Promise<TableReportType | TableRefusalType> {
    return this.answer(async () => {
      const { rows } = await this.checked(context, documentId, kind, columns ?? null, 'import.run');
      return this.report(rows, 0, context);
    });
  }

  @Access('import.confirm')
  @Mutation(() => TableReportResult, {
    description:
      'Makes drafts of the rows that change something and hands them in for review; contacts wait for consent instead. The mapping is kept for the next table with these columns.',
  })
  importTable(
    @Context() context: GraphqlContext,
    @Args('documentId', documentArgument) documentId: string,
    @Args('kind', kindArgument) kind: TableKind,
    @Args('mode', { type: () => TableMode }) mode: TableMode,
    @Args('columns', { type: () => [TableColumnInput], nullable: true }) columns?: TableColumnInput[] | null,
  ): Promise<TableReportType | TableRefusalType> {
    return this.answer(async () => {
      const table = await this.checked(context, documentId, kind, columns ?? null, 'import.confirm');
      const all = mode === TableMode.ALL_OR_NOTHING;
      const drafts = await this.intake.take(context.request.viewer, table, { all });
      return this.report(table.rows, drafts.length, context);
    });
  }

  private async document(
    { request }: GraphqlContext,
    documentId: string,
    operation: Operation,
  ): Promise<DocumentEntity> {
    const document = await this.documents.load(this.dataSource.manager, idOf(documentId));
    requireOnDocument(request.viewer, operation, document);
    return document;
  }

  private async checked(
    context: GraphqlContext,
    documentId: string,
    kind: TableKind,
    columns: TableColumnInput[] | null,
    operation: Operation,
  ): Promise<CheckedTable> {
    const document = await this.document(context, documentId, operation);
    return this.intake.check(document, kind, columns, context.request.acceptedLocale ?? 'en');
  }

  private report(
    rows: readonly CheckedRow[],
    draftCount: number,
    { request }: GraphqlContext,
  ): TableReportType {
    return tableReportView(runReportOf(rows, draftCount), this.i18n, request.acceptedLocale);
  }

  private async answer(work: () => Promise<TableReportType>): Promise<TableReportType | TableRefusalType> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof CodedError) || !isExpected(error)) throw error;
      const { code, messageKey, parameters } = error;
      return Object.assign(new TableRefusalType(), { code, messageKey, parameters });
    }
  }
}

/** What a person can put right. */
const isExpected = ({ status, code }: CodedError): boolean =>
  status === 409 || status === 422 || code === 'CONTENT_INVALID';
