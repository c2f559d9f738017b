import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The way from a draft to what is published: who drafts for whom, submissions with their gates, comments, proposals,
 * the trail of what was done, and what people are told of it. Accounts are named by id alone, without a foreign key:
 * what somebody did stays when their account goes.
 */
export class Review1700000000006 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DOWN);
  }
}

const UP = `
-- On whose behalf a draft is written, in which network it is brought in, and who of the owner's local group may join.
ALTER TABLE record_draft
  ADD COLUMN owner_id uuid,
  ADD COLUMN network_id uuid,
  ADD COLUMN editor_id uuid,
  ADD COLUMN base_actions jsonb NOT NULL DEFAULT '{}',
  ADD COLUMN sharing text NOT NULL DEFAULT 'NONE',
  ADD CONSTRAINT record_draft_sharing_known CHECK (sharing IN ('NONE','COMMENT','WRITE')),
  ADD CONSTRAINT record_draft_owner_fk FOREIGN KEY (owner_id) REFERENCES record (id),
  ADD CONSTRAINT record_draft_network_fk FOREIGN KEY (network_id) REFERENCES record (id);
CREATE INDEX record_draft_owner ON record_draft (owner_id);
CREATE INDEX record_draft_network ON record_draft (network_id);

-- Submissions are numbered together with publications, so that a number names one state of the words for ever.
ALTER TABLE record_version
  ADD COLUMN kind text NOT NULL DEFAULT 'PUBLICATION',
  ADD CONSTRAINT record_version_kind_known CHECK (kind IN ('SUBMISSION','PUBLICATION'));

-- A record that somebody brought in on a city's or organisation's behalf waits for its officer's word.
ALTER TABLE record
  ADD COLUMN awaits_confirmation boolean NOT NULL DEFAULT false,
  ADD COLUMN confirmed_at timestamptz,
  ADD COLUMN confirmed_by uuid;

-- Each network decides for itself whether it shows a record; a refusal is kept, so that it is not asked again.
ALTER TABLE record_network
  ADD COLUMN refused_at timestamptz,
  ADD COLUMN decided_by uuid,
  ADD CONSTRAINT record_network_one_decision CHECK (accepted_at IS NULL OR refused_at IS NULL);
CREATE INDEX record_network_undecided ON record_network (network_id) WHERE accepted_at IS NULL AND refused_at IS NULL;

-- Labels of a document are replaced with it; those that a network issues are not part of any document.
ALTER TABLE record_label
  DROP CONSTRAINT record_label_pk,
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN network_id uuid,
  ADD COLUMN criteria text,
  ADD COLUMN expires_on partial_date,
  ADD COLUMN issued_by uuid,
  ADD CONSTRAINT record_label_pk PRIMARY KEY (id),
  ADD CONSTRAINT record_label_network_fk FOREIGN KEY (network_id) REFERENCES record (id);
CREATE INDEX record_label_record ON record_label (record_id, position);
CREATE UNIQUE INDEX record_label_once_per_issuer ON record_label (record_id, concept_id, network_id)
  WHERE network_id IS NOT NULL;
CREATE INDEX record_label_expiry ON record_label (expires_on) WHERE expires_on IS NOT NULL;

-- What an owner (city, organisation or network) asks before its records are published.
CREATE TABLE review_rule (
  scope_id uuid NOT NULL,
  gates text[] NOT NULL,
  review_days integer NOT NULL DEFAULT 14,
  reminder_days integer NOT NULL DEFAULT 3,
  criteria jsonb NOT NULL DEFAULT '[]',
  updated_at timestamptz NOT NULL DEFAULT now(),
  updated_by uuid,
  CONSTRAINT review_rule_pk PRIMARY KEY (scope_id),
  CONSTRAINT review_rule_scope_fk FOREIGN KEY (scope_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT review_rule_gates_known CHECK (gates IN ('{}', '{COORDINATOR}', '{COORDINATOR,EXPERT}')),
  CONSTRAINT review_rule_days CHECK (review_days BETWEEN 1 AND 365 AND reminder_days BETWEEN 0 AND review_days)
);

CREATE TABLE submission (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  record_id uuid NOT NULL,
  draft_id uuid,
  state text NOT NULL,
  lock_version integer NOT NULL DEFAULT 1,
  draft_lock_version integer NOT NULL,
  version integer NOT NULL,
  gates jsonb NOT NULL,
  gate integer NOT NULL DEFAULT 0,
  author_id uuid NOT NULL,
  reviewer_id uuid,
  owner_id uuid,
  network_id uuid,
  on_behalf boolean NOT NULL DEFAULT false,
  note text,
  reason text,
  due_at timestamptz,
  reminded_at timestamptz,
  submitted_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT submission_pk PRIMARY KEY (id),
  CONSTRAINT submission_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT submission_draft_fk FOREIGN KEY (draft_id) REFERENCES record_draft (id) ON DELETE SET NULL,
  CONSTRAINT submission_owner_fk FOREIGN KEY (owner_id) REFERENCES record (id),
  CONSTRAINT submission_network_fk FOREIGN KEY (network_id) REFERENCES record (id),
  CONSTRAINT submission_state_known CHECK
    (state IN ('SUBMITTED','IN_REVIEW','CHANGES_REQUESTED','WITHDRAWN','REJECTED','PUBLISHED')),
  CONSTRAINT submission_reviewed_by_somebody CHECK (state <> 'IN_REVIEW' OR reviewer_id IS NOT NULL),
  CONSTRAINT submission_reviewed_by_another CHECK (reviewer_id IS NULL OR reviewer_id <> author_id),
  CONSTRAINT submission_refusal_has_reason CHECK
    (state NOT IN ('CHANGES_REQUESTED','REJECTED') OR coalesce(reason, '') <> '')
);
CREATE UNIQUE INDEX submission_one_open ON submission (record_id)
  WHERE state IN ('SUBMITTED','IN_REVIEW','CHANGES_REQUESTED');
CREATE INDEX submission_record ON submission (record_id, submitted_at);
CREATE INDEX submission_waiting ON submission (network_id, due_at) WHERE state IN ('SUBMITTED','IN_REVIEW');
CREATE INDEX submission_author ON submission (author_id);

-- The steps of a submission as its author follows them. Written once each.
CREATE TABLE submission_step (
  submission_id uuid NOT NULL,
  number integer NOT NULL,
  event text NOT NULL,
  from_state text NOT NULL,
  to_state text NOT NULL,
  gate integer,
  version integer,
  actor_id uuid,
  reason text,
  at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT submission_step_pk PRIMARY KEY (submission_id, number),
  CONSTRAINT submission_step_submission_fk FOREIGN KEY (submission_id) REFERENCES submission (id) ON DELETE CASCADE
);

CREATE TABLE review_comment (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  record_id uuid NOT NULL,
  draft_id uuid,
  submission_id uuid,
  parent_id uuid,
  field text,
  locale text,
  text text NOT NULL,
  author_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  resolved_at timestamptz,
  resolved_by uuid,
  CONSTRAINT review_comment_pk PRIMARY KEY (id),
  CONSTRAINT review_comment_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT review_comment_draft_fk FOREIGN KEY (draft_id) REFERENCES record_draft (id) ON DELETE SET NULL,
  CONSTRAINT review_comment_submission_fk FOREIGN KEY (submission_id) REFERENCES submission (id) ON DELETE CASCADE,
  CONSTRAINT review_comment_parent_fk FOREIGN KEY (parent_id) REFERENCES review_comment (id) ON DELETE CASCADE,
  CONSTRAINT review_comment_says_something CHECK (text <> '' AND length(text) <= 10000),
  CONSTRAINT review_comment_resolved_by_somebody CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
);
CREATE INDEX review_comment_record ON review_comment (record_id, created_at);
CREATE INDEX review_comment_submission ON review_comment (submission_id);

-- A reviewer's answers to the network's own criteria.
CREATE TABLE review_assessment (
  submission_id uuid NOT NULL,
  criterion text NOT NULL,
  reviewer_id uuid NOT NULL,
  score integer NOT NULL,
  note text,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT review_assessment_pk PRIMARY KEY (submission_id, criterion, reviewer_id),
  CONSTRAINT review_assessment_submission_fk FOREIGN KEY (submission_id) REFERENCES submission (id) ON DELETE CASCADE,
  CONSTRAINT review_assessment_score CHECK (score BETWEEN 0 AND 5)
);

CREATE TABLE change_proposal (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  record_id uuid NOT NULL,
  network_id uuid,
  author_id uuid NOT NULL,
  note text,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT change_proposal_pk PRIMARY KEY (id),
  CONSTRAINT change_proposal_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE
);
CREATE INDEX change_proposal_record ON change_proposal (record_id);
CREATE TABLE change_proposal_text (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  proposal_id uuid NOT NULL,
  position integer NOT NULL,
  field text NOT NULL,
  locale text NOT NULL,
  before text NOT NULL,
  after text NOT NULL,
  state text NOT NULL DEFAULT 'OPEN',
  reason text,
  decided_by uuid,
  decided_at timestamptz,
  CONSTRAINT change_proposal_text_pk PRIMARY KEY (id),
  CONSTRAINT change_proposal_text_proposal_fk FOREIGN KEY (proposal_id) REFERENCES change_proposal (id) ON DELETE CASCADE,
  CONSTRAINT change_proposal_text_state_known CHECK (state IN ('OPEN','ACCEPTED','REFUSED')),
  CONSTRAINT change_proposal_text_decided CHECK ((state = 'OPEN') = (decided_at IS NULL))
);
CREATE UNIQUE INDEX change_proposal_text_once ON change_proposal_text (proposal_id, field, locale);

CREATE TABLE collection (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  network_id uuid NOT NULL,
  author_id uuid NOT NULL,
  title text NOT NULL,
  locale text NOT NULL,
  introduction text,
  is_shared boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT collection_pk PRIMARY KEY (id),
  CONSTRAINT collection_network_fk FOREIGN KEY (network_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT collection_locale_fk FOREIGN KEY (locale) REFERENCES locale (tag)
);
CREATE INDEX collection_network ON collection (network_id);
CREATE INDEX collection_author ON collection (author_id);
CREATE TABLE collection_item (
  collection_id uuid NOT NULL,
  record_id uuid NOT NULL,
  position integer NOT NULL,
  note text,
  CONSTRAINT collection_item_pk PRIMARY KEY (collection_id, record_id),
  CONSTRAINT collection_item_collection_fk FOREIGN KEY (collection_id) REFERENCES collection (id) ON DELETE CASCADE,
  CONSTRAINT collection_item_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE
);

-- Who did what to which record, when, and from which kind of client. Rows are added, and go when their time is over.
CREATE TABLE audit_event (
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_id uuid,
  action text NOT NULL,
  client text NOT NULL,
  record_id uuid,
  subject_id uuid,
  scopes uuid[] NOT NULL DEFAULT '{}',
  facts jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT audit_event_pk PRIMARY KEY (id),
  CONSTRAINT audit_event_client_known CHECK (client IN ('web','token','command','job','unknown'))
);
CREATE INDEX audit_event_record ON audit_event (record_id, id);
CREATE INDEX audit_event_scopes ON audit_event USING gin (scopes);
CREATE INDEX audit_event_at ON audit_event (at);
CREATE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The one way out: the retention job says until when it clears, and nothing younger goes.
  IF TG_OP = 'DELETE' AND OLD.at < nullif(current_setting('crosstown.audit_cleared_before', true), '')::timestamptz THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit trail is only ever added to';
END $$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only();
CREATE TRIGGER audit_event_not_truncated BEFORE TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only();

CREATE TABLE notification (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL,
  kind text NOT NULL,
  record_id uuid,
  submission_id uuid,
  actor_id uuid,
  event_key text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  read_at timestamptz,
  mail_id uuid,
  mail_state text NOT NULL DEFAULT 'WAITING',
  CONSTRAINT notification_pk PRIMARY KEY (id),
  CONSTRAINT notification_record_fk FOREIGN KEY (record_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT notification_submission_fk FOREIGN KEY (submission_id) REFERENCES submission (id) ON DELETE CASCADE,
  CONSTRAINT notification_mail_state_known CHECK (mail_state IN ('WAITING','CLAIMED','SENT','DROPPED','UNKNOWN'))
);
CREATE UNIQUE INDEX notification_once ON notification (account_id, event_key);
CREATE INDEX notification_account ON notification (account_id, created_at DESC);
CREATE INDEX notification_waiting ON notification (account_id) WHERE mail_state = 'WAITING';

CREATE TABLE notification_preference (
  account_id uuid NOT NULL,
  kind text NOT NULL,
  frequency text NOT NULL,
  CONSTRAINT notification_preference_pk PRIMARY KEY (account_id, kind),
  CONSTRAINT notification_preference_frequency_known CHECK (frequency IN ('AT_ONCE','DAILY','WEEKLY','NEVER'))
);

-- One e-mail. Its unsubscribe address holds a token of which only the hash is kept.
CREATE TABLE notification_mail (
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  kinds text[] NOT NULL,
  unsubscribe_hash text NOT NULL,
  claimed_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  CONSTRAINT notification_mail_pk PRIMARY KEY (id)
);
CREATE UNIQUE INDEX notification_mail_unsubscribe ON notification_mail (unsubscribe_hash);
CREATE INDEX notification_mail_account ON notification_mail (account_id, claimed_at DESC);
`;

