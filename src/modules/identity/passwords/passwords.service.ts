import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';

/** argon2id, 19 MiB, two passes, one lane: the least that OWASP advises, about 30 ms. Written into each hash. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const MIN_LENGTH = 12;
const MAX_LENGTH = 200;
/** A word and three signs more are no password. */
const MIN_DIFFERENT = 5;

/** Passwords; hashing takes its time, so it is never awaited inside a transaction. */
@Injectable()
export class PasswordsService {
  private decoy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return hash(password.normalize('NFKC'), COST);
  }

  /** Takes as long where there is no hash to compare with, so that time does not tell whether there is an account. */
  async verify(stored: string | null | undefined, password: string): Promise<boolean> {
    this.decoy ??= this.hash('nobody has this password');
    const matches = await verify(
      stored ?? (await this.decoy),
      password.slice(0, MAX_LENGTH).normalize('NFKC'),
    );
    return matches && stored !== null && stored !== undefined;
  }

  /** The key of the message that says why a password is refused; null where it is good enough. */
  problem(
    password: string,
    email: string,
  ): { messageKey: string; parameters: Record<string, number> } | null {
    const refuse = (messageKey: string, parameters = {}) => ({ messageKey, parameters });
    if (password.length < MIN_LENGTH) return refuse('error.password.short', { min: MIN_LENGTH });
    if (password.length > MAX_LENGTH) return refuse('error.password.long', { max: MAX_LENGTH });
    const lower = password.toLowerCase();
    const name = email.toLowerCase().split('@')[0] ?? '';
    const isObvious = new Set(lower).size < MIN_DIFFERENT || (name.length > 3 && lower.includes(name));
    return isObvious ? refuse('error.password.obvious') : null;
  }
}
