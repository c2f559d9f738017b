import { type PairState, TranslatorError } from '../translator';

/** Languages are added to a service now and then, so its list is asked anew after five minutes. */
const KEPT_MS = 300_000;

/** What a service says it can do, asked once and kept for a while. A failure is not kept. */
export class Kept<T> {
  private known: { value: Promise<T>; until: number } | undefined;

  constructor(private readonly ask: () => Promise<T>) {}

  get(): Promise<T> {
    if (this.known && this.known.until > Date.now()) return this.known.value;
    const value = this.ask();
    const known = { value, until: Date.now() + KEPT_MS };
    this.known = known;
    value.catch(() => {
      if (this.known === known) this.known = undefined;
    });
    return value;
  }
}

/** The state of a pair by a service's list: whether it has the pair, or why nobody can tell. */
export async function pairBy(hasPair: () => Promise<boolean>): Promise<PairState> {
  try {
    return (await hasPair()) ? { state: 'ready' } : { state: 'unavailable', reason: 'no-pair' };
  } catch (error) {
    const isRefused = error instanceof TranslatorError && error.failure === 'refused';
    return { state: 'unavailable', reason: isRefused ? 'refused' : 'engine-unreachable' };
  }
}
