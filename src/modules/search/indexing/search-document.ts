import type { Locale } from '../../../common/locale';
import type { Audience } from '../../../common/records';
import type { TextWeight } from '../../records';

/** The row of names that count whatever language is read. */
export const ANY_LANGUAGE = 'und';

export interface SearchText {
  /** path of the field, e.g. `milestones.m1.title` */
  field: string;
  weight: TextWeight;
  text: string;
  /** language by which it is analysed; null: names, without stems */
  locale: Locale | null;
}

/** A record's text in one language. */
export interface SearchRow {
  /** a locale or `ANY_LANGUAGE` */
  locale: Locale;
  texts: SearchText[];
  /** those of `texts` that stand in no text of the record itself, for snippets */
  additional: { field: string; text: string }[];
}

/** All that an engine keeps of one record. */
export interface SearchDocument {
  recordId: string;
  sourceLocale: Locale;
  /** never empty: a record for nobody is no document */
  audience: Audience[];
  /** `facetTerm`s, sorted, each once */
  facets: string[];
  titles: Record<Locale, string>;
  /** sorts by time as text; later is greater */
  sortDate: string;
  /** sorted ids of concepts by whose labels, in any language, it is found */
  concepts: string[];
  rows: SearchRow[];
}

/** Where documents are kept. Both calls do nothing for what is already so. */
export interface SearchIndex {
  put(documents: readonly SearchDocument[]): Promise<void>;
  remove(recordIds: readonly string[]): Promise<void>;
}
