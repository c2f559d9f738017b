import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { createApplication, prepareData } from '../../src/bootstrap';
import { RecordsService } from '../../src/modules/records';
import { type AnsweringEngine, IndexingService, SEARCH_ENGINE } from '../../src/modules/search';
import { MeiliClient } from '../../src/modules/search/meilisearch/meili-client';
import { type BenchDatabase, createBenchDatabase } from '../bench-database';
import { hasFlores } from '../relevance/flores';
import { writeSection } from '../relevance/results-file';
import { type CorpusRecord, makeCorpus } from './corpus';
import { GraphqlClient } from './graphql-client';
import { indexBarely, loadRecords, readKnownIds } from './load-records';
import { publishAndFind } from './publishing';
import { ask, type BenchQuery, makeQueries } from './queries';
import { startSite } from './site-process';
import { asJson, asMarkdown, type SearchFigures } from './tables';
import { runBeside, runClients } from './timing';

const ROOT = resolve(__dirname, '..', '..');
const SEED = 20_240_401;
const RECORDS = 100_000;
const QUERIES = 600;
/** searches before the clock runs, each in both ways */
const WARM = 60;
const CLIENTS = 20;
const PUBLISHED = 40;
/** records whose words queries are made of */
const SAMPLE = 2_000;

const USAGE = `npm run bench:search -- [options]
  --engine <name>   postgres (default) or meilisearch, which MEILI_URL (and MEILI_KEY) names
  --records <n>     records in the index (default ${RECORDS}; 10000 for a quick look)
  --data <folder>   the shared material (default: ../shared/data beside the project)
  --json            figures only, on standard output; bench/RESULTS.md stays as it is
  --no-write        do not touch bench/RESULTS.md`;

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      engine: { type: 'string', default: 'postgres' },
      records: { type: 'string', default: String(RECORDS) },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
      'no-write': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const records = Number(values.records);
  if (!Number.isInteger(records) || records < 1_000)
    throw new Error(`--records is a number from 1000.\n${USAGE}`);
  const data = resolve(values.data ?? resolve(ROOT, '..', 'shared', 'data'));
  if (!existsSync(data) || !hasFlores(resolve(data, 'flores-dev')))
    throw new Error(`There is no folder flores-dev in ${data}; name the shared material with --data.`);
  const environment = engineEnvironment(values.engine);
  if (!environment) {
    console.error('Skipped: meilisearch, as MEILI_URL names no server.');
    return;
  }
  const figures = await measure(data, records, environment);
  if (values.json) {
    console.log(JSON.stringify(asJson(figures), null, 2));
    return;
  }
  const tables = asMarkdown(figures);
  console.log(tables);
  if (values['no-write']) return;
  const given = [
    ...(values.engine === 'postgres' ? [] : ['--engine', values.engine]),
    ...(records === RECORDS ? [] : ['--records', String(records)]),
  ];
  await writeSection(
    resolve(ROOT, 'bench', 'RESULTS.md'),
    values.engine === 'postgres' ? 'Search speed' : 'Search speed through Meilisearch',
    ['npm run bench:search', ...(given.length > 0 ? ['--', ...given] : [])].join(' '),
    tables,
  );
}

/** What the application has to be told for this engine; undefined where it cannot run. */
function engineEnvironment(engine: string): Record<string, string> | undefined {
  if (engine === 'postgres') return {};
  if (engine !== 'meilisearch') throw new Error(`There is no engine "${engine}".\n${USAGE}`);
  const { MEILI_URL, MEILI_KEY } = process.env;
  if (!MEILI_URL) return undefined;
  return {
    MEILI_URL,
    MEILI_INDEX: `bench-${randomBytes(4).toString('hex')}`,
    ...(MEILI_KEY ? { MEILI_KEY } : {}),
  };
}

