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

  /** All facets, in the API's order. A chosen value stays in the list though nothing has it. */
  async label(
    context: RequestContext,
    counts: ReadonlyMap<Facet, ReadonlyMap<string, number>>,
    filters: readonly FacetSelection[],
    locale: Locale,
  ): Promise<LabelledFacet[]> {
    const titles = await this.titles(
      context,
      [...allValues(Facet.CITY), ...allValues(Facet.NETWORK)],
      locale,
    );
    const { collator } = wordsOf(locale);
    return FACETS.map((facet) => {
      const buckets = allValues(facet).flatMap((value): LabelledBucket[] => {
        const label = this.labelOf(facet, value, locale, titles);
        return label === undefined ? [] : [{ value, label, count: counts.get(facet)?.get(value) ?? 0 }];
      });
      buckets.sort(
        (a, b) => this.inOrder(facet, a, b) || b.count - a.count || collator.compare(a.label, b.label),
      );
      return { facet, buckets };
    });

    function allValues(facet: Facet): string[] {
      const chosen = filters.find((filter) => filter.facet === facet)?.values ?? [];
      return [...new Set([...(counts.get(facet)?.keys() ?? []), ...chosen])];
    }
  }

  /** Titles of records that the reader may see; a place or network hidden from them is no bucket. */
  private async titles(
    context: RequestContext,
    ids: readonly string[],
    locale: Locale,
  ): Promise<Map<string, string>> {
    const records = await this.reader.loadMany(context, ids, locale);
    const texts = await Promise.all(
      records.map((record) => this.reader.text(context, record, 'title', locale)),
    );
    return new Map(records.map((record, index) => [record.id, texts[index]?.text ?? record.slug]));
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
