import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { JsonObject } from '../../common/json';
import type { Locale } from '../../common/locale';
import { TextOrigin, TextState } from '../../common/localized-text';
import { type Audience, RecordKind, RecordState } from '../../common/records';
import { DraftSharing } from './draft-sharing';
import { VersionKind } from './versions/version-kind';

// Constraints and indexes stand in the migrations alone; the entities say columns.

@Entity('record')
export class RecordEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('text') kind!: RecordKind;
  @Column('text') slug!: string;
  @Column('text', { name: 'source_locale' }) sourceLocale!: Locale;
  @Column('text', { default: RecordState.DRAFT }) state!: RecordState;
  @Column('text', { array: true, default: () => "'{}'" }) audience!: Audience[];
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId!: string | null;
  @Column('text', { name: 'start_date', nullable: true }) startDate!: string | null;
  @Column('text', { name: 'end_date', nullable: true }) endDate!: string | null;
  @Column('text', { name: 'source_url', nullable: true }) sourceUrl!: string | null;
  @Column('text', { nullable: true }) licence!: string | null;
  @Column('integer', { name: 'published_version', nullable: true }) publishedVersion!: number | null;
  @Column('timestamptz', { name: 'published_at', nullable: true }) publishedAt!: Date | null;
  @Column('boolean', { name: 'awaits_confirmation', default: false }) awaitsConfirmation!: boolean;
  @Column('timestamptz', { name: 'confirmed_at', nullable: true }) confirmedAt!: Date | null;
  @Column('uuid', { name: 'confirmed_by', nullable: true }) confirmedBy!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}

@Entity('record_slug')
export class RecordSlugEntity {
  @PrimaryColumn('text') slug!: string;
  @Column('uuid', { name: 'record_id' }) recordId!: string;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

@Entity('record_text')
export class RecordTextEntity {
  @PrimaryColumn('uuid', { name: 'record_id' }) recordId!: string;
  @PrimaryColumn('text') field!: string;
  @PrimaryColumn('text') locale!: Locale;
  @Column('text') text!: string;
  @Column('text') origin!: TextOrigin;
  @Column('text', { default: TextState.CURRENT }) state!: TextState;
  @Column('text', { nullable: true }) engine!: string | null;
  @Column('boolean', { name: 'is_source', default: false }) isSource!: boolean;
  @Column('text', { name: 'source_hash', nullable: true }) sourceHash!: string | null;
  @Column('text', { name: 'state_reason', nullable: true }) stateReason!: string | null;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}

@Entity('record_draft')
export class RecordDraftEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid', { name: 'record_id' }) recordId!: string;
  @Column('integer', { name: 'base_version', nullable: true }) baseVersion!: number | null;
  @Column('integer', { name: 'lock_version', default: 1 }) lockVersion!: number;
  @Column('uuid', { name: 'author_id', nullable: true }) authorId!: string | null;
  @Column('uuid', { name: 'owner_id', nullable: true }) ownerId!: string | null;
  @Column('uuid', { name: 'network_id', nullable: true }) networkId!: string | null;
  @Column('uuid', { name: 'editor_id', nullable: true }) editorId!: string | null;
  @Column('jsonb', { name: 'base_actions', default: {} }) baseActions!: Record<string, number>;
  @Column('text', { default: DraftSharing.NONE }) sharing!: DraftSharing;
  @Column('jsonb') content!: JsonObject;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' }) updatedAt!: Date;
}

@Entity('record_version')
export class RecordVersionEntity {
  @PrimaryColumn('uuid', { name: 'record_id' }) recordId!: string;
  @PrimaryColumn('integer') number!: number;
  @Column('jsonb') content!: JsonObject;
  @Column('uuid', { name: 'author_id', nullable: true }) authorId!: string | null;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('text', { default: VersionKind.PUBLICATION }) kind!: VersionKind;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

@Entity('record_city')
export class RecordCityEntity {
  @PrimaryColumn('uuid', { name: 'record_id' }) recordId!: string;
  @PrimaryColumn('uuid', { name: 'city_id' }) cityId!: string;
  @Column('integer') position!: number;
}

@Entity('record_network')
export class RecordNetworkEntity {
  @PrimaryColumn('uuid', { name: 'record_id' }) recordId!: string;
  @PrimaryColumn('uuid', { name: 'network_id' }) networkId!: string;
  @Column('integer') position!: number;
  @Column('timestamptz', { name: 'accepted_at', nullable: true }) acceptedAt!: Date | null;
  @Column('timestamptz', { name: 'refused_at', nullable: true }) refusedAt!: Date | null;
  @Column('uuid', { name: 'decided_by', nullable: true }) decidedBy!: string | null;
}

@Entity('record_ask')
export class RecordAskEntity {
  @PrimaryColumn('uuid', { name: 'record_id' }) recordId!: string;
  @PrimaryColumn('uuid', { name: 'ask_id' }) askId!: string;
  @Column('integer') position!: number;
}

@Entity('record_concept')
export class RecordConceptEntity {
  @PrimaryColumn('uuid', { name: 'record_id' }) recordId!: string;
  @PrimaryColumn('text', { name: 'concept_id' }) conceptId!: string;
  @Column('integer') position!: number;
}

@Entity('record_label')
export class RecordLabelEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('uuid', { name: 'record_id' }) recordId!: string;
  @Column('integer') position!: number;
  /** null: it came with the record's document; else the network that issued it */
  @Column('uuid', { name: 'network_id', nullable: true }) networkId!: string | null;
  @Column('text', { nullable: true }) criteria!: string | null;
  @Column('text', { name: 'expires_on', nullable: true }) expiresOn!: string | null;
  @Column('uuid', { name: 'issued_by', nullable: true }) issuedBy!: string | null;
  @Column('text', { name: 'concept_id' }) conceptId!: string;
  @Column('text') issuer!: string;
  @Column('text', { nullable: true }) date!: string | null;
  @Column('text', { nullable: true }) url!: string | null;
}
