import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../../../common/json';
import { AddressCipher } from '../../../platform/addresses';
import { JobQueue } from '../../../platform/jobs';
import { secretHash } from '../secret';

export type LinkPurpose = 'invitation' | 'password-reset' | 'email-old' | 'email-new';

export const LETTER_JOB = 'identity:letter';

export interface NewLink {
  purpose: LinkPurpose;
  /** whose account it is about; null: nobody's, and no letter goes out */
  accountId: string | null;
  payload?: JsonObject;
  /** an address that stands in no account yet */
  email?: string;
  emailHash?: Buffer;
  createdBy?: string | null;
  hours: number;
}

export interface LinkRow {
  id: string;
  purpose: LinkPurpose;
  accountId: string | null;
  payload: JsonObject;
  /** decrypted */
  email: string | null;
  emailHash: Buffer | null;
  createdBy: string | null;
  expiresAt: Date;
}

const COLUMNS = `id, purpose, account_id AS "accountId", payload, payload_ciphertext AS ciphertext,
  email_hash AS "emailHash", created_by AS "createdBy", expires_at AS "expiresAt"`;

/** Links in letters. Each works once, for a time; the database knows a hash of it alone. */
@Injectable()
export class LinksService {
  constructor(
    private readonly cipher: AddressCipher,
    private readonly jobs: JobQueue,
  ) {}

  /** Makes a link and, unless told otherwise, has its letter sent once the transaction is done. Returns its id. */
  async make(manager: EntityManager, link: NewLink, byLetter = true): Promise<string> {
    const id = randomUUID();
    await manager.query(
      `INSERT INTO account_link (id, purpose, secret_hash, account_id, payload, payload_ciphertext, email_hash,
         created_by, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(hours => $9))`,
      [
        id,
        link.purpose,
        secretHash(this.secretOf(id)),
        link.accountId,
        JSON.stringify(link.payload ?? {}),
        link.email ? this.cipher.encrypt(link.email) : null,
        link.emailHash ?? null,
        link.createdBy ?? null,
        link.hours,
      ],
    );
    if (!byLetter) return id;
    // Added for nobody's account, too: neither time nor the number of statements tells whether there is one.
    await this.jobs.add(manager, LETTER_JOB, { linkId: id }, { key: `${LETTER_JOB}:${id}`, maxAttempts: 10 });
    return id;
  }

  /** The same each time, so that a letter that is sent again holds the same link. Only the key's owner can make it. */
  secretOf(linkId: string): string {
    return this.cipher.keyedHash('account link', linkId).toString('base64url');
  }

  /** The link that is still good; null otherwise. */
  async find(
    manager: EntityManager,
    purposes: readonly LinkPurpose[],
    secret: string,
  ): Promise<LinkRow | null> {
    return this.one(
      manager,
      `SELECT ${COLUMNS} FROM account_link
       WHERE secret_hash = $1 AND purpose = ANY($2::text[]) AND used_at IS NULL AND expires_at > now()`,
      [secretHash(secret), purposes],
    );
  }

  /** Uses the link up. Null where it is no longer good, also where somebody else uses it at this moment. */
  async use(
    manager: EntityManager,
    purposes: readonly LinkPurpose[],
    secret: string,
  ): Promise<LinkRow | null> {
    return this.one(
      manager,
      `WITH used AS (UPDATE account_link SET used_at = now()
         WHERE secret_hash = $1 AND purpose = ANY($2::text[]) AND used_at IS NULL AND expires_at > now() RETURNING *)
       SELECT ${COLUMNS} FROM used`,
      [secretHash(secret), purposes],
    );
  }

  async byId(manager: EntityManager, id: string): Promise<LinkRow | null> {
    return this.one(
      manager,
      `SELECT ${COLUMNS} FROM account_link WHERE id = $1 AND used_at IS NULL AND expires_at > now()`,
      [id],
    );
  }

  private async one(manager: EntityManager, sql: string, values: unknown[]): Promise<LinkRow | null> {
    const [row]: (LinkRow & { ciphertext: Buffer | null })[] = await manager.query(sql, values);
    if (!row) return null;
    const { ciphertext, ...link } = row;
    return { ...link, email: ciphertext ? this.cipher.decrypt(ciphertext) : null };
  }
}
