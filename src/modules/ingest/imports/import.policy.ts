import type { Viewer } from '../../../common/viewer';
import { may, type Operation, refusal } from '../../identity';
import { type DocumentEntity, scopeOf } from '../../documents';
import { importMissing } from './import-errors';

/** Throws FORBIDDEN, or NOT_FOUND where the viewer may not even know that the document is there. */
export function requireOnDocument(viewer: Viewer, operation: Operation, document: DocumentEntity): void {
  const scope = scopeOf(document);
  if (may(viewer, operation, scope)) return;
  throw may(viewer, 'document.read', scope) ? refusal(viewer) : importMissing();
}
