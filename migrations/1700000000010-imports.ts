import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents read into drafts: the runs, what they propose value by value, and mappings that are used again. */
export class Imports1700000000010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DOWN);
  }
}

const UP = `
CREATE TABLE document_import (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  document_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'QUEUED',
  stage text,
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  -- the process that reads it; another may go on once this one has been silent
  run_id uuid,
  heartbeat_at timestamptz,
  runs integer NOT NULL DEFAULT 0,
  requested_by uuid,
  error jsonb,
  warnings jsonb NOT NULL DEFAULT '[]',
  document_kind jsonb,
  locale text,
  created_at timestamptz NOT NULL DEFAULT now(),
  stage_at timestamptz,
  finished_at timestamptz,
  CONSTRAINT document_import_pk PRIMARY KEY (id),
  CONSTRAINT document_import_state_known CHECK (state IN ('QUEUED','RUNNING','READY','CONFIRMED','FAILED','CANCELLED')),
  CONSTRAINT document_import_document_fk FOREIGN KEY (document_id) REFERENCES document (id) ON DELETE CASCADE,
  CONSTRAINT document_import_requested_by_fk FOREIGN KEY (requested_by) REFERENCES account (id) ON DELETE SET NULL
);
CREATE INDEX document_import_document ON document_import (document_id);
-- One document is read once at a time, and waits for one decision.
CREATE UNIQUE INDEX document_import_one_open ON document_import (document_id)
  WHERE state IN ('QUEUED','RUNNING','READY');

CREATE TABLE import_record (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  import_id uuid NOT NULL,
  ref text NOT NULL,
  parent_ref text,
  position integer NOT NULL,
  kind text NOT NULL,
  source_locale text NOT NULL,
  matches jsonb NOT NULL DEFAULT '[]',
  unplaced jsonb NOT NULL DEFAULT '[]',
  is_rejected boolean NOT NULL DEFAULT false,
  mode text NOT NULL DEFAULT 'NEW',
  target_id uuid,
  record_id uuid,
  draft_id uuid,
  CONSTRAINT import_record_pk PRIMARY KEY (id),
  CONSTRAINT import_record_ref_once UNIQUE (import_id, ref),
  CONSTRAINT import_record_mode_known CHECK (mode IN ('NEW','MERGE','LANGUAGE','VERSION')),
  CONSTRAINT import_record_mode_has_target CHECK ((mode = 'NEW') = (target_id IS NULL)),
  CONSTRAINT import_record_import_fk FOREIGN KEY (import_id) REFERENCES document_import (id) ON DELETE CASCADE,
  CONSTRAINT import_record_target_fk FOREIGN KEY (target_id) REFERENCES record (id),
  CONSTRAINT import_record_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE SET NULL
);
CREATE INDEX import_record_draft ON import_record (draft_id);

CREATE TABLE import_value (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  import_record_id uuid NOT NULL,
  path text NOT NULL,
  position integer NOT NULL,
  value jsonb NOT NULL,
  -- as it was read, before a person changed it
  proposed jsonb NOT NULL,
  decision text NOT NULL DEFAULT 'OPEN',
  decided_by uuid,
  decided_at timestamptz,
  CONSTRAINT import_value_pk PRIMARY KEY (id),
  CONSTRAINT import_value_path_once UNIQUE (import_record_id, path),
  CONSTRAINT import_value_decision_known CHECK (decision IN ('OPEN','ACCEPTED','EDITED','REJECTED')),
  CONSTRAINT import_value_record_fk FOREIGN KEY (import_record_id) REFERENCES import_record (id) ON DELETE CASCADE,
  CONSTRAINT import_value_decided_by_fk FOREIGN KEY (decided_by) REFERENCES account (id) ON DELETE SET NULL
);

-- What tells who a person is. Encrypted; read by the confirmation alone, which makes a contact that waits for consent.
CREATE TABLE import_person (
  import_id uuid NOT NULL,
  position integer NOT NULL,
  person integer,
  datum text NOT NULL,
  role text NOT NULL,
  anchor jsonb NOT NULL,
  ciphertext bytea NOT NULL,
  -- the contact that waits for consent
  record_id uuid,
  CONSTRAINT import_person_pk PRIMARY KEY (import_id, position),
  CONSTRAINT import_person_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE SET NULL,
  CONSTRAINT import_person_datum_known CHECK (datum IN ('name','email','telephone')),
  CONSTRAINT import_person_role_known CHECK (role IN ('contact','quoted')),
  CONSTRAINT import_person_import_fk FOREIGN KEY (import_id) REFERENCES document_import (id) ON DELETE CASCADE
);

-- Columns of tables as somebody mapped them, by network and by the columns' names.
CREATE TABLE table_mapping (
  scope_id uuid NOT NULL,
  kind text NOT NULL,
  header_hash text NOT NULL,
  columns jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT table_mapping_pk PRIMARY KEY (scope_id, kind, header_hash),
  CONSTRAINT table_mapping_scope_fk FOREIGN KEY (scope_id) REFERENCES record (id) ON DELETE CASCADE
);

-- Where a row of an imported table went, so that the same row is known when it comes again.
CREATE TABLE table_row_origin (
  owner_id uuid NOT NULL,
  kind text NOT NULL,
  source_key text NOT NULL,
  record_id uuid NOT NULL,
  CONSTRAINT table_row_origin_pk PRIMARY KEY (owner_id, kind, source_key),
  CONSTRAINT table_row_origin_owner_fk FOREIGN KEY (owner_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT table_row_origin_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE
);
CREATE INDEX table_row_origin_record ON table_row_origin (record_id);
`;

const DOWN = `
DROP TABLE table_row_origin, table_mapping, import_person, import_value, import_record, document_import;
`;
