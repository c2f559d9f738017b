import { createHmac, randomBytes } from 'node:crypto';

/** RFC 6238 as every authenticator has it: SHA-1, 30 seconds, six digits. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** Clocks may be one step apart, before or after. */
const DRIFT = 1;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 160 random bits. */
export function newTotpSecret(): Buffer {
  return randomBytes(20);
}

export function base32(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => BASE32[parseInt(group.padEnd(5, '0'), 2)]).join('');
}

/** The address that an authenticator takes as a QR code. */
export function totpAddress(secret: Buffer, account: string): string {
  const label = encodeURIComponent(`Crosstown:${account}`);
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=Crosstown`;
}

export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/**
 * The step that a code belongs to; null where it is wrong. A step up to `lastStep` was used before and counts no more.
 * @param now milliseconds since 1970
 */
export function matchingStep(
  secret: Buffer,
  code: string,
  lastStep: number | null,
  now: number,
): number | null {
  const current = Math.floor(now / 1000 / STEP_SECONDS);
  for (let step = current - DRIFT; step <= current + DRIFT; step += 1) {
    if (totpCode(secret, step) === code && (lastStep === null || step > lastStep)) return step;
  }
  return null;
}
