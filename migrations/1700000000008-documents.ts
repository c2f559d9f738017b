import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that were handed in, and the text that was read out of them without personal data. */
export class Documents1700000000008 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DOWN);
  }
}

const UP = `
CREATE TABLE document (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  file_name text NOT NULL,
  media_type text,
  bytes bigint NOT NULL,
  sha256 text NOT NULL,
  owner_id uuid NOT NULL,
  network_ids uuid[] NOT NULL DEFAULT '{}',
  uploader_id uuid,
  page_count integer,
  -- null: nobody has looked yet; until a person clears it, what has personal data is shown redacted
  has_personal_data boolean,
  cleared_at timestamptz,
  cleared_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT document_pk PRIMARY KEY (id),
  CONSTRAINT document_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  CONSTRAINT document_bytes_positive CHECK (bytes > 0),
  CONSTRAINT document_owner_fk FOREIGN KEY (owner_id) REFERENCES record (id),
  CONSTRAINT document_uploader_fk FOREIGN KEY (uploader_id) REFERENCES account (id) ON DELETE SET NULL,
  CONSTRAINT document_cleared_by_fk FOREIGN KEY (cleared_by) REFERENCES account (id) ON DELETE SET NULL
);
CREATE UNIQUE INDEX document_once_per_owner ON document (owner_id, sha256);
CREATE INDEX document_sha256 ON document (sha256);

-- Text of a document, a row a passage, personal data struck out.
CREATE TABLE document_passage (
  document_id uuid NOT NULL,
  position integer NOT NULL,
  kind text NOT NULL,
  text text NOT NULL,
  anchor jsonb NOT NULL,
  CONSTRAINT document_passage_pk PRIMARY KEY (document_id, position),
  CONSTRAINT document_passage_kind_known CHECK (kind IN ('heading','paragraph','list-item','table-row')),
  CONSTRAINT document_passage_document_fk FOREIGN KEY (document_id) REFERENCES document (id) ON DELETE CASCADE
);

-- Records that were taken from a document; once one is published its readers may read the document.
CREATE TABLE document_record (
  document_id uuid NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT document_record_pk PRIMARY KEY (document_id, record_id),
  CONSTRAINT document_record_document_fk FOREIGN KEY (document_id) REFERENCES document (id) ON DELETE CASCADE,
  CONSTRAINT document_record_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE
);
CREATE INDEX document_record_record ON document_record (record_id);
`;

const DOWN = `
DROP TABLE document_record, document_passage, document;
`;
