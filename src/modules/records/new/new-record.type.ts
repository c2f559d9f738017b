import type { JsonObject } from '../../../common/json';
import type { RecordContent } from '../content/record-content';
import type { DraftOrigin } from '../drafts.service';

/** A record that is not there yet, with its first draft. `recordId` and `draftId` are chosen by whoever begins it. */
export interface NewRecord {
  recordId: string;
  draftId: string;
  /** holds the place until the document's own address is published */
  reservedSlug: string;
  /** its `kind` and `sourceLocale` are the record's */
  content: JsonObject;
  origin: DraftOrigin;
}

/** A new record whose document was found to be in order. */
export interface ValidRecord {
  recordId: string;
  draftId: string;
  content: RecordContent;
}
