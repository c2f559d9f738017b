import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApplication, prepareData } from '../../src/bootstrap';
import { importTables } from '../../src/cli/import-tables';
import { PUBLIC_AUDIENCE } from '../../src/common/records';
import { Role, type Viewer } from '../../src/common/viewer';
import { AccountsService } from '../../src/modules/identity';
import { TableKind } from '../../src/modules/ingest';
import { type BenchDatabase, createBenchDatabase } from '../bench-database';

/** The whole of it: read, checked, written, published, indexed. */
export const TARGET_SECONDS = 30;

interface Source {
  name: string;
  folder: string;
  /** how its files become tables; beside this file */
  description: string;
  owner: string;
  /** queries that only words of this source answer, each in a language of the site */
  queries: string[];
}

const SOURCES: readonly Source[] = [
  {
    name: 'Barcelona: municipal actions',
    folder: 'barcelona-actions',
    description: 'barcelona.json',
    owner: 'barcelona',
    queries: ['camins escolars', 'superilles', 'Plans d’intervenció del pla de barris'],
  },
  {
    name: 'Climate plans of European cities, with their actions',
    folder: 'climate-adaptation-plans',
    description: 'climate.json',
    owner: 'volunteer-centre-usti',
    queries: ['ecological restoration', 'afforestation', 'flood defence'],
  },
];

export interface BulkFigures {
  name: string;
  seconds: number;
  /** the same files a second time */
  againSeconds: number;
  plans: number;
  actions: number;
  /** of those plans and actions, how many are linked to a city */
  inCities: number;
  cities: number;
  /** rows and cells of filler text, empty labels and other languages that the report names */
  reported: Record<string, number>;
  /** records that came by the second time; none should */
  doubled: number;
  /** plans and actions that the search counts, asked without words */
  findable: number;
  queries: { query: string; total: number; ms: number }[];
  /** longest time for which the process answered nobody, ms */
  blockedMs: number;
  /** processes that wanted a processor when it began, of this and everything else on the machine */
  load: number;
}

/** @param data folder with `import/`. Null where it is not there. */
export async function measureBulk(data: string): Promise<BulkFigures[] | null> {
  const root = resolve(data, 'import');
  if (!existsSync(root)) return null;
  const database = await createBenchDatabase(true);
  try {
    const config = Object.assign(database.config, { WORKER_IN_PROCESS: false });
    const app = await createApplication(config, database.url);
    try {
      await app.listen(0, '127.0.0.1');
      await prepareData(app, config);
      const viewer = await administrator(app, database);
      await makeBarcelona(app, viewer);
      const figures: BulkFigures[] = [];
      for (const source of SOURCES) figures.push(await measure(app, database, viewer, root, source));
      return figures;
    } finally {
      await app.close();
    }
  } finally {
    await database.remove();
  }
}

