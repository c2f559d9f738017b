import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Locale } from '../../common/locale';
import type { RequestContext } from '../../platform/graphql';
import { I18nService } from '../../platform/i18n';
import {
  KindRegistry,
  PASSAGE_FIELD,
  type PassagePlace,
  type RecordNode,
  RecordPassages,
  RecordReader,
} from '../records';
import { VocabularyService } from '../vocabulary';
import { fold, highlight, type Matcher, parseQuery } from './analysis';
import { FacetLabels, type LabelledFacet } from './facet-labels.service';
import { Facet } from './facets';
import { bestOfDocument } from './document-hits';
import { type HitTexts, loadHitTexts, type Passage, passagesOf } from './hit-text.query';
import { IndexingService } from './indexing/indexing.service';
import {
  type AnsweringEngine,
  type EngineHit,
  type FacetSelection,
  SEARCH_ENGINE,
  type SearchBackend,
  SearchSort,
} from './search-engine';
import { checkFilters, checkPage, checkSuggestions, cleanQuery } from './search-input';

export interface SearchRequest {
  query: string;
  /** undefined: the reader's language */
  locale: Locale | undefined;
  filters: readonly { facet: Facet; values: readonly string[] }[];
  sort: SearchSort;
  page: number;
  pageSize: number;
}

export interface FoundRecord {
  record: RecordNode;
  snippet: string | null;
  matchedField: string | null;
  matchedLocale: Locale | null;
  /** where in a document; only passages of documents have it */
  source: PassagePlace | null;
}

export interface SearchAnswer {
  total: number;
  page: number;
  pageSize: number;
  hits: FoundRecord[];
  /** worded when they are asked for */
  facets: () => LabelledFacet[];
  backend: SearchBackend;
  degraded: boolean;
  correctedQuery: string | null;
  droppedWords: string[];
  /** milliseconds */
  tookMs: number;
}

export interface Suggestion {
  text: string;
  record: RecordNode | null;
}

const FALLBACK: Locale = 'en';
/** Suggestions are the titles among so many best records. */
const SUGGEST_AMONG = 60;
const MOST_THEMES = 3;
/** No record has it, and none ever will. */
const NO_PLACE = '00000000-0000-0000-0000-000000000000';

/** Search as readers ask for it: what the engine found, loaded and worded for this reader. */
@Injectable()
export class SearchService {
  constructor(
    @Inject(SEARCH_ENGINE) private readonly engine: AnsweringEngine,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly kinds: KindRegistry,
    private readonly reader: RecordReader,
    private readonly vocabulary: VocabularyService,
    private readonly i18n: I18nService,
    private readonly labels: FacetLabels,
    private readonly indexing: IndexingService,
    private readonly passages: RecordPassages,
  ) {}

  /** Throws BAD_USER_INPUT for a page, a filter or a query that is none. */
  async search(context: RequestContext, request: SearchRequest): Promise<SearchAnswer> {
    const began = performance.now();
    const { page, pageSize, sort } = request;
    checkPage(page, pageSize);
    const query = cleanQuery(request.query);
    const asked = checkFilters(request.filters, {
      isConcept: (id, scheme) => this.vocabulary.find(id)?.scheme === scheme,
      isLocale: (tag) => this.i18n.tags.includes(tag),
    });
    const filters = await this.knownPlaces(context, asked);
    const shown = request.locale ?? context.acceptedLocale;
    const locale = shown ?? FALLBACK;
    const parsed = parseQuery(query, locale);
    const found = await this.engine.search(
      { parsed, filters, sort, page, pageSize, locale },
      context.viewer.audiences,
    );
    const texts = loadHitTexts(this.dataSource.manager, found.hits, shown);
    const [hits, hitTexts, titles] = await Promise.all([
      this.load(context, found.hits, request.locale, texts),
      texts,
      this.labels.loadTitles(context, found.facets, filters, locale),
    ]);
    const passages = passagesOf(
      hitTexts,
      hits.map(({ hit }) => hit),
      shown,
      found.matcher,
      await this.withheldParts(hits.map(({ record }) => record)),
    );
    const hasDocument = new Set(
      hitTexts.additional.filter(({ field }) => field === PASSAGE_FIELD).map(({ recordId }) => recordId),
    );
    const inDocuments = await this.inDocuments(
      hits.map(({ record }) => record).filter(({ id }) => !passages.get(id)?.field && hasDocument.has(id)),
      found.matcher,
    );
    return {
      total: found.total,
      page,
      pageSize,
      hits: hits.map(({ record }) => {
        const elsewhere = inDocuments.get(record.id);
        const passage = elsewhere?.passage ?? passages.get(record.id);
        return {
          record,
          snippet: passage?.snippet ?? null,
          matchedField: passage?.field ?? null,
          matchedLocale: passage?.locale ?? null,
          source: elsewhere?.place ?? null,
        };
      }),
      facets: () => this.labels.label(found.facets, filters, locale, titles),
      backend: found.backend,
      degraded: found.degraded,
      correctedQuery: corrected(query, found.corrections),
      droppedWords: found.droppedWords,
      tookMs: Math.round((performance.now() - began) * 100) / 100,
    };
  }

