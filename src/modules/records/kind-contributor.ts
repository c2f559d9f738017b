import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../common/json';
import type { Locale } from '../../common/locale';
import { RecordKind } from '../../common/records';
import type { RecordContent } from './content/record-content';

/** How much a match in a field counts: title > summary > the kind's own fields > long text. */
export type TextWeight = 'title' | 'summary' | 'field' | 'body';

/** A translatable field of a kind; `*` stands for an item's id (`milestones.*.title`). */
export interface TextFieldDefinition {
  path: string;
  weight: TextWeight;
  /**
   * Whether machines translate it: as soon as it is published (titles and summaries too, unless this says otherwise),
   * or never, since it is a name or a person's own words about themselves. Left out: when a reader asks.
   */
  translated?: 'always' | 'never';
}

/** Facet values of one record: facet name of the contract → values (concept ids, record ids, codes). */
export type FacetValues = Partial<Record<string, string[]>>;

/** Words that a record is found by besides its own texts, e.g. a city's names and what it does in its networks. */
export interface AdditionalWords {
  /** null: a name that counts in every language */
  locale: Locale | null;
  weight: TextWeight;
  text: string;
  /** field path for the hit, e.g. `memberships.<id>.text` or `exonyms` */
  field: string;
}

/**
 * What a kind tells the rest of the house about itself. Search, translation, review and export reach a kind only
 * through this.
 */
export interface KindContributor {
  kind: RecordKind;
  /** name of its GraphQL object type */
  typeName: string;
  /** class with validators for `RecordContent.fields` */
  fieldsType: new () => object;
  textFields: readonly TextFieldDefinition[];
  /**
   * Writes the kind's own tables from a validated document, inside the publishing transaction. `position`: place of
   * an action in the plan that is published with it; null for a record that is published by itself.
   */
  apply(
    manager: EntityManager,
    recordId: string,
    content: RecordContent,
    position: number | null,
  ): Promise<void>;
  /** The same for many records that had no rows yet, none of them with a place; left out: `apply` for each. */
  applyNew?(
    manager: EntityManager,
    records: readonly { recordId: string; content: RecordContent }[],
  ): Promise<void>;
  /** Own fields by record id, as its GraphQL type presents them; `shownLocale` goes into concepts. */
  loadDetails(manager: EntityManager, ids: readonly string[]): Promise<Map<string, JsonObject>>;
  /** Turns one record's details into what GraphQL fields resolve to. */
  present(details: JsonObject, shownLocale: Locale | undefined): Record<string, unknown>;
  /** Facet values of the kind's own; the spine's (kind, theme, city …) are added by search. */
  loadFacets?(manager: EntityManager, ids: readonly string[]): Promise<Map<string, FacetValues>>;
  loadAdditionalWords?(
    manager: EntityManager,
    ids: readonly string[],
  ): Promise<Map<string, AdditionalWords[]>>;
  /** Other records whose search entry changes with this one, e.g. the members of a network. */
  loadDependents?(manager: EntityManager, recordId: string): Promise<string[]>;
  /**
   * Paths of parts (`memberships.<id>`) whose texts not everybody may read who may read the record. Nobody finds the
   * record by them, and no passage shows them.
   */
  loadWithheldParts?(manager: EntityManager, ids: readonly string[]): Promise<Map<string, string[]>>;
  /** The kind's own condition for being found; ids that fail are removed from the index (a card without consent). */
  filterFindable?(manager: EntityManager, ids: readonly string[]): Promise<string[]>;
}
