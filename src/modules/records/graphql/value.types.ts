import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { PartialDateScalar } from '../../../platform/graphql';
import { type ConceptNode, conceptNode, ConceptType, type VocabularyService } from '../../vocabulary';
import type { Locale } from '../../../common/locale';
import type { CostContent, FundingShareContent, LinkContent } from '../content/values.content';

@ObjectType('Cost', { description: 'Money as the source states it, in whole units of the currency.' })
export class CostType {
  @Field(() => Float, { nullable: true }) min!: number | null;
  @Field(() => Float, { nullable: true, description: 'absent where one figure is told' }) max!: number | null;
  @Field(() => String, { description: 'ISO 4217' }) currency!: string;
  @Field(() => Int, { nullable: true, description: 'the year whose prices these are' }) priceYear!:
    number | null;
  @Field(() => Boolean, { description: 'true where the source says "about"' }) approximate!: boolean;
  @Field(() => ConceptType, { nullable: true, description: 'cost band, for amounts in euro' })
  band!: ConceptNode | null;
}

/** The figure that a cost is banded by, in whole euro; null for other currencies, which are not converted. */
export function costInEuro(cost: CostContent | null | undefined): number | null {
  if (!cost || cost.currency !== 'EUR') return null;
  return cost.max ?? cost.min ?? null;
}

export function presentCost(
  cost: CostContent | null | undefined,
  vocabulary: VocabularyService,
  shownLocale: Locale | undefined,
): CostType | null {
  if (!cost) return null;
  const { min, max, currency, priceYear, approximate } = cost;
  const band = conceptNode(vocabulary.bandOf('cost-band', costInEuro(cost))?.id, shownLocale);
  return { min: min ?? null, max: max ?? null, currency, priceYear: priceYear ?? null, approximate, band };
}

@ObjectType('FundingShare', { description: 'A source of money and, where told, its share of the whole.' })
export class FundingShareType {
  @Field(() => ConceptType) source!: ConceptNode;
  @Field(() => Float, { nullable: true, description: 'percent of the whole' }) share!: number | null;
  @Field(() => String, { nullable: true, description: 'as the source words it' }) note!: string | null;
}

export function presentFunding(
  shares: readonly FundingShareContent[] | null | undefined,
  shownLocale: Locale | undefined,
): FundingShareType[] {
  return (shares ?? []).map(({ source, share, note }) => ({
    source: conceptNode(source, shownLocale),
    share: share ?? null,
    note: note ?? null,
  }));
}

@ObjectType('Link')
export class LinkType {
  @Field(() => String, { nullable: true }) title!: string | null;
  @Field(() => String) url!: string;
}

@ObjectType('RecordLabel', {
  description: 'A label that somebody gave the record, separate from its state of review.',
})
export class RecordLabelType {
  @Field(() => ID) id!: string;
  @Field(() => ConceptType) label!: ConceptNode;
  @Field(() => String) issuer!: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'when it was given' }) date!: string | null;
  @Field(() => PartialDateScalar, {
    nullable: true,
    description:
      'the last day, month or year for which it holds; absent: without end. Later it is not shown.',
  })
  expiresOn!: string | null;
  @Field(() => String, { nullable: true, description: "what it is given for, in the issuer's words" })
  criteria!: string | null;
  @Field(() => String, { nullable: true, description: 'where the issuer tells more' }) url!: string | null;
}

/** Stored links as their GraphQL type has them. */
export function presentLinks(stored: unknown): LinkType[] {
  return (stored as LinkContent[]).map(({ title, url }) => ({ title: title ?? null, url }));
}
