import type { Locale } from '../../../common/locale';
import type { TranslatorFailure } from '../translator';

const MINUTE = 60_000;
/** Failures in a row after which a pair is left alone. */
const TOLERATED = 3;
const LONGEST = 60 * MINUTE;

/** How long an engine is left alone after one failure of a kind that will not pass by itself, in ms; 0: it may. */
const AT_ONCE: Readonly<Record<TranslatorFailure, number>> = {
  unsupported: 0,
  quota: 60 * MINUTE,
  refused: 10 * MINUTE,
  'rate-limited': MINUTE,
  unavailable: 0,
  timeout: 0,
  'bad-answer': 0,
  'too-long': 0,
};
/** Kinds that are the engine's, not the pair's. */
const OF_ENGINE = new Set<TranslatorFailure>(['quota', 'refused', 'rate-limited']);

interface Breaker {
  failures: number;
  openUntil: number;
  failure: TranslatorFailure;
}

export interface OpenBreaker {
  engine: string;
  /** null: of the whole engine */
  pair: string | null;
  failure: TranslatorFailure;
  until: Date;
}

/** Remembers which engines failed, by pair, so that they are not asked over and over. Lives with the process. */
export class CircuitBreaker {
  private readonly breakers = new Map<string, Breaker>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Milliseconds until the engine may be asked for this pair again, and why; null: now. */
  closedFor(engine: string, from: Locale, to: Locale): { ms: number; failure: TranslatorFailure } | null {
    const now = this.now();
    const open = [this.breakers.get(engine), this.breakers.get(keyOf(engine, from, to))]
      .filter((breaker) => breaker !== undefined && breaker.openUntil > now)
      .sort((a, b) => (b?.openUntil ?? 0) - (a?.openUntil ?? 0))[0];
    return open ? { ms: open.openUntil - now, failure: open.failure } : null;
  }

  /** Returns how long to wait before asking again, in ms. */
  failed(
    engine: string,
    from: Locale,
    to: Locale,
    failure: TranslatorFailure,
    retryAfterMs: number | null,
  ): number {
    // These say nothing of the next text; whether the pair is known, the engine is asked before.
    if (failure === 'too-long' || failure === 'unsupported') return 0;
    const key = OF_ENGINE.has(failure) ? engine : keyOf(engine, from, to);
    const failures = (this.breakers.get(key)?.failures ?? 0) + 1;
    const backoff = failures < TOLERATED ? 0 : Math.min(LONGEST, MINUTE * 2 ** (failures - TOLERATED));
    const wait = Math.max(retryAfterMs ?? 0, AT_ONCE[failure], backoff);
    this.breakers.set(key, { failures, failure, openUntil: this.now() + wait });
    return wait;
  }

  succeeded(engine: string, from: Locale, to: Locale): void {
    this.breakers.delete(engine);
    this.breakers.delete(keyOf(engine, from, to));
  }

  /** Those that are open now, for whoever operates the site. */
  open(): OpenBreaker[] {
    const now = this.now();
    return [...this.breakers]
      .filter(([, { openUntil }]) => openUntil > now)
      .map(([key, { failure, openUntil }]) => {
        const [engine = '', pair = null] = key.split(' ');
        return { engine, pair, failure, until: new Date(openUntil) };
      });
  }
}

function keyOf(engine: string, from: Locale, to: Locale): string {
  return `${engine} ${from}→${to}`;
}
