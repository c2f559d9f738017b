import type { Locale } from '../../../common/locale';
import type { RecordKind } from '../../../common/records';
import type { Lexicon } from './lexicon';

/** A city, organisation or network that the site knows, with every name it goes by. */
export interface KnownParty {
  id: string;
  slug: string;
  kind: RecordKind;
  /** `form` for inflected forms, `name` for names in whatever language */
  names: readonly { text: string; locale: Locale; form: boolean }[];
  /** a funding programme (URBACT IV): networks belong to it, it is no network that cities are members of */
  isProgramme?: boolean;
}

/** A record that a document could be another version or language of. */
export interface KnownRecord {
  id: string;
  slug: string;
  kind: RecordKind;
  titles: readonly string[];
  start?: string;
  end?: string;
}

export interface KnownConcept {
  id: string;
  scheme: string;
  labels: readonly { locale: Locale; label: string; alternatives: readonly string[] }[];
}

/** The language of a text and how sure that is (0–1); null where nothing tells it or it is none of ours. */
export type DetectLanguage = (text: string) => { locale: Locale | null; confidence: number };

/** Everything that understanding needs besides the document. All of it is data; nothing is fetched. */
export interface UnderstandingContext {
  lexicons: ReadonlyMap<Locale, Lexicon>;
  parties: readonly KnownParty[];
  records: readonly KnownRecord[];
  concepts: readonly KnownConcept[];
  detectLanguage: DetectLanguage;
  /** stem of a folded or unfolded word; the word itself for a language without a stemmer */
  stem: (word: string, locale: Locale) => string;
  /** categories of this source, mapped before: folded words of the source → concept ids */
  mappings?: ReadonlyMap<string, readonly string[]>;
}
