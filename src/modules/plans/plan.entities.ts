import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CostContent, FundingShareContent } from '../records';
import type {
  IndicatorContent,
  PlanDocumentContent,
  PlanObjectiveContent,
  PlanSectionContent,
  PolicyLinkContent,
} from './plan.content';

@Entity('plan')
export class PlanEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'plan_kind' }) planKind!: string;
  @Column('integer', { nullable: true }) ordinal!: number | null;
  @Column('uuid', { name: 'supersedes_id', nullable: true }) supersedesId!: string | null;
  @Column('uuid', { name: 'related_plans', array: true, default: () => "'{}'" }) relatedPlans!: string[];
  @Column('text', { nullable: true }) completeness!: string | null;
  @Column('jsonb', { default: () => "'[]'" }) objectives!: PlanObjectiveContent[];
  @Column('text', { name: 'adoption_state', nullable: true }) adoptionState!: string | null;
  @Column('text', { name: 'adoption_body', nullable: true }) adoptionBody!: string | null;
  @Column('text', { name: 'adoption_date', nullable: true }) adoptionDate!: string | null;
  @Column('text', { name: 'adoption_reference', nullable: true }) adoptionReference!: string | null;
  @Column('jsonb', { default: () => "'[]'" }) sections!: PlanSectionContent[];
  @Column('jsonb', { name: 'total_cost', nullable: true }) totalCost!: CostContent | null;
  @Column('jsonb', { default: () => "'[]'" }) funding!: FundingShareContent[];
  @Column('jsonb', { default: () => "'[]'" }) documents!: PlanDocumentContent[];
}

@Entity('action')
export class ActionEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'plan_id' }) planId!: string;
  @Column('integer') position!: number;
  @Column('text', { nullable: true }) objective!: string | null;
  @Column('text', { nullable: true }) code!: string | null;
  @Column('integer', { nullable: true }) ordinal!: number | null;
  @Column('text', { name: 'action_kind' }) actionKind!: string;
  @Column('text', { name: 'lead_departments', array: true, default: () => "'{}'" })
  leadDepartments!: string[];
  @Column('text', { name: 'external_leads', array: true, default: () => "'{}'" }) externalLeads!: string[];
  @Column('text', { name: 'other_actors', array: true, default: () => "'{}'" }) otherActors!: string[];
  @Column('jsonb', { nullable: true }) cost!: CostContent | null;
  @Column('text', { name: 'funding_status', nullable: true }) fundingStatus!: string | null;
  @Column('jsonb', { default: () => "'[]'" }) funding!: FundingShareContent[];
  @Column('jsonb', { name: 'policy_links', default: () => "'[]'" }) policyLinks!: PolicyLinkContent[];
  @Column('jsonb', { default: () => "'[]'" }) indicators!: IndicatorContent[];
  @Column('numeric', { name: 'progress_percent', precision: 5, scale: 2, nullable: true })
  progressPercent!: number | null;
}

@Entity('milestone')
export class MilestoneEntity {
  @PrimaryColumn('uuid', { name: 'action_id' }) actionId!: string;
  @PrimaryColumn('text') id!: string;
  @Column('integer') position!: number;
  @Column('text', { nullable: true }) due!: string | null;
  @Column('text', { nullable: true }) status!: string | null;
}
