import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import type { Locale } from '../../../common/locale';
import { LocaleScalar, PartialDateScalar } from '../../../platform/graphql';
import { FundingShareType, RecordInterface } from '../../records';
import { type ConceptNode, ConceptType } from '../../vocabulary';

@ObjectType('Exonym', { description: "A place's name in one language." })
export class ExonymType {
  @Field(() => LocaleScalar) locale!: string;
  @Field(() => String) name!: string;
}

@ObjectType('City', { implements: () => [RecordInterface] })
export class CityType extends RecordInterface {
  @Field(() => String, { description: 'city, municipality, metropolitan association, county' })
  cityKind!: string;
  @Field(() => ConceptType) cityKindConcept!: ConceptNode;
  @Field(() => String, { description: 'ISO 3166-1 alpha-2' }) countryCode!: string;
  @Field(() => Float, { nullable: true, description: 'degrees, WGS 84' }) latitude!: number | null;
  @Field(() => Float, { nullable: true, description: 'degrees, WGS 84' }) longitude!: number | null;
  @Field(() => Int, { nullable: true, description: 'inhabitants of this very unit; absent: not reported' })
  population!: number | null;
  @Field(() => Int, { nullable: true }) populationYear!: number | null;
  @Field(() => String, { nullable: true }) populationSource!: string | null;
  @Field(() => [ExonymType], { description: 'names in other languages' }) exonyms!: ExonymType[];
  @Field(() => [String], { description: 'BCP 47 tags of the languages that the city works in' })
  languages!: string[];
  @Field(() => String, { nullable: true }) website!: string | null;
  @Field(() => String, { nullable: true, description: 'code of the local administrative unit' }) lauCode!:
    string | null;
  @Field(() => Int, { nullable: true, description: 'edition of the LAU list' }) lauYear!: number | null;
  @Field(() => String, { nullable: true, description: 'NUTS level 3' }) nutsCode!: string | null;
  @Field(() => Int, { nullable: true, description: 'edition of NUTS' }) nutsYear!: number | null;
}

@ObjectType('Organisation', { implements: () => [RecordInterface] })
export class OrganisationType extends RecordInterface {
  @Field(() => ConceptType) organisationKind!: ConceptNode;
  @Field(() => [String], { description: 'other names, as used' }) alternativeNames!: string[];
  @Field(() => String, { nullable: true }) website!: string | null;
  @Field(() => String, { nullable: true, description: "the organisation's own mailbox, never a person's" })
  functionalMailbox!: string | null;
}

@ObjectType('Network', {
  implements: () => [RecordInterface],
  description:
    'A programme (URBACT IV), a network (Agents of Co-existence), a project, or a local initiative',
})
export class NetworkType extends RecordInterface {
  @Field(() => String, { description: 'programme, network, project, local initiative' }) networkKind!: string;
  @Field(() => ConceptType) networkKindConcept!: ConceptNode;
  @Field(() => String, { nullable: true, description: 'name of the funding programme' }) programme!:
    string | null;
  @Field(() => Boolean, {
    description: 'closed networks stay public and keep a keeper who may still correct and answer',
  })
  closed!: boolean;
  @Field(() => String, { nullable: true }) website!: string | null;
  @Field(() => [FundingShareType], { description: "the network's own funding, never a party's" })
  funding!: FundingShareType[];
}

@ObjectType('Budget', { description: 'Money of one party, as somebody stated it.' })
export class BudgetType {
  @Field(() => Float, { description: 'whole units of the currency' }) amount!: number;
  @Field(() => String, { description: 'ISO 4217' }) currency!: string;
}

/** A row of `membership` on its way to a reader. */
export interface MembershipNode {
  /** id within its network */
  itemId: string;
  /** the network's, which holds its texts */
  recordId: string;
  id: string;
  path: string;
  memberId: string;
  networkId: string;
  role: string;
  start: string | null;
  end: string | null;
  targetGroupIds: string[];
  budgetAmount: number | null;
  budgetCurrency: string | null;
  budgetStatedBy: string | null;
  fundingShares: { source: string; share?: number; note?: string }[];
  planId: string | null;
  localPage: string | null;
  shownLocale: Locale | undefined;
}

@ObjectType('Membership', {
  description:
    "A party's part in a network: what it does there, for whom, with what money. Budgets stated for one party stand here, not on the network.",
})
export class MembershipType {
  @Field(() => PartialDateScalar, { nullable: true }) start!: string | null;
  @Field(() => PartialDateScalar, { nullable: true }) end!: string | null;
  @Field(() => String, { nullable: true, description: 'page of the member about its part' }) localPage!:
    string | null;
}

@ObjectType('AskContact', {
  description: 'A published way to ask: of a city or organisation, never of a person.',
})
export class AskContactType {
  @Field(() => String, { description: 'whose it is' }) label!: string;
  @Field(() => String, { nullable: true, description: 'functional mailbox' }) email!: string | null;
  @Field(() => String, { nullable: true, description: 'website' }) url!: string | null;
}
