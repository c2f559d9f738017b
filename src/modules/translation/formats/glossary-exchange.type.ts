import type { Locale } from '../../../common/locale';

/** A term as it travels between glossaries. */
export interface ExchangedTerm {
  locale: Locale;
  term: string;
  leaveAsIs: boolean;
  renderings: Partial<Record<Locale, string>>;
  definitions: Partial<Record<Locale, string>>;
}

/** What cannot be read of a file: where, and what is wrong with it. */
export interface ImportProblem {
  /** `line 3`, `entry c12` */
  place: string;
  /** message key's last part: unknown-language, no-term … */
  problem: string;
  /** what stands there */
  found: string;
}

export interface ReadGlossary {
  terms: ExchangedTerm[];
  problems: ImportProblem[];
}

export type FindLocale = (tag: string) => Locale | undefined;
