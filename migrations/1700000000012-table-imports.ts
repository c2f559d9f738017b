import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables taken in as a job, and what a source's own categories are in the vocabulary. */
export class TableImports1700000000012 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DOWN);
  }
}

const UP = `
-- A run over all rows of a table. What it writes is written in one transaction, so that a run that breaks off left nothing.
CREATE TABLE table_import (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  document_id uuid NOT NULL,
  kind text NOT NULL,
  mode text NOT NULL,
  columns jsonb NOT NULL,
  locale text NOT NULL,
  state text NOT NULL DEFAULT 'QUEUED',
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  -- the process that does it; another may go on once this one has been silent
  run_id uuid,
  runs integer NOT NULL DEFAULT 0,
  heartbeat_at timestamptz,
  requested_by uuid,
  -- counts and rows as they were reported, without the cells
  report jsonb,
  error jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  CONSTRAINT table_import_pk PRIMARY KEY (id),
  CONSTRAINT table_import_state_known CHECK (state IN ('QUEUED','RUNNING','DONE','FAILED','CANCELLED')),
  CONSTRAINT table_import_mode_known CHECK (mode IN ('ALL_OR_NOTHING','GOOD_ROWS')),
  CONSTRAINT table_import_document_fk FOREIGN KEY (document_id) REFERENCES document (id) ON DELETE CASCADE,
  CONSTRAINT table_import_requested_by_fk FOREIGN KEY (requested_by) REFERENCES account (id) ON DELETE SET NULL
);
CREATE INDEX table_import_document ON table_import (document_id);
-- One document is taken in once at a time.
CREATE UNIQUE INDEX table_import_one_open ON table_import (document_id) WHERE state IN ('QUEUED','RUNNING');

-- A source's own categories as somebody mapped them, by network or owner. No concepts: the word says nothing here.
CREATE TABLE category_mapping (
  scope_id uuid NOT NULL,
  source_key text NOT NULL,
  words text NOT NULL,
  concept_ids text[] NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT category_mapping_pk PRIMARY KEY (scope_id, source_key),
  CONSTRAINT category_mapping_scope_fk FOREIGN KEY (scope_id) REFERENCES record (id) ON DELETE CASCADE
);
`;

const DOWN = `
DROP TABLE category_mapping, table_import;
`;
