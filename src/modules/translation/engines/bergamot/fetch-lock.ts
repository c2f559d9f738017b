import { open, rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** A lock that nobody renewed for this long belongs to a process that is no more. */
const STALE_MS = 90_000;
const RENEW_MS = 10_000;

/** Lets one process at a time fetch a model into the shared folder; the lock is a file, renewed while bytes come. */
export class FetchLock {
  private renewedAt = 0;

  constructor(
    private readonly path: string,
    private readonly staleMs = STALE_MS,
  ) {}

  /** Waits until it is free. */
  async take(): Promise<void> {
    for (;;) {
      try {
        const file = await open(this.path, 'wx');
        await file.close();
        this.renewedAt = Date.now();
        return;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const { mtimeMs } = await stat(this.path).catch(() => ({ mtimeMs: 0 }));
      if (Date.now() - mtimeMs > this.staleMs) await rm(this.path, { force: true });
      else await pause(200);
    }
  }

  renew(): void {
    if (Date.now() - this.renewedAt < RENEW_MS) return;
    this.renewedAt = Date.now();
    const now = new Date();
    utimes(this.path, now, now).catch(() => undefined);
  }

  async release(): Promise<void> {
    await rm(this.path, { force: true });
  }
}
