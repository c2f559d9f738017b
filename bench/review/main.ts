import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApplication, prepareData } from '../../src/bootstrap';
import { createBenchDatabase } from '../bench-database';
import { writeSection } from '../relevance/results-file';
import { ATTEMPTS, measure, type ReviewFigures } from './measure';

const RESULTS = join(__dirname, '..', 'RESULTS.md');

const USAGE = `npm run bench:review -- [options]
  --operations <n>  edits and reviews that begin at once (default 200)
  --records <n>     records that they are about (default 20)
  --no-write        do not touch bench/RESULTS.md`;

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      operations: { type: 'string', default: '200' },
      records: { type: 'string', default: '20' },
      'no-write': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const database = await createBenchDatabase(true);
  try {
    const config = Object.assign(database.config, { WORKER_IN_PROCESS: false });
    const app = await createApplication(config, database.url);
    try {
      await app.listen(0, '127.0.0.1');
      await prepareData(app, config);
      const figures = await measure(app, Number(values.operations), Number(values.records));
      const text = asMarkdown(figures);
      console.log(text);
      if (!values['no-write']) await writeSection(RESULTS, 'Reviews at once', 'npm run bench:review', text);
      if (figures.lost.length + figures.impossible.length > 0) process.exitCode = 1;
    } finally {
      await app.close();
    }
  } finally {
    await database.remove();
  }
}

function asMarkdown(figures: ReviewFigures): string {
  const { operations, records, users, refused } = figures;
  const codes = Object.entries(refused).map(([code, count]) => `${code} ${count}`);
  return [
    `${operations} edits and reviews that begin at once, of ${records} records by ${users} people, through the API.`,
    'Afterwards every edit that was answered as saved is looked for, and the table of states is asked of each step in',
    'the trail whether it could be.',
    '',
    '|                                           | measured | target |',
    '| ----------------------------------------- | -------: | -----: |',
    `| edits saved                               | ${figures.edits} | |`,
    `| conflicts, each joined and saved again    | ${figures.conflicts} | |`,
    `| published | ${figures.published} | |`,
    `| operations given up after ${ATTEMPTS} tries | ${figures.givenUp} | |`,
    `| updates lost                              | ${figures.lost.length} | 0 |`,
    `| steps of submissions in the trail         | ${figures.steps} | |`,
    `| impossible steps or states                | ${figures.impossible.length} | 0 |`,
    `| request p50, ms                           | ${figures.p50.toFixed(0)} | |`,
    `| request p95, ms                           | ${figures.p95.toFixed(0)} | |`,
    `| all of it, seconds                        | ${figures.seconds.toFixed(1)} | |`,
    '',
    `Refused, as it should be: ${codes.join(', ') || 'nothing'}. Answered "busy" and tried again: ${figures.busy}.`,
    ...[...figures.lost.map((mark) => `Lost: ${mark}`), ...figures.impossible].map((line) => `- ${line}`),
    '',
  ].join('\n');
}