const DOWN = `
DROP TABLE notification_mail, notification_preference, notification, audit_event, collection_item, collection,
  change_proposal_text, change_proposal, review_assessment, review_comment, submission_step, submission, review_rule;
DROP FUNCTION audit_event_is_append_only();
DELETE FROM record_label WHERE network_id IS NOT NULL;
ALTER TABLE record_label
  DROP CONSTRAINT record_label_pk, DROP COLUMN id, DROP COLUMN network_id, DROP COLUMN criteria,
  DROP COLUMN expires_on, DROP COLUMN issued_by,
  ADD CONSTRAINT record_label_pk PRIMARY KEY (record_id, position);
ALTER TABLE record_network DROP COLUMN refused_at, DROP COLUMN decided_by;
ALTER TABLE record DROP COLUMN awaits_confirmation, DROP COLUMN confirmed_at, DROP COLUMN confirmed_by;
-- Before this, every version was a publication.
ALTER TABLE record_version DISABLE TRIGGER record_version_immutable;
DELETE FROM record_version WHERE kind = 'SUBMISSION';
ALTER TABLE record_version ENABLE TRIGGER record_version_immutable;
ALTER TABLE record_version DROP COLUMN kind;
ALTER TABLE record_draft DROP COLUMN owner_id, DROP COLUMN network_id, DROP COLUMN editor_id,
  DROP COLUMN base_actions, DROP COLUMN sharing;
`;
