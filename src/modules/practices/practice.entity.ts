import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CostContent, FundingShareContent } from '../records';
import type { EvidenceContent, PracticePartnerContent } from './practice.content';

@Entity('practice')
export class PracticeEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') tier!: string;
  @Column('jsonb', { default: () => "'[]'" }) evidence!: EvidenceContent[];
  @Column('jsonb', { nullable: true }) cost!: CostContent | null;
  @Column('jsonb', { default: () => "'[]'" }) funding!: FundingShareContent[];
  @Column('numeric', { precision: 8, scale: 2, nullable: true }) staff!: number | null;
  @Column('integer', { nullable: true }) volunteers!: number | null;
  @Column('integer', { nullable: true }) participants!: number | null;
  @Column('text', { nullable: true }) recurrence!: string | null;
  @Column('text', { name: 'last_confirmed', nullable: true }) lastConfirmed!: string | null;
  @Column('uuid', { name: 'lead_organisation_id', nullable: true }) leadOrganisationId!: string | null;
  @Column('jsonb', { default: () => "'[]'" }) partners!: PracticePartnerContent[];
  @Column('text', { name: 'source_title', nullable: true }) sourceTitle!: string | null;
}
