import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeSection } from '../relevance/results-file';
import { readCorpus } from './corpus';
import { detection } from './detection';
import { eventLoopRun, eventLoopTable } from './event-loop';
import { killRun, killTable } from './kill';
import { realQuality, recordedQuality } from './quality';
import { asMarkdown } from './report';
import { survival } from './survival';

const ROOT = resolve(__dirname, '..', '..');

const USAGE = `npm run bench:translation -- [options]
  --data <folder>   sentences and recorded translations (default: ../shared/data/flores-dev beside the project):
                    xx.txt in a language, xx-yy.<system>.txt translated by a system, line by line alike;
                    published-bleu.tsv with the columns pair, system, bleu
  --kill            instead: 1,000 records in all languages while the worker is killed five times; wants a build
  --event-loop      instead: how long translating keeps the site's own process from answering
  --json            figures only, on standard output; bench/RESULTS.md stays as it is
  --no-write        do not touch bench/RESULTS.md`;

/** Measures language detection, recorded and real translations, and what comes through the chain unharmed. */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      kill: { type: 'boolean', default: false },
      'event-loop': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      'no-write': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const folder = resolve(values.data ?? join(ROOT, '..', 'shared', 'data', 'flores-dev'));
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}; name one with --data.\n${USAGE}`);
  if (values.kill || values['event-loop']) {
    const name = values.kill ? 'Translation, the worker killed' : 'Translation and the event loop';
    const flag = values.kill ? '--kill' : '--event-loop';
    const figures = values.kill ? await killRun(folder) : await eventLoopRun(folder);
    const body = 'records' in figures && 'kills' in figures ? killTable(figures) : eventLoopTable(figures);
    console.log(values.json ? JSON.stringify(figures, null, 2) : body);
    if (!values.json && !values['no-write']) {
      await writeSection(
        join(ROOT, 'bench', 'RESULTS.md'),
        name,
        `npm run bench:translation -- ${flag}`,
        body,
      );
    }
    return;
  }
  const corpus = readCorpus(folder);
  const results = {
    data: {
      name: basename(folder),
      sentences: Math.max(...[...corpus.sentences.values()].map(({ length }) => length)),
    },
    detection: detection(corpus),
    recorded: recordedQuality(corpus),
    real: await realQuality(corpus),
    survival: await survival(corpus),
  };
  if (values.json) {
    console.log(JSON.stringify(results, null, 2));
    return;
  }
  const body = asMarkdown(results);
  console.log(body);
  if (!values['no-write']) {
    await writeSection(join(ROOT, 'bench', 'RESULTS.md'), 'Translation', 'npm run bench:translation', body);
  }
}
