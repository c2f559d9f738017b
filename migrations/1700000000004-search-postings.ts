import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Search1700000000003 } from './1700000000003-search';

/**
 * The search index in a form of our own: lists of rows per term instead of a tsvector per record (docs/decisions,
 * 0013). The old index is a copy and is thrown away; a start that finds none in the present form builds it.
 */
export class SearchPostings1700000000004 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await new Search1700000000003().down(queryRunner);
    await queryRunner.query(UP);
  }

  /** The release before builds its index by `search reindex`. */
  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DOWN);
    await new Search1700000000003().up(queryRunner);
  }
}

const UP = `
-- A row per findable record: all that decides who sees it, and what is counted, sorted and shown.
CREATE TABLE search_record (
  record_id uuid NOT NULL,
  -- of its first row; every writing gives new ones, above all before
  number integer NOT NULL,
  -- search_state.change by which it came
  change bigint NOT NULL,
  audience text[] NOT NULL,
  -- e.g. THEME:theme/youth
  facets text[] NOT NULL,
  -- of its rows, in their order: a locale, or "und" for names that count in every language
  locales text[] NOT NULL,
  -- words per row and field: title, summary, fields, body, the next row's title ...
  lengths integer[] NOT NULL,
  -- folded words in their order, for phrases
  words text NOT NULL,
  source_locale text NOT NULL,
  -- locale to title
  titles jsonb NOT NULL,
  sort_date text COLLATE "C" NOT NULL,
  -- words that are no text of the record itself, for snippets: [{"locale", "field", "text"}]
  additional jsonb NOT NULL DEFAULT '[]',
  -- of the document as built: one that has not changed is not written again
  fingerprint text NOT NULL,
  CONSTRAINT search_record_pk PRIMARY KEY (record_id),
  CONSTRAINT search_record_number_key UNIQUE (number),
  CONSTRAINT search_record_has_audience CHECK (cardinality(audience) > 0),
  CONSTRAINT search_record_four_lengths CHECK (cardinality(lengths) = 4 * cardinality(locales))
);
-- Compressing them costs more than reading them.
ALTER TABLE search_record ALTER COLUMN words SET STORAGE EXTERNAL;
CREATE INDEX search_record_change ON search_record (change);

-- Numbers of rows in which a term stands, and how often, as bytes (modules/search/postgres/postings.ts). A term is a
-- folded word, a stem with its language (cs:mlad), or a concept (#theme/youth). Rows of records that are gone stay
-- until the next rebuild: their numbers mean nothing any more.
CREATE TABLE search_posting (
  term text COLLATE "C" NOT NULL,
  -- number of its first row
  segment integer NOT NULL,
  rows bytea NOT NULL,
  CONSTRAINT search_posting_pk PRIMARY KEY (term, segment)
);
ALTER TABLE search_posting ALTER COLUMN rows SET STORAGE EXTERNAL;

-- The same of what was written last, until there is enough of it to go among the others.
CREATE TABLE search_posting_recent (
  term text COLLATE "C" NOT NULL,
  segment integer NOT NULL,
  rows bytea NOT NULL,
  CONSTRAINT search_posting_recent_pk PRIMARY KEY (term, segment)
);

-- Folded words and in how many rows each stands that an audience may see. Beginnings of words and corrections come
-- from here, so a word that stands only in hidden records is unknown to who may not see them.
CREATE TABLE search_word (
  word text COLLATE "C" NOT NULL,
  audience text NOT NULL,
  rows integer NOT NULL,
  -- a bit per letter that it has: words spelt nearly alike have nearly the same
  letters integer NOT NULL,
  length integer GENERATED ALWAYS AS (char_length(word)) STORED,
  CONSTRAINT search_word_pk PRIMARY KEY (word, audience)
);
CREATE INDEX search_word_length ON search_word (audience, length, letters, word) INCLUDE (rows);

-- Records taken out or replaced since the last rebuild, with the numbers that mean them no more.
CREATE TABLE search_gone (
  record_id uuid NOT NULL,
  -- null: it was to be taken out and did not stand there
  number integer,
  change bigint NOT NULL
);
CREATE INDEX search_gone_change ON search_gone (change);

-- One row: what every process compares its own knowledge with.
CREATE TABLE search_state (
  id boolean NOT NULL DEFAULT true,
  -- goes up with every rebuild
  generation integer NOT NULL DEFAULT 0,
  -- goes up with every writing
  change bigint NOT NULL DEFAULT 0,
  next_number integer NOT NULL DEFAULT 0,
  -- the same after the last rebuild
  built_number integer NOT NULL DEFAULT 0,
  -- writings in search_posting_recent
  recent integer NOT NULL DEFAULT 0,
  -- of the analysis and the terms by which it was built; null: never
  form text,
  -- of the labels of concepts that Meilisearch was told of
  labels text,
  CONSTRAINT search_state_pk PRIMARY KEY (id),
  CONSTRAINT search_state_one_row CHECK (id)
);
INSERT INTO search_state DEFAULT VALUES;
`;

const DOWN = `
DROP TABLE search_state, search_gone, search_word, search_posting_recent, search_posting, search_record;
`;
