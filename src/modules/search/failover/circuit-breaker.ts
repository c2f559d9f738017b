export interface BreakerLimits {
  /** so many failures in a row, and nobody asks any more */
  failures: number;
  /** milliseconds of rest, after which one caller tries */
  restMs: number;
}

/** Keeps callers from waiting for what has just failed several times. */
export class CircuitBreaker {
  private failures = 0;
  private restsUntil = 0;
  private trying = false;

  constructor(private readonly limits: BreakerLimits) {}

  /** Whether to ask now. Whoever is let through says afterwards how it went. */
  allows(): boolean {
    if (this.failures < this.limits.failures) return true;
    if (this.trying || performance.now() < this.restsUntil) return false;
    this.trying = true;
    return true;
  }

  succeeded(): void {
    this.failures = 0;
    this.trying = false;
  }

  /** Returns whether the rest begins with this failure. */
  failed(): boolean {
    this.failures += 1;
    this.trying = false;
    this.restsUntil = performance.now() + this.limits.restMs;
    return this.failures === this.limits.failures;
  }
}
