import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Accounts, roles, sessions and everything that lets a person in. Addresses stand encrypted beside a keyed hash, by which
 * they are looked up; whatever works like a password (session, token, link, code) stands as a hash alone.
 */
export class Accounts1700000000005 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(UP);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(DOWN);
  }
}

const UP = `
CREATE TABLE account (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  display_name text NOT NULL,
  email_ciphertext bytea NOT NULL,
  email_hash bytea NOT NULL,
  locale text,
  password_hash text,
  totp_ciphertext bytea,
  totp_confirmed_at timestamptz,
  totp_last_step bigint,
  is_demo boolean NOT NULL DEFAULT false,
  disabled_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT account_pk PRIMARY KEY (id),
  CONSTRAINT account_display_name_given CHECK (length(display_name) BETWEEN 1 AND 200),
  CONSTRAINT account_totp_whole CHECK (totp_confirmed_at IS NULL OR totp_ciphertext IS NOT NULL),
  CONSTRAINT account_locale_fk FOREIGN KEY (locale) REFERENCES locale (tag)
);
CREATE UNIQUE INDEX account_email_unique ON account (email_hash);

-- A role in a network, city or organisation for a period. Never changed, only ended, so that it can be told later who was what.
CREATE TABLE role_grant (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL,
  role text NOT NULL,
  scope_id uuid,
  valid_from timestamptz NOT NULL DEFAULT now(),
  valid_until timestamptz,
  granted_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT role_grant_pk PRIMARY KEY (id),
  CONSTRAINT role_grant_role_known CHECK (role IN ('CONTRIBUTOR','OFFICER','COORDINATOR','EXPERT','TRANSLATOR','ADMINISTRATOR')),
  CONSTRAINT role_grant_has_scope CHECK ((role = 'ADMINISTRATOR') = (scope_id IS NULL)),
  CONSTRAINT role_grant_period CHECK (valid_until IS NULL OR valid_until >= valid_from),
  CONSTRAINT role_grant_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
  CONSTRAINT role_grant_scope_fk FOREIGN KEY (scope_id) REFERENCES record (id) ON DELETE CASCADE,
  CONSTRAINT role_grant_granted_by_fk FOREIGN KEY (granted_by) REFERENCES account (id) ON DELETE SET NULL
);
CREATE INDEX role_grant_account ON role_grant (account_id);
CREATE INDEX role_grant_scope ON role_grant (scope_id, role);

CREATE TABLE session (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL,
  secret_hash bytea NOT NULL,
  client text NOT NULL,
  signed_in_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  CONSTRAINT session_pk PRIMARY KEY (id),
  CONSTRAINT session_signed_in_by_known CHECK (signed_in_by IN ('password', 'oidc', 'link')),
  CONSTRAINT session_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX session_secret_unique ON session (secret_hash);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE api_token (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  account_id uuid NOT NULL,
  name text NOT NULL,
  secret_hash bytea NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  expires_at timestamptz NOT NULL,
  CONSTRAINT api_token_pk PRIMARY KEY (id),
  CONSTRAINT api_token_scopes_known CHECK (scopes <@ ARRAY['READ','WRITE','REVIEW','MANAGE'] AND cardinality(scopes) > 0),
  CONSTRAINT api_token_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX api_token_secret_unique ON api_token (secret_hash);
CREATE INDEX api_token_account ON api_token (account_id);

-- What a link in a letter does, once, for whom it was sent to.
CREATE TABLE account_link (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  purpose text NOT NULL,
  secret_hash bytea NOT NULL,
  account_id uuid,
  payload jsonb NOT NULL DEFAULT '{}',
  payload_ciphertext bytea,
  email_hash bytea,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  CONSTRAINT account_link_pk PRIMARY KEY (id),
  CONSTRAINT account_link_purpose_known CHECK (purpose IN ('invitation', 'password-reset', 'email-old', 'email-new')),
  CONSTRAINT account_link_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
  CONSTRAINT account_link_created_by_fk FOREIGN KEY (created_by) REFERENCES account (id) ON DELETE SET NULL
);
CREATE UNIQUE INDEX account_link_secret_unique ON account_link (secret_hash);
CREATE INDEX account_link_account ON account_link (account_id);
CREATE INDEX account_link_expires ON account_link (expires_at);

CREATE TABLE recovery_code (
  account_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  used_at timestamptz,
  CONSTRAINT recovery_code_pk PRIMARY KEY (account_id, code_hash),
  CONSTRAINT recovery_code_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);

-- Accounts of an outside provider (OpenID Connect) that belong to an account here.
CREATE TABLE account_identity (
  issuer text NOT NULL,
  subject text NOT NULL,
  account_id uuid NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT account_identity_pk PRIMARY KEY (issuer, subject),
  CONSTRAINT account_identity_account_fk FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX account_identity_account ON account_identity (account_id);

-- A sign-in at an outside provider that is under way in one browser.
CREATE TABLE oidc_sign_in (
  secret_hash bytea NOT NULL,
  provider text NOT NULL,
  ciphertext bytea NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT oidc_sign_in_pk PRIMARY KEY (secret_hash)
);

-- Failed tries, by a keyed hash of whom or from where; no address can be read from it.
CREATE TABLE sign_in_failure (
  subject_hash bytea NOT NULL,
  failures integer NOT NULL,
  window_ends_at timestamptz NOT NULL,
  CONSTRAINT sign_in_failure_pk PRIMARY KEY (subject_hash)
);
`;

const DOWN = `
DROP TABLE sign_in_failure, oidc_sign_in, account_identity, recovery_code, account_link, api_token, session, role_grant,
  account;
`;
