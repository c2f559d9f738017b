import { type BenchQuery, MIX, type QueryClass } from './queries';
import type { BareIndexing } from './load-records';
import type { Memory } from './site-process';
import { percentile, type Run } from './timing';

/** All that a run measured. Times in milliseconds. */
export interface SearchFigures {
  records: number;
  /** which one is measured */
  engine: 'PostgreSQL' | 'Meilisearch';
  /** one client */
  alone: Beside;
  /** so many clients at once */
  together: Beside & { clients: number };
  published: number[];
  reindex: { took: number; records: number; bare: BareIndexing };
  memory: Memory | undefined;
}

export interface Beside {
  engine: Run<BenchQuery>;
  graphql: Run<BenchQuery>;
  /** answers that PostgreSQL gave in Meilisearch's place: asked of the engine, asked of the site */
  degraded: readonly [engine: number, graphql: number];
}

const SHARES = [0.5, 0.95, 0.99] as const;
/** what a search by one client may take in the engine, at the 95th percentile */
const TARGETS = { upTo: 60, above: 250, empty: 60, border: 2_000 };

export function asMarkdown(figures: SearchFigures): string {
  const { alone, together } = figures;
  return [
    `${figures.records.toLocaleString('en')} records of about 150 words in their own language and an English translation, recombined from the shared material (seeded), on the embedded database${figures.engine === 'Meilisearch' ? ', and in Meilisearch 1.50 on the same machine' : ''}. The site runs as in docker-compose.yml, a process that answers and one that does the jobs, and is asked what its search page asks: all facets and 20 full hits. The engine is asked for the same directly; with one client each search goes both ways before the next. ${figures.engine === 'PostgreSQL' ? '' : 'A full reindex builds both indexes, one after the other.'}`,
    '### One client',
    latencies(alone),
    ...inPlace(figures, alone),
    verdicts(alone),
    `### ${together.clients} clients at once`,
    latencies(together),
    ...inPlace(figures, together),
    '### Writing and memory',
    rest(figures),
  ].join('\n\n');
}

/** The same, for machines. */
export function asJson(figures: SearchFigures): object {
  const ofRun = (run: Run<BenchQuery>): object => ({
    rate: run.rate,
    classes: Object.fromEntries(groups().map(({ label, has }) => [label, timesOf(run, has).map(round)])),
  });
  const { alone, together, published, reindex } = figures;
  return {
    records: figures.records,
    alone: { engine: ofRun(alone.engine), graphql: ofRun(alone.graphql) },
    together: {
      clients: together.clients,
      engine: ofRun(together.engine),
      graphql: ofRun(together.graphql),
    },
    published: SHARES.map((share) => round(percentile(published, share))),
    reindex,
    memory: figures.memory,
  };
}

/** Answers of the fallback are among the times: whoever asks waits for them. */
function inPlace({ engine }: SearchFigures, { degraded, ...runs }: Beside): string[] {
  if (engine === 'PostgreSQL') return [];
  const [asked, site] = degraded;
  return [
    `Answered by PostgreSQL, as Meilisearch took longer than its 800 ms or rested after that: ${asked} of ${runs.engine.samples.length} asked of the engine, ${site} of ${runs.graphql.samples.length} asked of the site.`,
  ];
}

interface Group {
  label: string;
  has(query: BenchQuery): boolean;
}

function groups(): Group[] {
  return [
    ...(Object.keys(MIX) as QueryClass[]).map((kind) => ({
      label: `${MIX[kind].share} % ${MIX[kind].about}`,
      has: (query: BenchQuery) => query.kind === kind,
    })),
    { label: '**together**', has: () => true },
  ];
}

function timesOf(run: Run<BenchQuery>, has: (query: BenchQuery) => boolean): number[] {
  const times = run.samples.filter(({ what }) => has(what)).map(({ took }) => took);
  return SHARES.map((share) => percentile(times, share));
}

function latencies({ engine, graphql }: Beside): string {
  const rows = groups().map(({ label, has }) => {
    const cells = [...timesOf(engine, has), ...timesOf(graphql, has)].map((time) => time.toFixed(1));
    return `| ${label} | ${cells.join(' | ')} |`;
  });
  return [
    '| ms | engine p50 | p95 | p99 | GraphQL p50 | p95 | p99 |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    `| searches a second | ${engine.rate.toFixed(1)} | | | ${graphql.rate.toFixed(1)} | | |`,
  ].join('\n');
}

function verdicts({ engine, graphql }: Beside): string {
  const median = (run: Run<BenchQuery>): number =>
    percentile(
      run.samples.map(({ took }) => took),
      0.5,
    );
  const p95 = (has: (query: BenchQuery) => boolean): number => timesOf(engine, has)[1] ?? Number.NaN;
  return table('one client', [
    ['GraphQL p50 ÷ engine p50', (median(graphql) / median(engine)).toFixed(2), '≤ 1.5'],
    [
      `engine p95, up to ${TARGETS.border} matches`,
      ms(p95(({ kind, total }) => kind !== 'empty' && total <= TARGETS.border)),
      `≤ ${TARGETS.upTo} ms`,
    ],
    [
      'engine p95, more matches',
      ms(p95(({ kind, total }) => kind !== 'empty' && total > TARGETS.border)),
      `≤ ${TARGETS.above} ms`,
    ],
    ['engine p95, nothing asked', ms(p95(({ kind }) => kind === 'empty')), `≤ ${TARGETS.empty} ms`],
  ]);
}

function rest({ published, reindex, memory }: SearchFigures): string {
  const rate = (took: number): number => (reindex.records * 1000) / took;
  const { insert, index } = reindex.bare;
  return table('whole site', [
    ['published → findable, p50', ms(percentile(published, 0.5)), ''],
    [`published → findable, p95 of ${published.length}`, ms(percentile(published, 0.95)), '≤ 1000 ms'],
    ['full reindex, records a second', rate(reindex.took).toFixed(0), ''],
    ['bare `INSERT … SELECT to_tsvector`, records a second', rate(insert).toFixed(0), ''],
    ['bare with a GIN index, records a second', rate(insert + index).toFixed(0), ''],
    ['full reindex ÷ bare', (insert / reindex.took).toFixed(2), '≥ 0.5'],
    ['full reindex ÷ bare with a GIN index', ((insert + index) / reindex.took).toFixed(2), ''],
    [
      'memory of the process that answers after it all, MB',
      memory ? memory.now.toFixed(0) : 'not told',
      '≤ 400',
    ],
    ['and its peak, MB', memory ? memory.peak.toFixed(0) : 'not told', ''],
  ]);
}

function table(head: string, rows: readonly (readonly [string, string, string])[]): string {
  return [
    `| ${head} | measured | target |`,
    '| --- | ---: | ---: |',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
}

function ms(time: number): string {
  return Number.isNaN(time) ? '–' : `${time.toFixed(1)} ms`;
}

function round(time: number): number {
  return Math.round(time * 100) / 100;
}