async function measure(
  app: NestExpressApplication,
  database: BenchDatabase,
  viewer: Viewer,
  root: string,
  source: Source,
): Promise<BulkFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'crosstown-bulk-'));
  const report = join(folder, 'report.csv');
  const path = join(root, source.folder);
  const run = (): Promise<number> =>
    importTables(app, viewer, {
      files: readdirSync(path)
        .filter((name) => name.endsWith('.csv'))
        .map((name) => join(path, name)),
      owner: source.owner,
      networks: [],
      kind: null,
      description: resolve(__dirname, 'tables', source.description),
      report,
      all: false,
      confirms: true,
    });
  try {
    const before = await counts(database);
    const [load = 0] = loadavg();
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const began = performance.now();
    await run();
    const seconds = (performance.now() - began) / 1_000;
    delay.disable();
    const after = await counts(database);
    const reported = codesIn(readFileSync(report, 'utf8'));
    const searched = [];
    for (const query of source.queries) searched.push({ query, ...(await totalOf(app, query)) });
    const findable = (await totalOf(app, '')).total - before.findable;
    const second = performance.now();
    await run();
    const againSeconds = (performance.now() - second) / 1_000;
    return {
      name: source.name,
      seconds,
      againSeconds,
      plans: after.plans - before.plans,
      actions: after.actions - before.actions,
      inCities: after.inCities - before.inCities,
      cities: after.cities - before.cities,
      reported,
      doubled: (await counts(database)).all - after.all,
      findable,
      queries: searched,
      blockedMs: delay.max / 1e6,
      load,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function counts(
  database: BenchDatabase,
): Promise<Record<'plans' | 'actions' | 'cities' | 'inCities' | 'all' | 'findable', number>> {
  const [row] = await database.dataSource.query(
    `SELECT count(*) FILTER (WHERE kind = 'PLAN')::int AS plans, count(*) FILTER (WHERE kind = 'ACTION')::int AS actions,
       count(*) FILTER (WHERE kind = 'CITY')::int AS cities, count(*)::int AS "all",
       count(*) FILTER (WHERE kind IN ('PLAN', 'ACTION') AND EXISTS (
         SELECT FROM record_city WHERE record_id = record.id))::int AS "inCities",
       count(*) FILTER (WHERE kind IN ('PLAN', 'ACTION'))::int AS findable
     FROM record WHERE state = 'PUBLISHED'`,
  );
  return row;
}

/** Rows of the report by their code. */
function codesIn(report: string): Record<string, number> {
  const codes: Record<string, number> = {};
  for (const [, code = ''] of report.matchAll(
    /,(filler|foreign|needed|record|concept|invalid|date|number|url),/g,
  )) {
    codes[code] = (codes[code] ?? 0) + 1;
  }
  return codes;
}

async function totalOf(app: NestExpressApplication, query: string): Promise<{ total: number; ms: number }> {
  const began = performance.now();
  const response = await fetch(`${await app.getUrl()}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: `query ($query: String!) { search(query: $query, filters: [{ facet: KIND, values: ["PLAN", "ACTION"] }]) { total } }`,
      variables: { query },
    }),
  });
  const { data } = (await response.json()) as { data: { search: { total: number } } };
  return { total: data.search.total, ms: performance.now() - began };
}

/** Barcelona is no city of the demo, and its actions belong to somebody. */
async function makeBarcelona(app: NestExpressApplication, viewer: Viewer): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'crosstown-bulk-'));
  try {
    const file = join(folder, 'cities.csv');
    writeFileSync(file, 'Title,Country,Language\nBarcelona,ES,ca\n');
    await importTables(app, viewer, {
      files: [file],
      owner: 'volunteer-centre-usti',
      networks: [],
      kind: TableKind.CITIES,
      description: null,
      report: null,
      all: true,
      confirms: true,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function administrator(app: NestExpressApplication, database: BenchDatabase): Promise<Viewer> {
  const accounts = app.get(AccountsService, { strict: false });
  const id = await database.dataSource.transaction(async (manager) => {
    const accountId = await accounts.create(manager, {
      displayName: 'Bench administrator',
      email: 'bench@example.org',
    });
    await accounts.grant(manager, { accountId, role: Role.ADMINISTRATOR, scopeId: null });
    return accountId;
  });
  const grants = [{ role: Role.ADMINISTRATOR, scopeId: null }];
  return { audiences: [PUBLIC_AUDIENCE], account: { id, locale: null, grants } };
}

export function bulkAsMarkdown(figures: readonly BulkFigures[]): string {
  const total = figures.reduce((sum, { seconds }) => sum + seconds, 0);
  const lines = figures.map(
    ({
      name,
      plans,
      actions,
      inCities,
      cities,
      reported,
      findable,
      doubled,
      seconds,
      againSeconds,
      blockedMs,
      load,
    }) =>
      `| ${[
        name,
        plans,
        actions,
        cities,
        inCities,
        Object.entries(reported)
          .map(([code, count]) => `${code} ${count}`)
          .join(', '),
        findable,
        `${seconds.toFixed(1)} s`,
        `${againSeconds.toFixed(1)} s`,
        doubled,
        `${blockedMs.toFixed(0)} ms`,
        load.toFixed(1),
      ].join(' | ')} |`,
  );
  const queries = figures.flatMap(({ queries: asked }) =>
    asked.map(({ query, total: found, ms }) => `“${query}” ${found} (${ms.toFixed(0)} ms)`),
  );
  return [
    `### Whole tables`,
    '',
    `Open data in bulk, by the service that \`npm run cli -- import … --tables\` uses, with the demo on an embedded database that keeps what it commits: files joined and read in a child process, rows checked, drafted, handed in, published by an administrator, indexed. Together ${total.toFixed(1)} s (target: ${TARGET_SECONDS} s on 2 cores).`,
    '',
    '| source | plans | actions | new cities | linked to a city | reported | found by the search | time | again | doubled | longest pause | load at the beginning |',
    '| --- | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
    '',
    `Asked through the API: ${queries.join('; ')}.`,
  ].join('\n');
}
