import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { GraphqlContext } from '../../../../platform/graphql';
import { I18nService } from '../../../../platform/i18n';
import { DocumentsService } from '../../../documents';
import { Access } from '../../../identity';
import { idOf } from '../../imports/graphql/ids';
import { requireOnDocument } from '../../imports/import.policy';
import { type TableImportEntity, TableMode } from '../runs/table-import.entity';
import { TableImportsService } from '../runs/table-imports.service';
import { TableKind } from '../table-kinds';
import { TableImportType } from './table-import.types';
import { tableReportView } from './table-report';
import { TableColumnInput } from './table.types';

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
    { id, state, done, total, report, error, createdAt, finishedAt }: TableImportEntity,
    { request }: GraphqlContext,
  ): TableImportType {
    const locale = request.acceptedLocale;
    return {
      id,
      state,
      done,
      total,
      report: report && tableReportView(report, this.i18n, locale),
      failure: error && {
        code: error.code,
        message: this.i18n.translate(locale, error.messageKey, error.parameters),
      },
      createdAt,
      finishedAt,
    };
  }
}
