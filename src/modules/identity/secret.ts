import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits in 43 characters that stand in cookies and addresses as they are. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret. It has no less than 256 random bits, so a plain hash tells nothing of it. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret, 'utf8').digest();
}
