import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { GraphqlContext } from '../../../../platform/graphql';
import { I18nService } from '../../../../platform/i18n';
import { DocumentsService } from '../../../documents';
import { Access } from '../../../identity';
import { idOf } from '../../imports/graphql/ids';
import { documentOf } from '../../imports/graphql/document-of';
import { StoredDocumentType } from '../../imports/graphql/import.types';
import { requireOnDocument } from '../../imports/import.policy';
import { type TableImportEntity, TableMode } from '../runs/table-import.entity';
import { TableImportsService } from '../runs/table-imports.service';
import { TableKind } from '../table-kinds';
import { TableImportType } from './table-import.types';
import { countsView, tableReportView } from './table-report';
import { TableColumnInput, TableReportType } from './table.types';

const MOST = 100;

/** Tables taken in beside everything else, for those that take longer than somebody waits. */
@Resolver(() => TableImportType)
export class TableImportResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly documents: DocumentsService,
    private readonly imports: TableImportsService,
    private readonly i18n: I18nService,
  ) {}

  @Access('import.confirm')
  @Query(() => TableImportType, { description: 'How far a table is. NOT_FOUND, FORBIDDEN.' })
  async tableImport(
    @Context() context: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<TableImportType> {
    const entity = await this.imports.load(this.dataSource.manager, idOf(id));
    await this.require(context, entity.documentId);
    return this.view(entity, context);
  }

  @Access('signed-in')
  @Query(() => [TableImportType], { description: 'What tables the viewer had taken in, the newest first.' })
  async myTableImports(
    @Context() context: GraphqlContext,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'at most 100' }) first: number,
  ): Promise<TableImportType[]> {
    const { account } = context.request.viewer;
    if (!account) return [];
    const most = Math.min(Math.max(first, 1), MOST);
    const found = await this.imports.ofAccount(this.dataSource.manager, account.id, most);
    return found.map((entity) => this.view(entity, context));
  }

  @ResolveField(() => StoredDocumentType)
  document(
    @Parent() { documentId }: TableImportType,
    @Context() context: GraphqlContext,
  ): Promise<StoredDocumentType> {
    return documentOf(context, this.documents, this.dataSource.manager, documentId);
  }

  @ResolveField(() => TableReportType, { nullable: true, description: 'once it is done' })
  async report(
    @Parent() { id }: TableImportType,
    @Context() { request }: GraphqlContext,
  ): Promise<TableReportType | null> {
    const { report } = await this.imports.load(this.dataSource.manager, id);
    return report && tableReportView(report, this.i18n, request.acceptedLocale);
  }

  @Access('import.confirm')
  @Mutation(() => TableImportType, {
    description:
      'Has a table taken in as `importTable` does, as a job: follow it with `tableImport`. One that is on its way is not begun twice. NOT_FOUND, FORBIDDEN.',
  })
  async startTableImport(
    @Context() context: GraphqlContext,
    @Args('documentId', { type: () => ID, description: 'an uploaded CSV, XLSX or ODS file' })
    documentId: string,
    @Args('kind', { type: () => TableKind }) kind: TableKind,
    @Args('mode', { type: () => TableMode }) mode: TableMode,
    @Args('columns', { type: () => [TableColumnInput], nullable: true, description: 'left out: as proposed' })
    columns?: TableColumnInput[] | null,
  ): Promise<TableImportType> {
    await this.require(context, idOf(documentId));
    const { acceptedLocale, viewer } = context.request;
    const entity = await this.dataSource.transaction((manager) =>
      this.imports.start(manager, {
        documentId: idOf(documentId),
        kind,
        mode,
        columns: { chosen: columns?.map(({ index, column }) => ({ index, column })) ?? null },
        locale: acceptedLocale ?? 'en',
        requestedBy: viewer.account?.id ?? null,
      }),
    );
    return this.view(entity, context);
  }

  @Access('import.confirm')
  @Mutation(() => TableImportType, {
    description:
      'Ends a table on its way; nothing of it stays. One that is over stays as it is. NOT_FOUND, FORBIDDEN.',
  })
  async cancelTableImport(
    @Context() context: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<TableImportType> {
    const { documentId } = await this.imports.load(this.dataSource.manager, idOf(id));
    await this.require(context, documentId);
    const entity = await this.dataSource.transaction((manager) => this.imports.cancel(manager, idOf(id)));
    return this.view(entity, context);
  }

  private async require({ request }: GraphqlContext, documentId: string): Promise<void> {
    const document = await this.documents.load(this.dataSource.manager, documentId);
    requireOnDocument(request.viewer, 'import.confirm', document);
  }

  private view(
    { id, documentId, kind, state, done, total, report, error, createdAt, finishedAt }: TableImportEntity,
    { request }: GraphqlContext,
  ): TableImportType {
    const locale = request.acceptedLocale;
    return {
      id,
      documentId,
      kind,
      state,
      done,
      total,
      counts: report && countsView(report),
      failure: error && {
        code: error.code,
        message: this.i18n.translate(locale, error.messageKey, error.parameters),
      },
      createdAt,
      finishedAt,
    };
  }
}
