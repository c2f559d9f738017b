import type { Viewer } from '../../common/viewer';
import { type AccessScope, may } from '../identity';
import type { DocumentEntity } from './document.entity';

/** In which form somebody gets a document. */
export type DocumentForm = 'original' | 'redacted' | 'none';

export function scopeOf({ ownerId, networkIds, uploaderId }: DocumentEntity): AccessScope {
  return { ownerId, networkIds, cityIds: [ownerId], authorId: uploaderId };
}

/**
 * The form in which this viewer may have a document. `isShown`: a published record that the viewer may read was taken from
 * it. Personal data that nobody has cleared are seen by those alone who decide on it; before anybody has looked
 * for any, a document counts as holding some.
 */
export function formFor(viewer: Viewer, document: DocumentEntity, isShown: boolean): DocumentForm {
  const scope = scopeOf(document);
  if (may(viewer, 'document.clear', scope)) return 'original';
  if (!isShown && !may(viewer, 'document.read', scope)) return 'none';
  return document.hasPersonalData === false || document.clearedAt !== null ? 'original' : 'redacted';
}
