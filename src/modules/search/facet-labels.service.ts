import { Injectable } from '@nestjs/common';
import type { Locale } from '../../common/locale';
import type { RequestContext } from '../../platform/graphql';
import { I18nService } from '../../platform/i18n';
import { RecordReader } from '../records';
import { VocabularyService } from '../vocabulary';
import { Facet, FACET_SCHEMES, FACETS } from './facets';
import type { FacetSelection } from './search-engine';

export interface LabelledBucket {
  value: string;
  label: string;
  count: number;
}

export interface LabelledFacet {
  facet: Facet;
  buckets: LabelledBucket[];
}

type FacetCounts = ReadonlyMap<Facet, ReadonlyMap<string, number>>;

interface LocaleWords {
  collator: Intl.Collator;
  regions: Intl.DisplayNames;
  languages: Intl.DisplayNames;
}

/** Making them takes longer than all that a search asks of them. */
const localeWords = new Map<Locale, LocaleWords>();

function wordsOf(locale: Locale): LocaleWords {
  const known = localeWords.get(locale);
  if (known) return known;
  const made = {
    collator: new Intl.Collator(locale),
    regions: new Intl.DisplayNames(locale, { type: 'region' }),
    languages: new Intl.DisplayNames(locale, { type: 'language' }),
  };
  localeWords.set(locale, made);
  return made;
}

/** Facets whose values have an order of their own. */
const BY_VOCABULARY = new Set([Facet.COST_BAND, Facet.POPULATION_BAND, Facet.PARTICIPATION_LEVEL, Facet.SDG]);

/** Turns counted ids into what a reader sees: labels in their language, in an order that makes sense. */
@Injectable()
export class FacetLabels {
  constructor(
    private readonly vocabulary: VocabularyService,
    private readonly reader: RecordReader,
    private readonly i18n: I18nService,
  ) {}

  /** Titles of the places and networks among the facets that the reader may see; one hidden from them is no bucket. */
  loadTitles(
    context: RequestContext,
    counts: FacetCounts,
    filters: readonly FacetSelection[],
    locale: Locale,
  ): Promise<Map<string, string>> {
    const ids = [Facet.CITY, Facet.NETWORK].flatMap((facet) => valuesOf(facet, counts, filters));
    return this.reader.titles(context, ids, locale);
  }

  /**
   * All facets, in the API's order. A chosen value stays in the list though nothing has it. `titles`: what `loadTitles`
   * read.
   */
  label(
    counts: FacetCounts,
    filters: readonly FacetSelection[],
    locale: Locale,
    titles: ReadonlyMap<string, string>,
  ): LabelledFacet[] {
    const { collator } = wordsOf(locale);
    return FACETS.map((facet) => {
      const buckets = valuesOf(facet, counts, filters).flatMap((value): LabelledBucket[] => {
        const label = this.labelOf(facet, value, locale, titles);
        return label === undefined ? [] : [{ value, label, count: counts.get(facet)?.get(value) ?? 0 }];
      });
      buckets.sort(
        (a, b) => this.inOrder(facet, a, b) || b.count - a.count || collator.compare(a.label, b.label),
      );
      return { facet, buckets };
    });
  }

  private labelOf(
    facet: Facet,
    value: string,
    locale: Locale,
    titles: ReadonlyMap<string, string>,
  ): string | undefined {
    if (FACET_SCHEMES[facet]) return this.vocabulary.label(value, locale);
    switch (facet) {
      case Facet.CITY:
      case Facet.NETWORK:
        return titles.get(value);
      case Facet.COUNTRY:
        return wordsOf(locale).regions.of(value) ?? value;
      case Facet.SOURCE_LOCALE:
        return wordsOf(locale).languages.of(value) ?? value;
      case Facet.KIND:
        return this.i18n.translate(locale, `kind.${value}`);
      default:
        return value;
    }
  }

  private inOrder(facet: Facet, a: LabelledBucket, b: LabelledBucket): number {
    if (facet === Facet.YEAR) return Number(b.value) - Number(a.value);
    if (!BY_VOCABULARY.has(facet)) return 0;
    return (this.vocabulary.find(a.value)?.position ?? 0) - (this.vocabulary.find(b.value)?.position ?? 0);
  }
}

function valuesOf(facet: Facet, counts: FacetCounts, filters: readonly FacetSelection[]): string[] {
  const chosen = filters.find((filter) => filter.facet === facet)?.values ?? [];
  return [...new Set([...(counts.get(facet)?.keys() ?? []), ...chosen])];
}
