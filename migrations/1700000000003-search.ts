import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The PostgreSQL search index: a copy that can be thrown away and rebuilt. Written and read by `modules/search` alone. */
export class Search1700000000003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DOWN);
  }
}

// No foreign key to record: a record that is gone is taken out by its job, and a rebuild must not lock the truth.
const UP = `
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

-- A row per findable record: what decides whether it matches and what is counted.
CREATE TABLE search_record (
  record_id uuid NOT NULL,
  audience text[] NOT NULL,
  -- e.g. THEME:theme/youth
  facets text[] NOT NULL,
  -- every term of all its rows, without places
  terms tsvector NOT NULL,
  source_locale text NOT NULL,
  -- locale to title
  titles jsonb NOT NULL,
  sort_date text COLLATE "C" NOT NULL,
  -- of the document as built: one that has not changed is not written again
  fingerprint text NOT NULL,
  indexed_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT search_record_pk PRIMARY KEY (record_id),
  CONSTRAINT search_record_has_audience CHECK (cardinality(audience) > 0)
);
-- Not compressed: each search reads thousands of them, and taking them apart cost more than all the rest.
ALTER TABLE search_record ALTER COLUMN terms SET STORAGE EXTERNAL;
CREATE INDEX search_record_terms ON search_record USING gin (terms) WITH (fastupdate = off);

-- A row per record and language of its texts: what ranks. Locale "und": names that count in every language.
CREATE TABLE search_document (
  record_id uuid NOT NULL,
  locale text NOT NULL,
  -- our own analysed terms; weights A title, B summary, C fields, D body
  terms tsvector NOT NULL,
  -- words per weight, title first
  lengths integer[] NOT NULL,
  -- words that are no text of the record itself, for snippets: [{"field", "text"}]
  additional jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT search_document_pk PRIMARY KEY (record_id, locale),
  CONSTRAINT search_document_four_lengths CHECK (cardinality(lengths) = 4)
);
ALTER TABLE search_document ALTER COLUMN terms SET STORAGE EXTERNAL;

-- In how many rows a term stands that an audience may see: ranking, beginnings of words and corrections come from
-- here, so a word that stands only in hidden records is unknown to who may not see them.
CREATE TABLE search_term (
  term text COLLATE "C" NOT NULL,
  audience text NOT NULL,
  rows integer NOT NULL,
  -- characters of a folded word; absent for a stem
  length integer GENERATED ALWAYS AS (CASE WHEN position(':' IN term) = 0 THEN char_length(term) END) STORED,
  CONSTRAINT search_term_pk PRIMARY KEY (term, audience)
);
CREATE INDEX search_term_length ON search_term (audience, length, term) WHERE length IS NOT NULL;

-- Per audience: number of rows, and of words in them per weight.
CREATE TABLE search_statistics (
  audience text NOT NULL,
  rows bigint NOT NULL,
  title bigint NOT NULL,
  summary bigint NOT NULL,
  fields bigint NOT NULL,
  body bigint NOT NULL,
  CONSTRAINT search_statistics_pk PRIMARY KEY (audience)
);
`;

const DOWN = `
DROP TABLE search_statistics, search_term, search_document, search_record;
`;
