/** One search as it was measured. */
export interface Sample<T> {
  what: T;
  /** milliseconds */
  took: number;
}

export interface Run<T> {
  samples: Sample<T>[];
  /** searches a second, all clients together */
  rate: number;
}

/** Milliseconds below which so many of the samples lie; `share` from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? Number.NaN;
}

/** Does all that is in the list, `clients` at a time, each client its next as soon as it has its last. */
export async function runClients<T>(
  list: readonly T[],
  clients: number,
  work: (what: T) => Promise<unknown>,
): Promise<Run<T>> {
  const samples: Sample<T>[] = [];
  const left = list[Symbol.iterator]();
  const began = performance.now();
  const client = async (): Promise<void> => {
    for (let next = left.next(); !next.done; next = left.next()) {
      const at = performance.now();
      await work(next.value);
      samples.push({ what: next.value, took: performance.now() - at });
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { samples, rate: (samples.length * 1000) / (performance.now() - began) };
}

/**
 * The same list done in two ways by one client, each entry both ways before the next, so that whatever else the
 * machine does falls on both; which goes first changes by turns.
 */
export async function runBeside<T>(
  list: readonly T[],
  ways: readonly [(what: T) => Promise<unknown>, (what: T) => Promise<unknown>],
): Promise<[Run<T>, Run<T>]> {
  const runs: [Sample<T>[], Sample<T>[]] = [[], []];
  for (const [index, what] of list.entries()) {
    for (const place of index % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const at = performance.now();
      await ways[place](what);
      runs[place].push({ what, took: performance.now() - at });
    }
  }
  const rated = (samples: Sample<T>[]): Run<T> => ({
    samples,
    rate: (samples.length * 1000) / samples.reduce((sum, { took }) => sum + took, 0),
  });
  return [rated(runs[0]), rated(runs[1])];
}
