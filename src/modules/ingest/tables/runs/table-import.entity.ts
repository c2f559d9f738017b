import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { ErrorParameters } from '../../../../common/errors';
import type { ChosenColumn } from '../table-intake.service';
import type { RowReport } from '../table-check';
import type { TableKind } from '../table-kinds';

export enum TableImportState {
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  DONE = 'DONE',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}

export enum TableMode {
  ALL_OR_NOTHING = 'ALL_OR_NOTHING',
  GOOD_ROWS = 'GOOD_ROWS',
}

/** What a run found, as it is shown afterwards: refused rows first. */
export interface TableRunReport {
  counts: Record<'NEW' | 'CHANGED' | 'UNCHANGED' | 'REJECTED' | 'leftOut' | 'drafts', number>;
  rows: RowReport[];
}

/** A table on its way in. Nothing of it is written before its end. */
@Entity('table_import')
export class TableImportEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid', { name: 'document_id' }) documentId!: string;
  @Column('text') kind!: TableKind;
  @Column('text') mode!: TableMode;
  /** as a person mapped them; null: as they are proposed */
  @Column('jsonb') columns!: { chosen: ChosenColumn[] | null };
  @Column('text') locale!: string;
  @Column('text', { default: TableImportState.QUEUED }) state!: TableImportState;
  @Column('integer', { default: 0 }) done!: number;
  @Column('integer', { default: 0 }) total!: number;
  @Column('uuid', { name: 'run_id', nullable: true }) runId!: string | null;
  @Column('integer', { default: 0 }) runs!: number;
  @Column('timestamptz', { name: 'heartbeat_at', nullable: true }) heartbeatAt!: Date | null;
  @Column('uuid', { name: 'requested_by', nullable: true }) requestedBy!: string | null;
  @Column('jsonb', { nullable: true }) report!: TableRunReport | null;
  @Column('jsonb', { nullable: true }) error!: {
    code: string;
    messageKey: string;
    parameters: ErrorParameters;
  } | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt!: Date | null;
}
