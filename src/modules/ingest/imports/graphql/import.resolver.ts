import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { GraphqlContext } from '../../../../platform/graphql';
import { I18nService } from '../../../../platform/i18n';
import { Access, type Operation } from '../../../identity';
import { DocumentsService } from '../../../documents';
import { ImportStore } from '../import-store';
import { DocumentImportEntity } from '../import.entity';
import { requireOnDocument } from '../import.policy';
import { ImportsService } from '../imports.service';
import { AddedValues } from '../missing/added-values.service';
import { documentOf } from './document-of';
import { idOf } from './ids';
import { documentView, importView, personView, recordView } from './import-view';
import { ImportPersonalDatumType, ImportRecordType, ImportType, StoredDocumentType } from './import.types';

const MOST = 100;

/** Imports as somebody follows them. */
@Resolver(() => ImportType)
export class ImportResolver {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly imports: ImportsService,
    private readonly documents: DocumentsService,
    private readonly store: ImportStore,
    private readonly added: AddedValues,
    private readonly i18n: I18nService,
  ) {}

  @Access('document.read')
  @Query(() => ImportType, {
    name: 'import',
    description: 'NOT_FOUND where there is none that the viewer may see.',
  })
  async find(
    @Context() { request }: GraphqlContext,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<object> {
    const entity = await this.imports.load(this.dataSource.manager, idOf(id));
    await this.require(request.viewer, 'document.read', entity);
    return importView(entity, { i18n: this.i18n, locale: request.acceptedLocale });
  }

  @Access('signed-in')
  @Query(() => [ImportType], { description: 'What the viewer had read, the newest first.' })
  async myImports(
    @Context() { request }: GraphqlContext,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'at most 100' }) first: number,
  ): Promise<object[]> {
    const entities = await this.dataSource.manager.find(DocumentImportEntity, {
      where: { requestedBy: request.viewer.account?.id ?? '' },
      order: { createdAt: 'DESC' },
      take: Math.min(Math.max(first, 1), MOST),
    });
    return entities.map((entity) => importView(entity, { i18n: this.i18n, locale: request.acceptedLocale }));
  }

  @Access('document.clear')
  @Mutation(() => StoredDocumentType, {
    description:
      'Releases a file that holds personal data as it is, or takes that back. NOT_FOUND, FORBIDDEN.',
  })
  async clearDocument(
    @Context() { request }: GraphqlContext,
    @Args('documentId', { type: () => ID }) documentId: string,
    @Args('cleared', { type: () => Boolean, defaultValue: true }) cleared: boolean,
  ): Promise<StoredDocumentType> {
    return this.dataSource.transaction(async (manager) => {
      const document = await this.documents.load(manager, idOf(documentId));
      requireOnDocument(request.viewer, 'document.clear', document);
      await this.documents.clear(manager, document.id, cleared ? (request.viewer.account?.id ?? null) : null);
      return documentView(await this.documents.load(manager, document.id));
    });
  }

  @ResolveField(() => StoredDocumentType)
  document(
    @Parent() { documentId }: ImportType,
    @Context() context: GraphqlContext,
  ): Promise<StoredDocumentType> {
    return documentOf(context, this.documents, this.dataSource.manager, documentId);
  }

  @ResolveField(() => [ImportRecordType], {
    description: 'a plan before its actions; empty until it was read',
  })
  async records(@Parent() { id }: ImportType): Promise<ImportRecordType[]> {
    const { manager } = this.dataSource;
    const records = await this.store.records(manager, id);
    const values = await this.store.values(manager, id);
    return records.map((record) => {
      const own = values.filter(({ importRecordId }) => importRecordId === record.id);
      return recordView(record, own, this.added.missing(record, own));
    });
  }

  @ResolveField(() => [ImportPersonalDatumType])
  async personalData(@Parent() { id }: ImportType): Promise<ImportPersonalDatumType[]> {
    return (await this.store.sealedPeople(this.dataSource.manager, id)).map(personView);
  }

  private async require(
    viewer: GraphqlContext['request']['viewer'],
    operation: Operation,
    { documentId }: DocumentImportEntity,
  ): Promise<void> {
    requireOnDocument(viewer, operation, await this.documents.load(this.dataSource.manager, documentId));
  }
}
