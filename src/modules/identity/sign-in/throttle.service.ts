import { isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AddressCipher } from '../../../platform/addresses';

interface Limit {
  /** tries within the window; the next is refused */
  tries: number;
  windowSeconds: number;
}

const QUARTER = 15 * 60;
const HOUR = 60 * 60;

const LIMITS = {
  /** one account from one address */
  pair: { tries: 5, windowSeconds: QUARTER },
  /** all accounts from one address; an office shares one */
  address: { tries: 100, windowSeconds: QUARTER },
  /** one account from everywhere, but for browsers that it was signed in with before */
  account: { tries: 30, windowSeconds: HOUR },
  /** one account from a browser that it was signed in with before: nobody else can use up these tries */
  browser: { tries: 10, windowSeconds: QUARTER },
  /** letters to one address, asked for by whomever */
  letters: { tries: 5, windowSeconds: HOUR },
  /** letters asked for from one address */
  lettersFrom: { tries: 30, windowSeconds: HOUR },
  /** links and codes tried from one address */
  secrets: { tries: 30, windowSeconds: QUARTER },
} as const satisfies Record<string, Limit>;

export interface Subject {
  kind: keyof typeof LIMITS;
  value: string;
}

/**
 * Counts tries before they are looked at, so that many at once do not slip through, and gives them back where they were
 * right. What is kept is a keyed hash of whom or from where: no address can be read from it.
 */
@Injectable()
export class ThrottleService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly cipher: AddressCipher,
  ) {}

  /** Takes a try from each subject. Returns the seconds to wait where one of them has none left, otherwise null. */
  async take(subjects: readonly Subject[]): Promise<number | null> {
    const rows: { failures: number; seconds: number; position: number }[] = await this.dataSource.query(
      `INSERT INTO sign_in_failure AS f (subject_hash, failures, window_ends_at)
       SELECT s.hash, 1, now() + make_interval(secs => s.seconds)
       FROM unnest($1::bytea[], $2::float8[]) AS s (hash, seconds) ORDER BY s.hash
       ON CONFLICT (subject_hash) DO UPDATE SET
         failures = CASE WHEN f.window_ends_at <= now() THEN 1 ELSE f.failures + 1 END,
         window_ends_at = CASE WHEN f.window_ends_at <= now() THEN excluded.window_ends_at ELSE f.window_ends_at END
       RETURNING failures, ceil(extract(epoch FROM window_ends_at - now()))::int AS seconds,
         array_position($1::bytea[], subject_hash) AS position`,
      [
        subjects.map((subject) => this.hashOf(subject)),
        subjects.map(({ kind }) => LIMITS[kind].windowSeconds),
      ],
    );
    const waits = rows
      .filter(({ failures, position }) => {
        const subject = subjects[position - 1];
        return subject !== undefined && failures > LIMITS[subject.kind].tries;
      })
      .map(({ seconds }) => seconds);
    return waits.length > 0 ? Math.max(...waits) : null;
  }

  /** The try was right: it counts no more. */
  async giveBack(subjects: readonly Subject[]): Promise<void> {
    await this.dataSource.query(
      `UPDATE sign_in_failure SET failures = greatest(failures - 1, 0)
       WHERE subject_hash IN (SELECT subject_hash FROM sign_in_failure WHERE subject_hash = ANY($1::bytea[])
         ORDER BY subject_hash FOR UPDATE)`,
      [subjects.map((subject) => this.hashOf(subject))],
    );
  }

  async forgetPast(): Promise<void> {
    await this.dataSource.query('DELETE FROM sign_in_failure WHERE window_ends_at < now()');
  }

  private hashOf({ kind, value }: Subject): Buffer {
    return this.cipher.keyedHash(`throttle ${kind}`, value);
  }
}

/** The network that a connection comes from: an IPv4 address, or the first half of an IPv6 one, which one house has. */
export function networkOf(address: string | undefined): string {
  if (!address) return 'unknown';
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}
