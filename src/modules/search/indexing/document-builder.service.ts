import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Locale } from '../../../common/locale';
import { RecordKind } from '../../../common/records';
import {
  type AdditionalWords,
  type FacetValues,
  KindRegistry,
  PASSAGE_FIELD,
  pathPattern,
  type RecordPassage,
  RecordPassages,
  type TextWeight,
} from '../../records';
import { facetsOf } from './facet-builder';
import { loadRecordSources, type RecordSource } from './record-source.query';
import { isWithin } from '../record-part';
import { ANY_LANGUAGE, type SearchDocument, type SearchRow } from './search-document';

/** What the kinds say of records, by record id. */
interface FromKinds {
  findable: Set<string>;
  facets: Map<string, FacetValues>;
  words: Map<string, AdditionalWords[]>;
  /** paths of parts whose texts nobody finds the record by */
  withheld: Map<string, string[]>;
  /** of the cities that records stand in */
  cityFacets: Map<string, FacetValues>;
}

/** Facets whose labels are words that a record is found by, besides the concepts it carries itself. */
const LABELLED_FACETS = ['TARGET_GROUP', 'METHOD', 'PLAN_KIND', 'FUNDING_SOURCE'];
const TEXT_ORDER: Record<TextWeight, number> = { title: 0, summary: 1, field: 2, body: 3 };
/** schemes whose labels say how things stand, not what they are about */
const SILENT_SCHEMES = /^(activity-status|scale|participation-level)\//;

/** Makes search documents of records: their texts, names, labels and facets, whatever their kind. */
@Injectable()
export class DocumentBuilder {
  constructor(
    private readonly kinds: KindRegistry,
    private readonly passages: RecordPassages,
  ) {}

  /**
   * The documents of those records that may be found. A record that is missing in the answer is to be removed: not
   * published, meant for nobody, or held back by its kind (a card without consent).
   */
  async build(manager: EntityManager, recordIds: readonly string[]): Promise<SearchDocument[]> {
    if (recordIds.length === 0) return [];
    const sources = await loadRecordSources(manager, recordIds);
    const fromKinds = await this.askKinds(manager, sources);
    const passages = await this.passages.load(
      manager,
      sources.map(({ id }) => id),
    );
    return sources
      .filter(({ id }) => fromKinds.findable.has(id))
      .map((source) => withoutParts(source, fromKinds.withheld.get(source.id) ?? []))
      .map((source) => {
        const own = fromKinds.facets.get(source.id);
        const last = source.end ?? source.start ?? source.publishedOn;
        return {
          recordId: source.id,
          sourceLocale: source.sourceLocale,
          audience: source.audience,
          facets: facetsOf(source, own, fromKinds.cityFacets),
          titles: Object.fromEntries(
            source.texts.filter(({ field }) => field === 'title').map(({ locale, text }) => [locale, text]),
          ),
          // A year or month reaches to its end: after all days in it.
          sortDate: last.length < 10 ? `${last}~` : last,
          concepts: this.labelledConcepts(source, own),
          rows: this.rowsOf(source, fromKinds.words.get(source.id) ?? [], passages.get(source.id) ?? []),
        };
      });
  }

  private async askKinds(manager: EntityManager, sources: readonly RecordSource[]): Promise<FromKinds> {
    const answer: FromKinds = {
      findable: new Set(),
      facets: new Map(),
      words: new Map(),
      withheld: new Map(),
      cityFacets: new Map(),
    };
    for (const kind of new Set(sources.map((source) => source.kind))) {
      const ids = sources.filter((source) => source.kind === kind).map(({ id }) => id);
      const contributor = this.kinds.get(kind);
      const findable = (await contributor.filterFindable?.(manager, ids)) ?? ids;
      for (const id of findable) answer.findable.add(id);
      for (const [id, values] of (await contributor.loadFacets?.(manager, ids)) ?? [])
        answer.facets.set(id, values);
      for (const [id, words] of (await contributor.loadAdditionalWords?.(manager, ids)) ?? []) {
        answer.words.set(id, words);
      }
      for (const [id, parts] of (await contributor.loadWithheldParts?.(manager, ids)) ?? []) {
        answer.withheld.set(id, parts);
      }
    }
    const cities = [...new Set(sources.flatMap((source) => source.cities))];
    if (cities.length > 0) {
      answer.cityFacets = (await this.kinds.get(RecordKind.CITY).loadFacets?.(manager, cities)) ?? new Map();
    }
    return answer;
  }

  private labelledConcepts(source: RecordSource, own: FacetValues | undefined): string[] {
    const ofKind = LABELLED_FACETS.flatMap((facet) => own?.[facet] ?? []);
    const all = [...source.concepts, ...source.labels, ...ofKind].filter((id) => !SILENT_SCHEMES.test(id));
    return [...new Set(all)].sort();
  }

  /** A row for each language in which the record has texts, and one for names. */
  private rowsOf(
    source: RecordSource,
    words: readonly AdditionalWords[],
    passages: readonly RecordPassage[],
  ): SearchRow[] {
    const rows = new Map<Locale, SearchRow>();
    const row = (locale: Locale): SearchRow => {
      const known = rows.get(locale);
      if (known) return known;
      const made: SearchRow = { locale, texts: [], additional: [] };
      rows.set(locale, made);
      return made;
    };
    const weights = new Map(this.kinds.get(source.kind).textFields.map(({ path, weight }) => [path, weight]));
    for (const { field, locale, text } of source.texts) {
      const weight = weights.get(pathPattern(field));
      if (weight) row(locale).texts.push({ field, weight, text, locale });
    }
    if (rows.size === 0) row(source.sourceLocale);
    const anyLanguage: SearchRow = { locale: ANY_LANGUAGE, texts: [], additional: [] };
    for (const { locale, weight, text, field } of words) {
      const target = locale === null ? anyLanguage : row(locale);
      target.texts.push({ field, weight, text, locale });
      target.additional.push({ field, text });
    }
    // What a document says is read there when it is shown: the index keeps its words, and that there is one.
    for (const { locale, text } of passages) {
      const { texts, additional, locale: own } = row(locale ?? source.sourceLocale);
      texts.push({ field: PASSAGE_FIELD, weight: 'body', text, locale: own });
      if (!additional.some(({ field }) => field === PASSAGE_FIELD)) {
        additional.push({ field: PASSAGE_FIELD, text: '' });
      }
    }
    const all = anyLanguage.texts.length > 0 ? [...rows.values(), anyLanguage] : [...rows.values()];
    for (const { texts } of all) texts.sort((a, b) => TEXT_ORDER[a.weight] - TEXT_ORDER[b.weight]);
    return all;
  }
}

function withoutParts(source: RecordSource, parts: readonly string[]): RecordSource {
  if (parts.length === 0) return source;
  return { ...source, texts: source.texts.filter(({ field }) => !isWithin(field, parts)) };
}
