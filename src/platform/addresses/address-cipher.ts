import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts addresses and other secrets for the database: nonce, tag and AES-256-GCM ciphertext in one buffer. Makes
 * keyed hashes, too, by which a row is looked up that must not show what it is about.
 */
@Injectable()
export class AddressCipher {
  private readonly key: Buffer;
  private readonly hashKey: Buffer;

  constructor(@Inject(CONFIG) config: Config) {
    this.key = config.ADDRESS_KEY ? Buffer.from(config.ADDRESS_KEY, 'hex') : keptKey(config.dataDir);
    this.hashKey = Buffer.from(hkdfSync('sha256', this.key, '', 'crosstown keyed hash', 32));
  }

  encrypt(address: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.key, nonce);
    const body = Buffer.concat([cipher.update(address, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  }

  /** Throws where the buffer was changed or another key made it. */
  decrypt(stored: Buffer): string {
    const decipher = createDecipheriv(ALGORITHM, this.key, stored.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(stored.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([
      decipher.update(stored.subarray(NONCE_BYTES + TAG_BYTES)),
      decipher.final(),
    ]).toString('utf8');
  }

  /**
   * 32 bytes that are the same for the same value and say nothing of it without the key. `purpose` keeps hashes of
   * different uses apart.
   */
  keyedHash(purpose: string, value: string): Buffer {
    return createHmac('sha256', this.hashKey).update(`${purpose}\0${value}`, 'utf8').digest();
  }
}

/** The form of an e-mail address by which it is compared: case is the reader's habit, not part of who is meant. */
export function comparableEmail(address: string): string {
  return address.normalize('NFC').trim().toLowerCase();
}

/** The key of this data folder, made at the first use. It appears whole or not at all, whatever ends the process. */
function keptKey(dataDir: string): Buffer {
  const file = join(dataDir, 'address.key');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600, flush: true });
    try {
      linkSync(draft, file);
    } catch (error) {
      // Another process of the same folder was quicker; its key counts.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(draft);
    }
  }
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
}
