import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { ErrorParameters } from '../../../common/errors';
import type { JsonValue } from '../../../common/json';
import type { Locale } from '../../../common/locale';
import type { RecordKind } from '../../../common/records';
import type { SourceAnchor } from '../../documents';
import type {
  DocumentKind,
  PersonalDatumKind,
  ProposedValue,
  RecordMatch,
  SourceSpan,
  UnplacedPassage,
} from '../understanding';

export enum ImportState {
  QUEUED = 'QUEUED',
  RUNNING = 'RUNNING',
  READY = 'READY',
  CONFIRMED = 'CONFIRMED',
  FAILED = 'FAILED',
  CANCELLED = 'CANCELLED',
}

export enum ImportStage {
  OPENING = 'OPENING',
  READING = 'READING',
  UNDERSTANDING = 'UNDERSTANDING',
}

/** What becomes of a proposed record. */
export enum ImportMode {
  /** a record of its own */
  NEW = 'NEW',
  /** its values go into an existing record */
  MERGE = 'MERGE',
  /** its texts are another language of an existing record */
  LANGUAGE = 'LANGUAGE',
  /** it takes the place of what an existing record says now */
  VERSION = 'VERSION',
}

export enum ImportDecision {
  OPEN = 'OPEN',
  ACCEPTED = 'ACCEPTED',
  EDITED = 'EDITED',
  REJECTED = 'REJECTED',
}

export interface ImportError {
  code: string;
  messageKey: string;
  parameters: ErrorParameters;
}

export interface ImportWarning {
  messageKey: string;
  parameters: ErrorParameters;
  span?: SourceSpan;
  anchor?: SourceAnchor;
  ref?: string;
}

@Entity('document_import')
export class DocumentImportEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid', { name: 'document_id' }) documentId!: string;
  @Column('text', { default: ImportState.QUEUED }) state!: ImportState;
  @Column('text', { nullable: true }) stage!: ImportStage | null;
  @Column('integer', { default: 0 }) done!: number;
  @Column('integer', { default: 0 }) total!: number;
  @Column('uuid', { name: 'run_id', nullable: true }) runId!: string | null;
  @Column('timestamptz', { name: 'heartbeat_at', nullable: true }) heartbeatAt!: Date | null;
  @Column('integer', { default: 0 }) runs!: number;
  @Column('uuid', { name: 'requested_by', nullable: true }) requestedBy!: string | null;
  @Column('jsonb', { nullable: true }) error!: ImportError | null;
  @Column('jsonb', { default: () => "'[]'" }) warnings!: ImportWarning[];
  @Column('jsonb', { name: 'document_kind', nullable: true })
  documentKind!: ProposedValue<DocumentKind> | null;
  @Column('text', { nullable: true }) locale!: Locale | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'stage_at', nullable: true }) stageAt!: Date | null;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt!: Date | null;
}

@Entity('import_record')
export class ImportRecordEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid', { name: 'import_id' }) importId!: string;
  @Column('text') ref!: string;
  @Column('text', { name: 'parent_ref', nullable: true }) parentRef!: string | null;
  @Column('integer') position!: number;
  @Column('text') kind!: RecordKind;
  @Column('text', { name: 'source_locale' }) sourceLocale!: Locale;
  @Column('jsonb', { default: () => "'[]'" }) matches!: RecordMatch[];
  @Column('jsonb', { default: () => "'[]'" }) unplaced!: UnplacedPassage[];
  @Column('boolean', { name: 'is_rejected', default: false }) isRejected!: boolean;
  @Column('text', { default: ImportMode.NEW }) mode!: ImportMode;
  @Column('uuid', { name: 'target_id', nullable: true }) targetId!: string | null;
  @Column('uuid', { name: 'record_id', nullable: true }) recordId!: string | null;
  @Column('uuid', { name: 'draft_id', nullable: true }) draftId!: string | null;
}

@Entity('import_value')
export class ImportValueEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid', { name: 'import_record_id' }) importRecordId!: string;
  @Column('text') path!: string;
  @Column('integer') position!: number;
  /** wrapped, since the driver takes a bare JSON text for a text */
  @Column('jsonb') value!: { is: JsonValue };
  @Column('jsonb') proposed!: ProposedValue;
  @Column('text', { default: ImportDecision.OPEN }) decision!: ImportDecision;
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt!: Date | null;
}

@Entity('import_person')
export class ImportPersonEntity {
  @PrimaryColumn('uuid', { name: 'import_id' }) importId!: string;
  @PrimaryColumn('integer') position!: number;
  @Column('integer', { nullable: true }) person!: number | null;
  @Column('text') datum!: PersonalDatumKind;
  @Column('text') role!: 'contact' | 'quoted';
  @Column('jsonb') anchor!: SourceAnchor;
  @Column('bytea') ciphertext!: Buffer;
  /** the contact that waits for consent */
  @Column('uuid', { name: 'record_id', nullable: true }) recordId!: string | null;
}
