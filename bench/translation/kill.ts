import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { createApplication, prepareData } from '../../src/bootstrap';
import { RecordsService } from '../../src/modules/records';
import { IndexingService } from '../../src/modules/search';
import { type BenchDatabase, createBenchDatabase } from '../bench-database';
import { type Corpus, readCorpus } from './corpus';
import { publishSentences } from './publish-sentences';

const ROOT = resolve(__dirname, '..', '..');
const LIMIT_MS = 30 * 60_000;
const LOOK_MS = 200;

export interface KillFigures {
  records: number;
  languages: number;
  kills: number;
  /** records × languages */
  texts: number;
  translated: number;
  /** texts for which there is no recording, by reason */
  unavailable: Record<string, number>;
  /** texts without an outcome: lost */
  lost: number;
  /** texts that are another than the recording of their own source */
  wrong: number;
  /** texts that were written more than once */
  writtenTwice: number;
  /** entries of the search index that were not as they should be afterwards */
  indexRepaired: number;
  /** from the first worker's start to the last text */
  seconds: number;
  textsPerSecond: number;
}

/**
 * Publishes records of one sentence each, has workers translate them into every language through the recorded engine,
 * and kills the worker with SIGKILL while it works. Counts what is lost, doubled or wrong afterwards.
 */
export async function killRun(folder: string, records = 1_000, kills = 5): Promise<KillFigures> {
  const worker = join(ROOT, 'dist', 'src', 'worker.js');
  if (!existsSync(worker)) throw new Error('The site is not built: npm run build');
  const corpus = readCorpus(folder);
  const engines = { TRANSLATION_ENGINES: 'recorded', TRANSLATION_RECORDED: folder, DEMO: 'false' };
  const database = await createBenchDatabase(false, { ...engines, NODE_ENV: 'test' });
  let child: ChildProcess | undefined;
  try {
    const app = await createApplication(database.config, database.url);
    await app.init();
    await prepareData(app, database.config);
    await countWrites(database.dataSource);
    const sentences = corpus.sentences.get('en') ?? [];
    const texts = Array.from({ length: records }, (_, index) => sentences[index % sentences.length] ?? '');
    await publishSentences(app.get(RecordsService, { strict: false }), app.get(DataSource), texts);
    const began = Date.now();
    const languages = corpus.sentences.size - 1;
    const wanted = records * languages;
    const start = (): ChildProcess => startWorker(worker, database, engines);
    child = start();
    for (let killed = 0; ; await pause(LOOK_MS)) {
      const settled = await settledTexts(database.dataSource);
      if (settled >= wanted) break;
      if (Date.now() - began > LIMIT_MS) break;
      if (killed < kills && settled >= ((killed + 1) * wanted) / (kills + 1)) {
        child.kill('SIGKILL');
        await once(child, 'exit');
        killed += 1;
        child = start();
      }
    }
    const seconds = (Date.now() - began) / 1000;
    await untilIdle(database.dataSource);
    const found = await outcome(database.dataSource, corpus);
    const { repaired, removed } = await app.get(IndexingService, { strict: false }).verify();
    await app.close();
    return {
      records,
      languages,
      kills,
      texts: wanted,
      ...found,
      lost: wanted - found.translated - sum(found.unavailable),
      indexRepaired: repaired.length + removed.length,
      seconds,
      textsPerSecond: wanted / seconds,
    };
  } finally {
    child?.kill('SIGKILL');
    await database.remove();
  }
}

function startWorker(
  worker: string,
  { url, config }: BenchDatabase,
  engines: Record<string, string>,
): ChildProcess {
  return spawn(process.execPath, [worker], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      DATABASE_URL: url,
      DATA_DIR: config.DATA_DIR,
      LOG_LEVEL: 'error',
      ...engines,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Every writing of words, one row each, so that a text written twice is seen. */
async function countWrites(dataSource: DataSource): Promise<void> {
  await dataSource.query(
    `CREATE TABLE bench_write (record_id uuid, field text, locale text);
     CREATE FUNCTION bench_write() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN INSERT INTO bench_write VALUES (NEW.record_id, NEW.field, NEW.locale); RETURN NULL; END $$;
     CREATE TRIGGER bench_write AFTER UPDATE ON record_text FOR EACH ROW
       WHEN (NEW.text <> '' AND NOT NEW.is_source) EXECUTE FUNCTION bench_write();`,
  );
}

async function settledTexts(dataSource: DataSource): Promise<number> {
  const rows: { count: number }[] = await dataSource.query(
    `SELECT count(*)::int AS count FROM record_text WHERE NOT is_source AND state IN ('CURRENT', 'UNAVAILABLE')`,
  );
  return rows[0]?.count ?? 0;
}

/** The index follows by jobs; until there is none that can be done. */
async function untilIdle(dataSource: DataSource): Promise<void> {
  for (let looks = 0; looks < 600; looks++) {
    const rows: { count: number }[] = await dataSource.query(
      `SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE attempts < max_attempts AND run_at <= now()`,
    );
    if (rows[0]?.count === 0) return;
    await pause(LOOK_MS);
  }
}

async function outcome(
  dataSource: DataSource,
  corpus: Corpus,
): Promise<Pick<KillFigures, 'translated' | 'unavailable' | 'wrong' | 'writtenTwice'>> {
  const rows: { source: string; locale: string; text: string; state: string; reason: string | null }[] =
    await dataSource.query(
      `SELECT s.text AS source, t.locale, t.text, t.state, t.state_reason AS reason
       FROM record_text t JOIN record_text s ON s.record_id = t.record_id AND s.field = t.field AND s.is_source
       WHERE NOT t.is_source`,
    );
  const sources = corpus.sentences.get('en') ?? [];
  const recorded = new Map(
    corpus.recordings.filter(({ from }) => from === 'en').map(({ to, lines }) => [to, lines]),
  );
  const lineOf = new Map(sources.map((text, index) => [text.normalize('NFC'), index]));
  const unavailable: Record<string, number> = {};
  let [translated, wrong] = [0, 0];
  for (const { source, locale, text, state, reason } of rows) {
    if (state === 'UNAVAILABLE') unavailable[reason ?? ''] = (unavailable[reason ?? ''] ?? 0) + 1;
    if (state !== 'CURRENT') continue;
    translated += 1;
    const line = recorded.get(locale)?.[lineOf.get(source) ?? -1];
    if (line === undefined || line.trim() !== text.trim()) wrong += 1;
  }
  const twice: unknown[] = await dataSource.query(
    'SELECT FROM bench_write GROUP BY record_id, field, locale HAVING count(*) > 1',
  );
  return { translated, unavailable, wrong, writtenTwice: twice.length };
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, one) => all + one, 0);
}

/** The figures as a table for bench/RESULTS.md. */
export function killTable(figures: KillFigures): string {
  const unavailable = Object.entries(figures.unavailable).map(([reason, count]) => `${count} ${reason}`);
  const rows: [string, string | number][] = [
    ['records × languages', `${figures.records} × ${figures.languages} = ${figures.texts}`],
    ['kill -9 of the worker on the way', figures.kills],
    ['translated', figures.translated],
    ['no recording, or refused by the checks', unavailable.join(', ') || 0],
    ['lost', figures.lost],
    ['written twice', figures.writtenTwice],
    ['another than the recording', figures.wrong],
    ['wrong in the search index afterwards', figures.indexRepaired],
    ['texts a second, starts after kills included', figures.textsPerSecond.toFixed(1)],
  ];
  return ['| | |', '|---|---:|', ...rows.map(([what, figure]) => `| ${what} | ${figure} |`)].join('\n');
}
