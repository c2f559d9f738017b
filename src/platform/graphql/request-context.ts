import DataLoader from 'dataloader';
import type { Locale } from '../../common/locale';
import type { Viewer } from '../../common/viewer';

/** What lives as long as one request: who reads, in which language, and the batches that keep statements few. */
export class RequestContext {
  private readonly loaders = new Map<string, unknown>();

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
        const found = await load(keys);
        return keys.map((key) => found.get(keyOf(key)) ?? null);
      },
      { cacheKeyFn: keyOf, maxBatchSize: 5_000 },
    );
    this.loaders.set(name, made);
    return made;
  }
}

/** Shape of Apollo's context value. */
export interface GraphqlContext {
  request: RequestContext;
}
