import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Languages, vocabulary and the spine: everything that all kinds of record share. */
export class Spine1700000000001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DOWN);
  }
}

const UP = `
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE DOMAIN partial_date AS text
  CHECK (VALUE ~ '^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$');

CREATE TABLE locale (
  tag text NOT NULL,
  name text NOT NULL,
  english_name text NOT NULL,
  postgres_dictionary text,
  position integer NOT NULL,
  CONSTRAINT locale_pk PRIMARY KEY (tag)
);

CREATE TABLE concept (
  id text NOT NULL,
  scheme text NOT NULL,
  position integer NOT NULL,
  broader_id text,
  mappings jsonb NOT NULL DEFAULT '[]',
  meta jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT concept_pk PRIMARY KEY (id),
  CONSTRAINT concept_id_in_scheme CHECK (id LIKE scheme || '/%'),
  CONSTRAINT concept_broader_fk FOREIGN KEY (broader_id) REFERENCES concept (id)
);
CREATE INDEX concept_scheme_position ON concept (scheme, position);

CREATE TABLE concept_label (
  concept_id text NOT NULL,
  locale text NOT NULL,
  label text NOT NULL,
  alternatives text[] NOT NULL DEFAULT '{}',
  definition text,
  CONSTRAINT concept_label_pk PRIMARY KEY (concept_id, locale),
  CONSTRAINT concept_label_concept_fk FOREIGN KEY (concept_id) REFERENCES concept (id) ON DELETE CASCADE,
  CONSTRAINT concept_label_locale_fk FOREIGN KEY (locale) REFERENCES locale (tag)
);

CREATE TABLE record (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  slug text NOT NULL,
  source_locale text NOT NULL,
  state text NOT NULL DEFAULT 'DRAFT',
  audience text[] NOT NULL DEFAULT '{}',
  owner_id uuid,
  start_date partial_date,
  end_date partial_date,
  source_url text,
  licence text,
  published_version integer,
  published_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT record_pk PRIMARY KEY (id),
  CONSTRAINT record_kind_known CHECK (kind IN ('PRACTICE','PLAN','ACTION','EVENT','CITY','NETWORK','ORGANISATION','METHOD','CONTACT')),
  CONSTRAINT record_state_known CHECK (state IN ('DRAFT','PUBLISHED','ARCHIVED')),
  CONSTRAINT record_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 120),
  CONSTRAINT record_published_has_version CHECK (state <> 'PUBLISHED' OR published_version IS NOT NULL),
  CONSTRAINT record_source_locale_fk FOREIGN KEY (source_locale) REFERENCES locale (tag),
  CONSTRAINT record_owner_fk FOREIGN KEY (owner_id) REFERENCES record (id)
);
CREATE UNIQUE INDEX record_slug_unique ON record (slug);
CREATE INDEX record_kind_slug ON record (kind, slug) WHERE state = 'PUBLISHED';
CREATE INDEX record_audience ON record USING gin (audience);
CREATE INDEX record_owner ON record (owner_id);

-- Every slug a record ever had. Never deleted, so an address that was given out keeps resolving.
CREATE TABLE record_slug (
  slug text NOT NULL,
  record_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT record_slug_pk PRIMARY KEY (slug),
  CONSTRAINT record_slug_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE
);
CREATE INDEX record_slug_record ON record_slug (record_id);

CREATE TABLE record_text (
  record_id uuid NOT NULL,
  field text NOT NULL,
  locale text NOT NULL,
  text text NOT NULL,
  origin text NOT NULL,
  state text NOT NULL DEFAULT 'CURRENT',
  engine text,
  is_source boolean NOT NULL DEFAULT false,
  source_hash text,
  state_reason text,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT record_text_pk PRIMARY KEY (record_id, field, locale),
  CONSTRAINT record_text_origin_known CHECK (origin IN ('ORIGINAL','HUMAN','MACHINE','MACHINE_EDITED')),
  CONSTRAINT record_text_state_known CHECK (state IN ('CURRENT','STALE','PENDING','UNAVAILABLE')),
  CONSTRAINT record_text_shown_has_words CHECK (state IN ('PENDING','UNAVAILABLE') OR text <> ''),
  CONSTRAINT record_text_machine_names_engine CHECK (origin <> 'MACHINE' OR engine IS NOT NULL),
  CONSTRAINT record_text_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT record_text_locale_fk FOREIGN KEY (locale) REFERENCES locale (tag)
);
CREATE UNIQUE INDEX record_text_one_source ON record_text (record_id, field) WHERE is_source;

CREATE TABLE record_draft (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  record_id uuid NOT NULL,
  base_version integer,
  lock_version integer NOT NULL DEFAULT 1,
  author_id uuid,
  content jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT record_draft_pk PRIMARY KEY (id),
  CONSTRAINT record_draft_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE
);
CREATE INDEX record_draft_record ON record_draft (record_id);

CREATE TABLE record_version (
  record_id uuid NOT NULL,
  number integer NOT NULL,
  content jsonb NOT NULL,
  author_id uuid,
  note text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT record_version_pk PRIMARY KEY (record_id, number),
  CONSTRAINT record_version_number_positive CHECK (number > 0),
  CONSTRAINT record_version_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE
);
CREATE FUNCTION record_version_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a published version is never changed';
END $$;
CREATE TRIGGER record_version_immutable BEFORE UPDATE ON record_version
  FOR EACH ROW EXECUTE FUNCTION record_version_is_immutable();

CREATE TABLE record_city (
  record_id uuid NOT NULL,
  city_id uuid NOT NULL,
  position integer NOT NULL,
  CONSTRAINT record_city_pk PRIMARY KEY (record_id, city_id),
  CONSTRAINT record_city_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT record_city_city_fk FOREIGN KEY (city_id) REFERENCES record (id)
);
CREATE INDEX record_city_city ON record_city (city_id);

-- A record is shown in a network once that network has accepted it.
CREATE TABLE record_network (
  record_id uuid NOT NULL,
  network_id uuid NOT NULL,
  position integer NOT NULL,
  accepted_at timestamptz,
  CONSTRAINT record_network_pk PRIMARY KEY (record_id, network_id),
  CONSTRAINT record_network_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT record_network_network_fk FOREIGN KEY (network_id) REFERENCES record (id)
);
CREATE INDEX record_network_network ON record_network (network_id);

CREATE TABLE record_ask (
  record_id uuid NOT NULL,
  ask_id uuid NOT NULL,
  position integer NOT NULL,
  CONSTRAINT record_ask_pk PRIMARY KEY (record_id, ask_id),
  CONSTRAINT record_ask_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT record_ask_ask_fk FOREIGN KEY (ask_id) REFERENCES record (id)
);
CREATE INDEX record_ask_ask ON record_ask (ask_id);

CREATE TABLE record_concept (
  record_id uuid NOT NULL,
  concept_id text NOT NULL,
  position integer NOT NULL,
  CONSTRAINT record_concept_pk PRIMARY KEY (record_id, concept_id),
  CONSTRAINT record_concept_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT record_concept_concept_fk FOREIGN KEY (concept_id) REFERENCES concept (id)
);
CREATE INDEX record_concept_concept ON record_concept (concept_id);

CREATE TABLE record_label (
  record_id uuid NOT NULL,
  concept_id text NOT NULL,
  position integer NOT NULL,
  issuer text NOT NULL,
  date partial_date,
  url text,
  CONSTRAINT record_label_pk PRIMARY KEY (record_id, position),
  CONSTRAINT record_label_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT record_label_concept_fk FOREIGN KEY (concept_id) REFERENCES concept (id)
);
`;

const DOWN = `
DROP TABLE record_label, record_concept, record_ask, record_network, record_city, record_version, record_draft,
  record_text, record_slug, record, concept_label, concept, locale;
DROP FUNCTION record_version_is_immutable();
DROP DOMAIN partial_date;
`;
