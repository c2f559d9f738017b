import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The kinds' own columns, one table a kind with the record's id. Value lists that are only ever read and written
 * as a whole (evidence, indicators, sections …) are JSON; what others point at or search by has columns.
 */
export class Kinds1700000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DOWN);
  }
}

const UP = `
CREATE TABLE city (
  id uuid NOT NULL,
  city_kind text NOT NULL,
  country_code text NOT NULL,
  exonyms jsonb NOT NULL DEFAULT '[]',
  lau_code text,
  lau_year integer,
  nuts_code text,
  nuts_year integer,
  population integer,
  population_year integer,
  population_source text,
  latitude double precision,
  longitude double precision,
  languages text[] NOT NULL DEFAULT '{}',
  website text,
  CONSTRAINT city_pk PRIMARY KEY (id),
  CONSTRAINT city_record_fk FOREIGN KEY (id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT city_kind_fk FOREIGN KEY (city_kind) REFERENCES concept (id),
  CONSTRAINT city_country_form CHECK (country_code ~ '^[A-Z]{2}$'),
  CONSTRAINT city_population_has_source CHECK ((population IS NULL) = (population_source IS NULL)),
  CONSTRAINT city_point_whole CHECK ((latitude IS NULL) = (longitude IS NULL))
);

CREATE TABLE organisation (
  id uuid NOT NULL,
  organisation_kind text NOT NULL,
  parent_id uuid,
  city_id uuid,
  alternative_names text[] NOT NULL DEFAULT '{}',
  website text,
  functional_mailbox text,
  CONSTRAINT organisation_pk PRIMARY KEY (id),
  CONSTRAINT organisation_record_fk FOREIGN KEY (id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT organisation_kind_fk FOREIGN KEY (organisation_kind) REFERENCES concept (id),
  CONSTRAINT organisation_parent_fk FOREIGN KEY (parent_id) REFERENCES record (id),
  CONSTRAINT organisation_city_fk FOREIGN KEY (city_id) REFERENCES record (id)
);

CREATE TABLE network (
  id uuid NOT NULL,
  network_kind text NOT NULL,
  parent_id uuid,
  programme text,
  closed boolean NOT NULL DEFAULT false,
  keeper_id uuid,
  funding jsonb NOT NULL DEFAULT '[]',
  website text,
  CONSTRAINT network_pk PRIMARY KEY (id),
  CONSTRAINT network_record_fk FOREIGN KEY (id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT network_kind_fk FOREIGN KEY (network_kind) REFERENCES concept (id),
  CONSTRAINT network_parent_fk FOREIGN KEY (parent_id) REFERENCES record (id),
  CONSTRAINT network_keeper_fk FOREIGN KEY (keeper_id) REFERENCES record (id)
);

CREATE TABLE membership (
  network_id uuid NOT NULL,
  id text NOT NULL,
  position integer NOT NULL,
  member_id uuid NOT NULL,
  role text NOT NULL,
  start_date partial_date,
  end_date partial_date,
  target_groups text[] NOT NULL DEFAULT '{}',
  budget_amount numeric(14,2),
  budget_currency text,
  budget_stated_by uuid,
  funding jsonb NOT NULL DEFAULT '[]',
  plan_id uuid,
  local_page text,
  CONSTRAINT membership_pk PRIMARY KEY (network_id, id),
  CONSTRAINT membership_network_fk FOREIGN KEY (network_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT membership_member_fk FOREIGN KEY (member_id) REFERENCES record (id),
  CONSTRAINT membership_role_fk FOREIGN KEY (role) REFERENCES concept (id),
  CONSTRAINT membership_stated_by_fk FOREIGN KEY (budget_stated_by) REFERENCES record (id),
  CONSTRAINT membership_plan_fk FOREIGN KEY (plan_id) REFERENCES record (id),
  CONSTRAINT membership_budget_whole CHECK ((budget_amount IS NULL) = (budget_currency IS NULL))
);
CREATE INDEX membership_member ON membership (member_id);

CREATE TABLE practice (
  id uuid NOT NULL,
  tier text NOT NULL,
  evidence jsonb NOT NULL DEFAULT '[]',
  cost jsonb,
  funding jsonb NOT NULL DEFAULT '[]',
  staff numeric(8,2),
  volunteers integer,
  participants integer,
  recurrence text,
  last_confirmed partial_date,
  lead_organisation_id uuid,
  partners jsonb NOT NULL DEFAULT '[]',
  source_title text,
  CONSTRAINT practice_pk PRIMARY KEY (id),
  CONSTRAINT practice_record_fk FOREIGN KEY (id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT practice_tier_fk FOREIGN KEY (tier) REFERENCES concept (id),
  CONSTRAINT practice_recurrence_fk FOREIGN KEY (recurrence) REFERENCES concept (id),
  CONSTRAINT practice_lead_fk FOREIGN KEY (lead_organisation_id) REFERENCES record (id)
);

CREATE TABLE plan (
  id uuid NOT NULL,
  plan_kind text NOT NULL,
  ordinal integer,
  supersedes_id uuid,
  related_plans uuid[] NOT NULL DEFAULT '{}',
  completeness text,
  objectives jsonb NOT NULL DEFAULT '[]',
  adoption_state text,
  adoption_body text,
  adoption_date partial_date,
  adoption_reference text,
  sections jsonb NOT NULL DEFAULT '[]',
  total_cost jsonb,
  funding jsonb NOT NULL DEFAULT '[]',
  documents jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT plan_pk PRIMARY KEY (id),
  CONSTRAINT plan_record_fk FOREIGN KEY (id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT plan_kind_fk FOREIGN KEY (plan_kind) REFERENCES concept (id),
  CONSTRAINT plan_supersedes_fk FOREIGN KEY (supersedes_id) REFERENCES record (id),
  CONSTRAINT plan_completeness_fk FOREIGN KEY (completeness) REFERENCES concept (id),
  CONSTRAINT plan_adoption_state_fk FOREIGN KEY (adoption_state) REFERENCES concept (id)
);

CREATE TABLE action (
  id uuid NOT NULL,
  plan_id uuid NOT NULL,
  position integer NOT NULL,
  objective text,
  code text,
  ordinal integer,
  action_kind text NOT NULL,
  lead_departments text[] NOT NULL DEFAULT '{}',
  external_leads text[] NOT NULL DEFAULT '{}',
  other_actors text[] NOT NULL DEFAULT '{}',
  cost jsonb,
  funding_status text,
  funding jsonb NOT NULL DEFAULT '[]',
  policy_links jsonb NOT NULL DEFAULT '[]',
  indicators jsonb NOT NULL DEFAULT '[]',
  progress_percent numeric(5,2),
  CONSTRAINT action_pk PRIMARY KEY (id),
  CONSTRAINT action_record_fk FOREIGN KEY (id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT action_plan_fk FOREIGN KEY (plan_id) REFERENCES record (id),
  CONSTRAINT action_kind_fk FOREIGN KEY (action_kind) REFERENCES concept (id),
  CONSTRAINT action_funding_status_fk FOREIGN KEY (funding_status) REFERENCES concept (id),
  CONSTRAINT action_progress_range CHECK (progress_percent BETWEEN 0 AND 100)
);
CREATE INDEX action_plan ON action (plan_id, position);

CREATE TABLE milestone (
  action_id uuid NOT NULL,
  id text NOT NULL,
  position integer NOT NULL,
  due partial_date,
  status text,
  CONSTRAINT milestone_pk PRIMARY KEY (action_id, id),
  CONSTRAINT milestone_action_fk FOREIGN KEY (action_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT milestone_status_fk FOREIGN KEY (status) REFERENCES concept (id)
);

CREATE TABLE event (
  id uuid NOT NULL,
  event_kind text NOT NULL,
  initiative_id uuid,
  online boolean,
  place text,
  edition integer,
  participants integer,
  links jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT event_pk PRIMARY KEY (id),
  CONSTRAINT event_record_fk FOREIGN KEY (id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT event_kind_fk FOREIGN KEY (event_kind) REFERENCES concept (id),
  CONSTRAINT event_initiative_fk FOREIGN KEY (initiative_id) REFERENCES record (id)
);
CREATE INDEX event_initiative ON event (initiative_id);

CREATE TABLE method (
  id uuid NOT NULL,
  concept_id text NOT NULL,
  links jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT method_pk PRIMARY KEY (id),
  CONSTRAINT method_record_fk FOREIGN KEY (id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT method_concept_fk FOREIGN KEY (concept_id) REFERENCES concept (id)
);

CREATE TABLE contact_card (
  id uuid NOT NULL,
  organisation_id uuid,
  city_id uuid,
  spoken_languages text[] NOT NULL DEFAULT '{}',
  CONSTRAINT contact_card_pk PRIMARY KEY (id),
  CONSTRAINT contact_card_record_fk FOREIGN KEY (id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT contact_card_organisation_fk FOREIGN KEY (organisation_id) REFERENCES record (id),
  CONSTRAINT contact_card_city_fk FOREIGN KEY (city_id) REFERENCES record (id)
);

-- Addresses stand apart from the card, encrypted by the application (AES-256-GCM), and are never indexed.
CREATE TABLE contact_address (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  contact_id uuid NOT NULL,
  address_kind text NOT NULL,
  ciphertext bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT contact_address_pk PRIMARY KEY (id),
  CONSTRAINT contact_address_kind_known CHECK (address_kind IN ('email', 'telephone')),
  CONSTRAINT contact_address_contact_fk FOREIGN KEY (contact_id) REFERENCES record (id) ON DELETE CASCADE
);
CREATE INDEX contact_address_contact ON contact_address (contact_id);

CREATE TABLE contact_consent (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  contact_id uuid NOT NULL,
  purpose text NOT NULL,
  audience text NOT NULL,
  wording text NOT NULL,
  given_on date NOT NULL,
  withdrawn_at timestamptz,
  CONSTRAINT contact_consent_pk PRIMARY KEY (id),
  CONSTRAINT contact_consent_purpose_known CHECK (purpose IN ('be-found', 'be-asked')),
  CONSTRAINT contact_consent_contact_fk FOREIGN KEY (contact_id) REFERENCES record (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX contact_consent_standing ON contact_consent (contact_id, purpose, audience)
  WHERE withdrawn_at IS NULL;
`;

const DOWN = `
DROP TABLE contact_consent, contact_address, contact_card, method, event, milestone, action, plan, practice,
  membership, network, organisation, city;
`;
