import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LinkContent } from '../records';

@Entity('method')
export class MethodEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'concept_id' }) conceptId!: string;
  @Column('jsonb', { default: () => "'[]'" }) links!: LinkContent[];
}
