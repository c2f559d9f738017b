import type { EntityManager } from 'typeorm';
import type { GraphqlContext } from '../../../../platform/graphql';
import type { DocumentsService } from '../../../documents';
import { importMissing } from '../import-errors';
import { documentView } from './import-view';
import type { StoredDocumentType } from './import.types';

/** The file of an import; those of a list are read at once. */
export async function documentOf(
  { request }: GraphqlContext,
  documents: DocumentsService,
  manager: EntityManager,
  documentId: string,
): Promise<StoredDocumentType> {
  const load = (ids: readonly string[]) => documents.loadAll(manager, ids);
  const document = await request.loader('documents of imports', load).load(documentId);
  if (!document) throw importMissing();
  return documentView(document);
}