async function measure(
  data: string,
  records: number,
  environment: Readonly<Record<string, string>>,
): Promise<SearchFigures> {
  const step = steps();
  const database = await createBenchDatabase(true, environment);
  try {
    const app = await createApplication(database.config, database.url);
    try {
      await app.init();
      await prepareData(app, database.config);
      const sample = await fill(database, data, records);
      step(`${records} records written`);
      const reindex = await measureReindex(app, database);
      step(`reindexed in ${Math.round(reindex.took)} ms`);
      const engine = app.get<AnsweringEngine>(SEARCH_ENGINE, { strict: false });
      const queries = await makeQueries(engine, sample, records, QUERIES, SEED);
      step('queries made');
      const measured = await measureSite(app, database, engine, queries, environment, step);
      return { records, reindex, engine: environment.MEILI_URL ? 'Meilisearch' : 'PostgreSQL', ...measured };
    } finally {
      await removeFromMeilisearch(app);
      await app.close();
    }
  } finally {
    await database.remove();
  }
}

/** The server is somebody's, and keeps nothing of this. */
async function removeFromMeilisearch(app: INestApplicationContext): Promise<void> {
  const meilisearch = app.get(MeiliClient, { strict: false });
  if (meilisearch.isConfigured)
    await meilisearch.call((client) => client.deleteIndexIfExists(meilisearch.index));
}

/** Fills the live tables. Returns the records that queries are made of. */
async function fill({ dataSource }: BenchDatabase, data: string, records: number): Promise<CorpusRecord[]> {
  const corpus = makeCorpus(data, records, await readKnownIds(dataSource), SEED);
  const sample: CorpusRecord[] = [];
  const every = Math.max(1, Math.floor(records / SAMPLE));
  function* sampled(): Generator<CorpusRecord> {
    let number = 0;
    for (const record of corpus) {
      if (number % every === 0) sample.push(record);
      number += 1;
      yield record;
    }
  }
  await loadRecords(dataSource, sampled());
  return sample;
}

async function measureReindex(
  app: INestApplicationContext,
  { dataSource }: BenchDatabase,
): Promise<SearchFigures['reindex']> {
  const bare = await indexBarely(dataSource);
  const began = performance.now();
  const records = await app.get(IndexingService, { strict: false }).reindexAll();
  return { took: performance.now() - began, records, bare };
}

async function measureSite(
  app: INestApplicationContext,
  { url, config, dataSource }: BenchDatabase,
  engine: AnsweringEngine,
  queries: readonly BenchQuery[],
  environment: Readonly<Record<string, string>>,
  step: (what: string) => void,
): Promise<Omit<SearchFigures, 'records' | 'reindex' | 'engine'>> {
  const site = await startSite(ROOT, url, config.dataDir, environment);
  try {
    const client = new GraphqlClient(site.url);
    let degraded = 0;
    const byEngine = async (query: BenchQuery): Promise<void> => {
      if ((await ask(engine, query)).degraded) degraded += 1;
    };
    const byGraphql = async (query: BenchQuery): Promise<void> => {
      const total = await client.search(query);
      if (total !== query.total)
        throw new Error(`The site found ${total} records for "${query.query}", the engine ${query.total}`);
    };
    await runBeside(queries.slice(0, WARM), [byEngine, byGraphql]);
    step('warm');
    degraded = 0;
    client.degraded = 0;
    const [engineAlone, graphqlAlone] = await runBeside(queries, [byEngine, byGraphql]);
    step('one client measured');
    const alone = {
      engine: engineAlone,
      graphql: graphqlAlone,
      degraded: [degraded, client.degraded] as const,
    };
    degraded = 0;
    client.degraded = 0;
    const engineTogether = await runClients(queries, CLIENTS, byEngine);
    const graphqlTogether = await runClients(queries, CLIENTS, byGraphql);
    step(`${CLIENTS} clients measured`);
    const together = {
      clients: CLIENTS,
      engine: engineTogether,
      graphql: graphqlTogether,
      degraded: [degraded, client.degraded] as const,
    };
    const [{ tier } = { tier: '' }]: { tier: string }[] = await dataSource.query(
      'SELECT tier FROM practice LIMIT 1',
    );
    const published = await publishAndFind(
      app.get(DataSource, { strict: false }),
      app.get(RecordsService, { strict: false }),
      tier,
      PUBLISHED,
      (query) => client.search({ query, locale: 'en', filters: [] }),
    );
    step('publishing measured');
    return {
      alone,
      together,
      published,
      memory: site.memory(),
    };
  } finally {
    await site.stop();
  }
}

/** Tells on standard error how far it is: a run takes minutes. */
function steps(): (what: string) => void {
  const began = performance.now();
  return (what) => console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${what}`);
}
