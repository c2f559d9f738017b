/** What a text has to be: itself, or what can be said of it without copying it. */
export type ExpectedText =
  | string
  | {
      /** of the UTF-8 text in NFC with white space folded to single spaces */
      sha256?: string;
      /** number of words, between spaces */
      words?: number;
      begins?: string;
      ends?: string;
      /** phrases that all have to stand in it */
      contains?: string[];
      /** number of lines: of a list that is one text */
      lines?: number;
    };

export type ExpectedScalar = string | number | boolean;

/** An expected list's item: itself, or an object whose own keys have to agree. */
export type ExpectedItem = ExpectedScalar | { [key: string]: ExpectedValue };

/**
 * null: the document does not tell it, so nothing may be proposed. `{ value, asWritten }`: the value, with words of
 * the source kept beside it.
 */
export type ExpectedValue =
  | null
  | ExpectedScalar
  | ExpectedItem[]
  | { value: ExpectedScalar; asWritten: string }
  | { [key: string]: ExpectedValue };

export interface ExpectedRecord {
  /** PLAN, ACTION, EVENT, NETWORK, PRACTICE … */
  kind: string;
  /**
   * Paths of the proposal (`texts.problem`, `fields.cost`, `start`, `concepts.theme`, `cities`), and besides:
   * `milestones` (titles, or `{ title, due }`), `memberships` (`{ member, role, targetGroups, … }`), `matches` (slug
   * of the existing record that has to be proposed first). Parties are slugs, or names where the site knows none.
   */
  values: Record<string, ExpectedValue>;
  /** the paragraph (or page: `{ page: 3 }`) that a value has to name as its source */
  paragraphs?: Record<string, number | { page: number }>;
}

/** `NAME.expected.json` beside the document `NAME`. */
export interface ExpectedCase {
  /** one kind, or those that would all be right */
  documentKind?: string | string[];
  locale?: string;
  /** of the document, where it is no record's */
  title?: string;
  records?: ExpectedRecord[];
  /** how many records of a kind there are exactly; 0: none may be proposed */
  counts?: Record<string, number>;
  /** words that may stand in no value and no passage: navigation, cookie texts, a person's name */
  forbidden?: string[];
  /** people's data that have to be recognised; `value` may be left out */
  personalData?: { kind: string; role?: string; paragraph?: number; value?: string }[];
  /** mailboxes of organisations, which may be shown */
  functionalAddresses?: string[];
  /** paragraphs that hold nothing but personal data, so that nothing of them may be left */
  struck?: number[];
  /** codes of warnings that have to be there */
  warnings?: string[];
  /** spellings of one party, which have to get one key */
  sameParty?: string[][];
}
