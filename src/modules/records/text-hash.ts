import { createHash } from 'node:crypto';

/** Identifies the source words that a translation was made from: SHA-256 of the NFC text, hexadecimal. */
export function sourceHash(text: string): string {
  return createHash('sha256').update(text.normalize('NFC')).digest('hex');
}
