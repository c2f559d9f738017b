import type { Locale } from '../../../common/locale';

/** A word of a text as it is indexed. */
export interface Token {
  /** UTF-16 offsets into the text as given */
  start: number;
  end: number;
  /** place among the text's words, from 0; a joined form stands on the place of its first part */
  position: number;
  /** the word as `fold` gives it: a term of the index */
  folded: string;
  /** the stem's term (`cs:mlad`), or null for a stop word and where the language has no stemmer */
  stem: string | null;
  /** `spolutvorby` for `spolu-tvorby`: an extra term over several words, not counted as a word */
  joined: boolean;
}

/** The stem of a query word, as if the word were of that language. */
export interface StemTerm {
  locale: Locale;
  /** `cs:mlad` */
  term: string;
}

export interface QueryWord {
  /** as typed */
  surface: string;
  folded: string;
  /** the asked locale's stem first, then those of the other languages that differ from it */
  stems: StemTerm[];
  /** the last word, still being typed: it also matches as the beginning of a word */
  prefix: boolean;
  /** other ways to say it: folded single words, and folded phrases of several words */
  synonyms: string[][];
}

export interface QueryPhrase {
  surface: string;
  /** folded words that must stand in this order, next to each other */
  words: string[];
}

export interface ParsedQuery {
  /** words to match, in the order typed, each once; without stop words unless there is nothing else */
  words: QueryWord[];
  /** quoted: each must match as it stands */
  phrases: QueryPhrase[];
  /** after a minus sign: none may match (a phrase of one word is a word) */
  excluded: QueryPhrase[];
  /** stop words left out */
  ignored: string[];
}

export type MatchKind = 'exact' | 'stem' | 'synonym' | 'prefix' | 'typo';

/** A term of the index that satisfies a query word; several terms are a phrase in this order. */
export interface Alternative {
  terms: string[];
  kind: MatchKind;
  /** 0 < weight ≤ 1: what a match by it is worth, next to the word itself */
  weight: number;
}
