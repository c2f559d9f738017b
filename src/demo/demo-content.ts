import type { RecordContent } from '../modules/records';

/**
 * A record of the demo as it is written down in this folder: texts grouped by field, references as `slug:<slug>`.
 * `demo-loader.ts` turns it into drafts and publishes them.
 */
export interface DemoRecord extends Omit<RecordContent, 'texts' | 'actions' | 'fields' | 'audience'> {
  /** field → locale → words. See `DemoField` for where words come from. */
  texts: Record<string, DemoField>;
  fields: Record<string, unknown>;
  actions?: DemoRecord[];
}

/**
 * `original`: a fact in the source's own words (a title), verbatim, in the record's source locale.
 * Without it the source-locale text is our retelling: MACHINE, engine `demo`, marked as the field's source.
 * All `translations` are MACHINE, engine `demo`.
 */
export interface DemoField {
  original?: string;
  translations: Record<string, string>;
}
