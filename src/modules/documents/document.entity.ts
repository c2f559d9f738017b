import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { BlockKind, SourceAnchor } from './read-document';

@Entity('document')
export class DocumentEntity {
  @PrimaryGeneratedColumn('uuid') id!: string;
  @Column('text', { name: 'file_name' }) fileName!: string;
  @Column('text', { name: 'media_type', nullable: true }) mediaType!: string | null;
  /** a string, since PostgreSQL counts further than Node */
  @Column('bigint') bytes!: string;
  @Column('text') sha256!: string;
  @Column('uuid', { name: 'owner_id' }) ownerId!: string;
  @Column('uuid', { name: 'network_ids', array: true, default: () => "'{}'" }) networkIds!: string[];
  @Column('uuid', { name: 'uploader_id', nullable: true }) uploaderId!: string | null;
  @Column('integer', { name: 'page_count', nullable: true }) pageCount!: number | null;
  /** of its text; null where nobody has read it, or it is none of the site's */
  @Column('text', { nullable: true }) locale!: string | null;
  @Column('boolean', { name: 'has_personal_data', nullable: true }) hasPersonalData!: boolean | null;
  @Column('timestamptz', { name: 'cleared_at', nullable: true }) clearedAt!: Date | null;
  @Column('uuid', { name: 'cleared_by', nullable: true }) clearedBy!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'now()' }) createdAt!: Date;
}

@Entity('document_passage')
export class DocumentPassageEntity {
  @PrimaryColumn('uuid', { name: 'document_id' }) documentId!: string;
  @PrimaryColumn('integer') position!: number;
  @Column('text') kind!: BlockKind;
  @Column('text') text!: string;
  @Column('jsonb') anchor!: SourceAnchor;
}

@Entity('document_record')
export class DocumentRecordEntity {
  @PrimaryColumn('uuid', { name: 'document_id' }) documentId!: string;
  @PrimaryColumn('uuid', { name: 'record_id' }) recordId!: string;
}
