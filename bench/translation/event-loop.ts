import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { createApplication, prepareData } from '../../src/bootstrap';
import { RecordsService } from '../../src/modules/records';
import { RUN_JOB } from '../../src/modules/translation/bulk/translation-run.service';
import { JobRunner } from '../../src/platform/jobs';
import { createBenchDatabase } from '../bench-database';
import { readCorpus } from './corpus';
import { publishSentences } from './publish-sentences';

const RECORDS = 100;
const LONG = 200_000;
const IDLE_MS = 10_000;
const RESOLUTION_MS = 5;

export interface EventLoopFigures {
  records: number;
  longestText: number;
  /** translations made */
  texts: number;
  /** milliseconds by which a timer was late at most, and in 99 of 100 cases; the loop's own resolution taken off */
  idle: { max: number; p99: number };
  translating: { max: number; p99: number };
}

/**
 * How long translating keeps the site's own process from answering: records of one sentence and one of 200,000
 * characters, translated by the jobs of a process that also serves. `idle` is what the machine does to a process that
 * does nothing.
 */
export async function eventLoopRun(folder: string): Promise<EventLoopFigures> {
  const corpus = readCorpus(folder);
  const sentences = corpus.sentences.get('en') ?? [];
  const database = await createBenchDatabase(false, {
    TRANSLATION_ENGINES: 'recorded',
    TRANSLATION_RECORDED: folder,
    DEMO: 'false',
    NODE_ENV: 'test',
  });
  try {
    const app = await createApplication(database.config, database.url);
    await app.init();
    await prepareData(app, database.config);
    const service = app.get(RecordsService, { strict: false });
    await publishSentences(service, app.get(DataSource), sentences.slice(0, RECORDS));
    // One sentence a line: each is a unit that the recordings know.
    const long = sentences.join('\n').repeat(3).slice(0, LONG);
    await publishSentences(service, app.get(DataSource), [long], 'summary');
    const runner = app.get(JobRunner, { strict: false });
    // As a server does before it answers anybody: what its jobs need is loaded.
    await runner.drain((job) => job === RUN_JOB);
    const idle = await measured(() => pause(IDLE_MS));
    const translating = await measured(() => runner.drain((job) => job.startsWith('translation.')));
    const [{ texts } = { texts: 0 }]: { texts: number }[] = await app
      .get(DataSource)
      .query(
        `SELECT count(*)::int AS texts FROM record_text WHERE origin = 'MACHINE' AND state = 'CURRENT' AND text <> ''`,
      );
    await app.close();
    if (texts < RECORDS) throw new Error(`Only ${texts} texts were translated`);
    return { records: RECORDS, longestText: long.length, texts, idle, translating };
  } finally {
    await database.remove();
  }
}

async function measured(work: () => Promise<unknown>): Promise<{ max: number; p99: number }> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  await work();
  delay.disable();
  const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  return { max: late(delay.max), p99: late(delay.percentile(99)) };
}

/** The figures as a table for bench/RESULTS.md. */
export function eventLoopTable({ records, longestText, texts, idle, translating }: EventLoopFigures): string {
  const row = (what: string, { max, p99 }: { max: number; p99: number }): string =>
    `| ${what} | ${p99.toFixed(1)} | ${max.toFixed(1)} |`;
  return [
    `${records} records of one sentence and one of ${longestText} characters, by the jobs of the site's own process: ${texts} translations.`,
    '',
    '| event loop late by, ms | 99 of 100 | at most |',
    '|---|---:|---:|',
    row('idle', idle),
    row('translating', translating),
  ].join('\n');
}
