import type { JsonValue } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import type { RecordKind } from '../../../common/records';
import type { SourceAnchor } from '../../documents';

/**
 * Where a value comes from. `quote` is text of that place as written (white space folded), never of another; personal
 * data in it is already struck out.
 */
export interface SourceSpan {
  anchor: SourceAnchor;
  quote: string;
}

/**
 * `extracted`: words of the document; `summary`: sentences of the document chosen by ranking; `source-mapping`: a
 * category of the source, mapped to the vocabulary once and saved; `model`: proposed by an outside language model; `person`:
 * not read at all, added by somebody who looked it through.
 */
export type ProposalOrigin = 'extracted' | 'summary' | 'source-mapping' | 'model' | 'person';

export interface ProposedValue<T extends JsonValue = JsonValue> {
  value: T;
  /** 0 a guess, 1 stands there word for word; below 0.5 a person should look before anything else */
  confidence: number;
  /** of a list of plain values: one per value in the same order; of everything else: all places that say it */
  spans: SourceSpan[];
  origin: ProposalOrigin;
  /** the words of the source where the value is less exact or in another form than they are ("jarní měsíce 2024") */
  asWritten?: string;
  /** of a text whose language differs from the record's */
  locale?: Locale;
}

/** An existing record that something in the document means. Never linked silently: a person confirms. */
export type RecordMatch = {
  id: string;
  slug: string;
  kind: RecordKind;
  confidence: number;
  /** message key's last part: `same-name`, `inflected-name`, `name-in-other-language`, `similar-name`, `same-title`, `similar-title` */
  why: string;
};

/**
 * Stands in a value where a record's id will stand: a city, organisation or network as the document names it, with the
 * existing records it may mean (best first) or the `ref` of a record proposed beside it. Neither: unknown to the site.
 */
export type PartyReference = {
  name: string;
  matches: RecordMatch[];
  proposed?: string;
};

/**
 * A draft to be. Keys of `values` are paths of RecordContent:
 * - `texts.<field>`: `texts.title`, `texts.problem`, `texts.milestones.m1.title`, `texts.sections.s2.text`;
 * - `start`, `end`, `sourceUrl`;
 * - `concepts.<scheme>`: list of concept ids, one span each;
 * - `fields.<name>`: the kind's own fields. Lists of items have ids of their own (`fields.milestones` =
 *   `[{ id: 'm1' }, …]`), whose words stand under `texts.milestones.m1.title`;
 * - `cities`, `networks`, `owner`, `fields.organisation`, and `member` inside `fields.memberships`: PartyReference
 *   in place of an id.
 * What the document does not tell has no key.
 */
export interface ProposedRecord {
  /** unique in this understanding: `plan`, `action-1`, `network-2` */
  ref: string;
  /** the plan of an action */
  parentRef?: string;
  kind: RecordKind;
  sourceLocale: Locale;
  values: Record<string, ProposedValue>;
  /** existing records that this may be another version or language of, best first */
  matches: RecordMatch[];
  /** the document says that it takes the place of an earlier one: amended, adopted */
  isLaterVersion?: boolean;
  /** named parties of the record, each with the field it stands in */
  parties: ProposedParty[];
  /** passages that belong to this record and went into no field: nothing that was written is lost */
  unplaced: UnplacedPassage[];
}

/** A department, organisation, city or group in a field of a record. */
export interface ProposedParty {
  /** path of the field, e.g. `fields.leadDepartments` */
  field: string;
  /** as written */
  name: string;
  /** one key for the spellings of one party: `Dialogue Centre n.o.` and `Dialogue Centre, n.o.` */
  key: string;
  /** name of the office that this is a unit of */
  within?: string;
  span: SourceSpan;
  matches: RecordMatch[];
}

export interface UnplacedPassage {
  heading?: string;
  text: string;
  span: SourceSpan;
}

export type PersonalDatumKind = 'name' | 'email' | 'telephone';

/**
 * Something that tells who a person is or how to reach them. It stands here and nowhere else: every other text of the
 * understanding has it struck out. To be kept encrypted with the import and never indexed, exported or logged.
 */
export interface PersonalDatum {
  kind: PersonalDatumKind;
  /** as written */
  value: string;
  anchor: SourceAnchor;
  /** data with the same number belong to one person; undefined for one that nothing ties to a person */
  person?: number;
  /** `quoted`: somebody whose words a text cites; becomes no contact */
  role: 'contact' | 'quoted';
}

/** A mailbox or telephone of an organisation, not of a person; may be shown. */
export interface FunctionalAddress {
  kind: 'email' | 'telephone' | 'website';
  value: string;
  span: SourceSpan;
}

/** `plan` a plan with its actions, `membership` what one member did in a network, `actions` a table of actions. */
export type DocumentKind =
  'plan' | 'practice' | 'event' | 'network' | 'membership' | 'contacts' | 'actions' | 'other';

/** A run of blocks in one language. `from` and `to` are indexes into ReadDocument.blocks, `to` included. */
export interface LanguagePassage {
  from: number;
  to: number;
  locale: Locale;
  confidence: number;
}

/** Something a person should look at; `code` is a message key's last part, `parameters` hold no personal data. */
export interface UnderstandingWarning {
  code: string;
  span?: SourceSpan;
  /** ref of the record that it is about */
  ref?: string;
  parameters?: Record<string, string | number>;
}

export interface Understanding {
  documentKind: ProposedValue<DocumentKind>;
  /** as the document names itself; a site's name in its metadata is none */
  title?: ProposedValue<string>;
  /** of most of the document */
  locale: Locale;
  passages: LanguagePassage[];
  /** parents before their children */
  records: ProposedRecord[];
  personalData: PersonalDatum[];
  functionalAddresses: FunctionalAddress[];
  warnings: UnderstandingWarning[];
  /** one per block of the document: its text with personal data struck out, '' for what is no content (navigation) */
  redacted: string[];
  /** one per block: where it stands */
  blockAnchors: SourceAnchor[];
}
