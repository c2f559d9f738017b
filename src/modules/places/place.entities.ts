import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ExonymContent } from './place.content';
import type { FundingShareContent } from '../records';

@Entity('city')
export class CityEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'city_kind' }) cityKind!: string;
  @Column('text', { name: 'country_code' }) countryCode!: string;
  @Column('jsonb', { default: () => "'[]'" }) exonyms!: ExonymContent[];
  @Column('text', { name: 'lau_code', nullable: true }) lauCode!: string | null;
  @Column('integer', { name: 'lau_year', nullable: true }) lauYear!: number | null;
  @Column('text', { name: 'nuts_code', nullable: true }) nutsCode!: string | null;
  @Column('integer', { name: 'nuts_year', nullable: true }) nutsYear!: number | null;
  @Column('integer', { nullable: true }) population!: number | null;
  @Column('integer', { name: 'population_year', nullable: true }) populationYear!: number | null;
  @Column('text', { name: 'population_source', nullable: true }) populationSource!: string | null;
  @Column('double precision', { nullable: true }) latitude!: number | null;
  @Column('double precision', { nullable: true }) longitude!: number | null;
  @Column('text', { array: true, default: () => "'{}'" }) languages!: string[];
  @Column('text', { nullable: true }) website!: string | null;
}

@Entity('organisation')
export class OrganisationEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'organisation_kind' }) organisationKind!: string;
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId!: string | null;
  @Column('uuid', { name: 'city_id', nullable: true }) cityId!: string | null;
  @Column('text', { name: 'alternative_names', array: true, default: () => "'{}'" })
  alternativeNames!: string[];
  @Column('text', { nullable: true }) website!: string | null;
  @Column('text', { name: 'functional_mailbox', nullable: true }) functionalMailbox!: string | null;
}

@Entity('network')
export class NetworkEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'network_kind' }) networkKind!: string;
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId!: string | null;
  @Column('text', { nullable: true }) programme!: string | null;
  @Column('boolean', { default: false }) closed!: boolean;
  @Column('uuid', { name: 'keeper_id', nullable: true }) keeperId!: string | null;
  @Column('jsonb', { default: () => "'[]'" }) funding!: FundingShareContent[];
  @Column('text', { nullable: true }) website!: string | null;
}

@Entity('membership')
export class MembershipEntity {
  @PrimaryColumn('uuid', { name: 'network_id' }) networkId!: string;
  @PrimaryColumn('text') id!: string;
  @Column('integer') position!: number;
  @Column('uuid', { name: 'member_id' }) memberId!: string;
  @Column('text') role!: string;
  @Column('text', { name: 'start_date', nullable: true }) startDate!: string | null;
  @Column('text', { name: 'end_date', nullable: true }) endDate!: string | null;
  @Column('text', { name: 'target_groups', array: true, default: () => "'{}'" }) targetGroups!: string[];
  @Column('numeric', { name: 'budget_amount', precision: 14, scale: 2, nullable: true })
  budgetAmount!: number | null;
  @Column('text', { name: 'budget_currency', nullable: true }) budgetCurrency!: string | null;
  @Column('uuid', { name: 'budget_stated_by', nullable: true }) budgetStatedBy!: string | null;
  @Column('jsonb', { default: () => "'[]'" }) funding!: FundingShareContent[];
  @Column('uuid', { name: 'plan_id', nullable: true }) planId!: string | null;
  @Column('text', { name: 'local_page', nullable: true }) localPage!: string | null;
}