  /** What a person may be about to type: titles and names that match, and themes. Nothing of anybody's is stored. */
  async suggest(
    context: RequestContext,
    text: string,
    asked: Locale | undefined,
    limit: number,
  ): Promise<Suggestion[]> {
    checkSuggestions(limit);
    const locale = asked ?? context.acceptedLocale ?? FALLBACK;
    const parsed = parseQuery(cleanQuery(text), locale);
    if (parsed.words.length === 0 && parsed.phrases.length === 0) return [];
    const found = await this.engine.search(
      { parsed, filters: [], sort: SearchSort.RELEVANCE, page: 1, pageSize: SUGGEST_AMONG, locale },
      context.viewer.audiences,
    );
    const themes = [...(found.facets.get(Facet.THEME)?.keys() ?? [])]
      .map((id) => this.vocabulary.label(id, locale))
      .filter((label) => highlight(label, locale, found.matcher, Number.MAX_SAFE_INTEGER).matches > 0)
      .slice(0, Math.min(MOST_THEMES, limit - 1));
    const titled = found.hits.filter(({ inTitle }) => inTitle);
    const suggestions: Suggestion[] = [];
    const seen = new Set<string>();
    const shown = titled.slice(0, limit);
    const texts = loadHitTexts(this.dataSource.manager, shown, locale);
    for (const { record } of await this.load(context, shown, locale, texts)) {
      const title = (await this.reader.text(context, record, 'title', locale))?.text ?? record.slug;
      if (seen.has(fold(title))) continue;
      seen.add(fold(title));
      suggestions.push({ text: title, record });
    }
    const places = suggestions.slice(0, limit - themes.length);
    return [...places, ...themes.map((label) => ({ text: label, record: null }))];
  }

  /** Passages of documents, for records in whose own words nothing of the query stands. */
  private async inDocuments(
    records: readonly RecordNode[],
    matcher: Matcher,
  ): Promise<Map<string, { passage: Passage; place: PassagePlace }>> {
    if (matcher.terms.size === 0 && matcher.prefixes.length === 0) return new Map();
    const passages = await this.passages.load(
      this.dataSource.manager,
      records.map(({ id }) => id),
    );
    return new Map(
      records.flatMap((record) => {
        const best = bestOfDocument(passages.get(record.id) ?? [], record.sourceLocale, matcher);
        return best ? [[record.id, best] as const] : [];
      }),
    );
  }

  /** Parts of these records that no passage shows, asked of the kinds that have some. */
  private async withheldParts(records: readonly RecordNode[]): Promise<Map<string, string[]>> {
    const withheld = new Map<string, string[]>();
    for (const kind of new Set(records.map((record) => record.kind))) {
      const ids = records.filter((record) => record.kind === kind).map(({ id }) => id);
      const parts = await this.kinds.get(kind).loadWithheldParts?.(this.dataSource.manager, ids);
      for (const [id, paths] of parts ?? []) withheld.set(id, paths);
    }
    return withheld;
  }

  /**
   * A place or network that is hidden from the reader filters like one that does not exist. Otherwise the number of
   * results would tell what stands in it.
   */
  private async knownPlaces(
    context: RequestContext,
    filters: readonly FacetSelection[],
  ): Promise<FacetSelection[]> {
    const places = filters.filter(({ facet }) => facet === Facet.CITY || facet === Facet.NETWORK);
    const ids = [...new Set(places.flatMap(({ values }) => values))];
    if (ids.length === 0) return [...filters];
    const visible = new Set((await this.reader.loadMany(context, ids)).map(({ id }) => id));
    return filters.map((filter) => {
      if (!places.includes(filter)) return filter;
      const values = filter.values.filter((id) => visible.has(id));
      return { facet: filter.facet, values: values.length > 0 ? values : [NO_PLACE] };
    });
  }

  /**
   * The records of hits as this reader may see them. One that they may not, though the index said so, is left out and
   * its entry put right.
   */
  private async load(
    context: RequestContext,
    hits: readonly EngineHit[],
    locale: Locale | undefined,
    texts: Promise<HitTexts>,
  ): Promise<{ hit: EngineHit; record: RecordNode }[]> {
    const records = await this.reader.loadListed(
      context,
      hits.map(({ recordId }) => recordId),
      locale,
      texts.then(({ stored }) => stored),
    );
    const wrong = hits.filter((_, index) => !records[index]);
    if (wrong.length > 0) await this.indexing.request(wrong.map(({ recordId }) => recordId));
    return hits.flatMap((hit, index) => {
      const record = records[index];
      return record ? [{ hit, record }] : [];
    });
  }
}

/** The query with the words that were taken for others replaced; null where there is none. */
function corrected(query: string, corrections: ReadonlyMap<string, string>): string | null {
  if (corrections.size === 0) return null;
  let text = query;
  for (const [surface, meant] of corrections) text = text.replace(surface, () => meant);
  return text.trim();
}
