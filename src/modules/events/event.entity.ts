import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LinkContent } from '../records';

@Entity('event')
export class EventEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text', { name: 'event_kind' }) eventKind!: string;
  @Column('uuid', { name: 'initiative_id', nullable: true }) initiativeId!: string | null;
  @Column('boolean', { nullable: true }) online!: boolean | null;
  @Column('text', { nullable: true }) place!: string | null;
  @Column('integer', { nullable: true }) edition!: number | null;
  @Column('integer', { nullable: true }) participants!: number | null;
  @Column('jsonb', { default: () => "'[]'" }) links!: LinkContent[];
}
