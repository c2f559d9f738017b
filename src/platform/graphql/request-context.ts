import DataLoader from 'dataloader';
import type { Request, Response } from 'express';
import type { Locale } from '../../common/locale';
import type { Viewer } from '../../common/viewer';

/** What lives as long as one request: who reads, in which language, and the batches that keep statements few. */
export class RequestContext {
  private readonly loaders = new Map<string, unknown>();
  private readonly waves = new Waves();

  constructor(
    readonly requestId: string,
    readonly viewer: Viewer,
    /** the first supported language of Accept-Language; undefined: each record's own source locale */
    readonly acceptedLocale: Locale | undefined,
  ) {}

  /**
   * The request's loader of that name, made at its first use. `load` gets distinct keys and answers with a map; a
   * key that is not in it loads as null.
   */
  loader<K, V>(
    name: string,
    load: (keys: readonly K[]) => Promise<Map<string, V>>,
    keyOf: (key: K) => string = String,
  ): DataLoader<K, V | null, string> {
    const existing = this.loaders.get(name) as DataLoader<K, V | null, string> | undefined;
    if (existing) return existing;
    const made = new DataLoader<K, V | null, string>(
      async (keys) => {
        const found = await this.waves.during(load(keys));
        return keys.map((key) => found.get(keyOf(key)) ?? null);
      },
      { cacheKeyFn: keyOf, maxBatchSize: 5_000, batchScheduleFn: (dispatch) => this.waves.next(dispatch) },
    );
    this.loaders.set(name, made);
    return made;
  }
}

/** Shape of Apollo's context value. */
export interface GraphqlContext {
  request: RequestContext;
  /** the connection, for cookies; absent where a page asks, which only reads */
  http?: { request: Request; response: Response };
}

/**
 * Batches go out in waves: the next when every one of the wave before has been answered. So what is asked for at one
 * depth of an answer goes out together, and the number of statements does not depend on which answer comes first.
 */
class Waves {
  private waiting: (() => void)[] = [];
  private underWay = 0;
  private isScheduled = false;

  next(dispatch: () => void): void {
    this.waiting.push(dispatch);
    this.schedule();
  }

  async during<T>(load: Promise<T>): Promise<T> {
    this.underWay += 1;
    try {
      return await load;
    } finally {
      this.underWay -= 1;
      this.schedule();
    }
  }

  private schedule(): void {
    if (this.isScheduled || this.underWay > 0 || this.waiting.length === 0) return;
    this.isScheduled = true;
    // After all that waits for the answers has asked for more.
    setImmediate(() => {
      this.isScheduled = false;
      if (this.underWay > 0) return;
      const wave = this.waiting;
      this.waiting = [];
      for (const dispatch of wave) dispatch();
    });
  }
}
