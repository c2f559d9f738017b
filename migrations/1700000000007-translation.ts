import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bulk runs, awaited answers, glossaries, the translation memory, and how often records are read in a language. */
export class Translation1700000000007 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DOWN);
  }
}

const UP = `
-- A text that is on its way, or cannot be had, has no engine yet.
ALTER TABLE record_text DROP CONSTRAINT record_text_machine_names_engine;
ALTER TABLE record_text ADD CONSTRAINT record_text_machine_names_engine
  CHECK (origin <> 'MACHINE' OR engine IS NOT NULL OR state IN ('PENDING','UNAVAILABLE'));
CREATE INDEX record_text_awaits_work ON record_text (locale, record_id) WHERE state IN ('STALE','PENDING','UNAVAILABLE');

CREATE TABLE network_translation (
  network_id uuid NOT NULL,
  locales text[],
  every_field boolean NOT NULL DEFAULT false,
  CONSTRAINT network_translation_pk PRIMARY KEY (network_id),
  CONSTRAINT network_translation_network_fk FOREIGN KEY (network_id) REFERENCES record (id) ON DELETE CASCADE
);

CREATE TABLE translation_run (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  network_id uuid,
  state text NOT NULL DEFAULT 'RUNNING',
  cursor uuid,
  total integer NOT NULL,
  done integer NOT NULL DEFAULT 0,
  unavailable integer NOT NULL DEFAULT 0,
  active_ms bigint NOT NULL DEFAULT 0,
  waiting_until timestamptz,
  waits integer NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  CONSTRAINT translation_run_pk PRIMARY KEY (id),
  CONSTRAINT translation_run_state_known CHECK (state IN ('RUNNING','STOPPED','DONE')),
  CONSTRAINT translation_run_network_fk FOREIGN KEY (network_id) REFERENCES record (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX translation_run_one_running ON translation_run ((true)) WHERE state = 'RUNNING';

-- An answer may come before we have written down that we wait for it: such a row has no record yet.
CREATE TABLE translation_awaited (
  engine text NOT NULL,
  request_id text NOT NULL,
  record_id uuid,
  field text,
  locale text,
  source_hash text,
  continuation jsonb,
  deadline timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'AWAITED',
  answer text,
  failure text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT translation_awaited_pk PRIMARY KEY (engine, request_id),
  CONSTRAINT translation_awaited_state_known CHECK (state IN ('EARLY','AWAITED','ANSWERED','DONE','FAILED','EXPIRED')),
  CONSTRAINT translation_awaited_is_for CHECK (state = 'EARLY' OR record_id IS NOT NULL),
  CONSTRAINT translation_awaited_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE
);
CREATE INDEX translation_awaited_record ON translation_awaited (record_id) WHERE state IN ('AWAITED','ANSWERED');
CREATE INDEX translation_awaited_deadline ON translation_awaited (deadline);

CREATE TABLE glossary_term (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  network_id uuid NOT NULL,
  locale text NOT NULL,
  term text NOT NULL,
  leave_as_is boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT glossary_term_pk PRIMARY KEY (id),
  CONSTRAINT glossary_term_given CHECK (length(term) BETWEEN 1 AND 200),
  CONSTRAINT glossary_term_network_fk FOREIGN KEY (network_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT glossary_term_locale_fk FOREIGN KEY (locale) REFERENCES locale (tag)
);
CREATE UNIQUE INDEX glossary_term_once ON glossary_term (network_id, locale, lower(term));

CREATE TABLE glossary_entry (
  term_id uuid NOT NULL,
  locale text NOT NULL,
  rendering text,
  definition text,
  CONSTRAINT glossary_entry_pk PRIMARY KEY (term_id, locale),
  CONSTRAINT glossary_entry_says_something CHECK (rendering IS NOT NULL OR definition IS NOT NULL),
  CONSTRAINT glossary_entry_term_fk FOREIGN KEY (term_id) REFERENCES glossary_term (id) ON DELETE CASCADE,
  CONSTRAINT glossary_entry_locale_fk FOREIGN KEY (locale) REFERENCES locale (tag)
);

-- What people translated, by the words it was made from. Outlives the text it was taken from.
CREATE TABLE translation_memory (
  source_locale text NOT NULL,
  source_hash text NOT NULL,
  locale text NOT NULL,
  source_text text NOT NULL,
  text text NOT NULL,
  record_id uuid,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT translation_memory_pk PRIMARY KEY (source_locale, source_hash, locale),
  CONSTRAINT translation_memory_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT translation_memory_source_locale_fk FOREIGN KEY (source_locale) REFERENCES locale (tag),
  CONSTRAINT translation_memory_locale_fk FOREIGN KEY (locale) REFERENCES locale (tag)
);
CREATE INDEX translation_memory_record ON translation_memory (record_id);

-- How often a record was opened in a language. Neither by whom nor when.
CREATE TABLE record_reads (
  record_id uuid NOT NULL,
  locale text NOT NULL,
  reads bigint NOT NULL DEFAULT 0,
  CONSTRAINT record_reads_pk PRIMARY KEY (record_id, locale),
  CONSTRAINT record_reads_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE
);
`;

const DOWN = `
DROP TABLE record_reads, translation_memory, glossary_entry, glossary_term, translation_awaited, translation_run,
  network_translation;
DROP INDEX record_text_awaits_work;
DELETE FROM record_text WHERE origin = 'MACHINE' AND engine IS NULL;
ALTER TABLE record_text DROP CONSTRAINT record_text_machine_names_engine;
ALTER TABLE record_text ADD CONSTRAINT record_text_machine_names_engine CHECK (origin <> 'MACHINE' OR engine IS NOT NULL);
`;
