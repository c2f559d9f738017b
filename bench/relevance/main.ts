import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchEngine } from './bench-engine.type';
import { committedPairs, inflection, readPairs } from './inflection';
import {
  meilisearchAccess,
  MeilisearchEngine,
  MeilisearchOwnOrder,
  PlainMeilisearchEngine,
} from './meilisearch.engine';
import { MemoryEngine } from './memory.engine';
import { MiniSearchEngine } from './minisearch.engine';
import { PlainBm25Engine } from './plain-bm25.engine';
import { PostgresEngine } from './postgres.engine';
import { asMarkdown, type TaskResult } from './report';
import { writeSection } from './results-file';
import { cranfield, questions, translationAndTyping } from './tasks';

const ROOT = resolve(__dirname, '..', '..');

/** The engines that can be asked for by `--engine`; the yardsticks run always. */
const ENGINES: Readonly<Record<string, () => BenchEngine[]>> = {
  memory: () => [new MemoryEngine()],
  meilisearch: makeMeilisearch,
  postgres: () => [new PostgresEngine()],
};

function makeMeilisearch(): BenchEngine[] {
  const access = meilisearchAccess();
  if (!access) {
    console.error('Skipped: meilisearch, as MEILI_URL names no server.');
    return [];
  }
  const engine = new MeilisearchEngine(access);
  return [new PlainMeilisearchEngine(access), new MeilisearchOwnOrder(engine), engine];
}

const USAGE = `npm run bench:relevance -- [options]
  --data <folder>    the shared material (default: ../shared/data beside the project)
  --engine <names>   ${Object.keys(ENGINES).join(', ')}; several with commas (default: all that can run)
  --pairs <file>     other inflection pairs (query, locale, record slug; tabs between them)
  --task <names>     translations, questions, inflection, cranfield; several with commas (default: all)
  --every <n>        one query of n, but of the inflection pairs all, for a quick look
  --json             figures only, on standard output; bench/RESULTS.md stays as it is
  --no-write         do not touch bench/RESULTS.md`;

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      engine: { type: 'string' },
      task: { type: 'string' },
      pairs: { type: 'string' },
      every: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
      'no-write': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const data = resolve(values.data ?? resolve(ROOT, '..', 'shared', 'data'));
  if (!existsSync(data))
    throw new Error(`There is no folder with the shared material at ${data}; name it with --data.`);
  const every = Number(values.every);
  if (!Number.isInteger(every) || every < 1) throw new Error(`--every is a number from 1.\n${USAGE}`);
  const names = values.engine?.split(',') ?? Object.keys(ENGINES);
  const asked = names.flatMap((name) => {
    const make = ENGINES[name];
    if (!make) throw new Error(`There is no engine "${name}".\n${USAGE}`);
    return make();
  });
  const engines: BenchEngine[] = [new PlainBm25Engine(), new MiniSearchEngine(), ...asked];
  const tasks: Readonly<Record<string, () => Promise<TaskResult[]>>> = {
    translations: () => translationAndTyping(data, engines, every),
    questions: () => questions(data, engines, every),
    inflection: () =>
      inflection(
        {
          demo: resolve(ROOT, 'src', 'demo', 'content'),
          imports: resolve(data, 'import'),
          ...(values.pairs === undefined
            ? { pairs: committedPairs(resolve(ROOT, 'bench', 'pairs')) }
            : { pairs: readPairs(resolve(values.pairs)), source: basename(values.pairs) }),
        },
        [engines[0], new MemoryEngine(false), ...engines.slice(1)].filter((engine) => engine !== undefined),
      ),
    cranfield: () => cranfield(data, engines, every),
  };
  const results: TaskResult[] = [];
  try {
    for (const name of values.task?.split(',') ?? Object.keys(tasks)) {
      const run = tasks[name];
      if (!run) throw new Error(`There is no task "${name}".\n${USAGE}`);
      const found = await run();
      if (found.length === 0) console.error(`Skipped: ${name}, as its files are not in ${data}.`);
      results.push(...found);
      if (!values.json) console.log(`${asMarkdown(found)}\n`);
    }
  } finally {
    for (const engine of engines) await engine.close?.();
  }
  if (values.json) console.log(JSON.stringify(results, null, 2));
  else if (!values['no-write'] && values.task === undefined && values.pairs === undefined) {
    const section = sectionFor(values.engine, every);
    if (!section) return;
    await writeSection(
      resolve(ROOT, 'bench', 'RESULTS.md'),
      section.heading,
      section.command,
      asMarkdown(results),
    );
  }
}

/** Where in the results a run belongs, if it is a whole one: that of all engines, and that of Meilisearch. */
function sectionFor(
  engine: string | undefined,
  every: number,
): { heading: string; command: string } | undefined {
  const command = 'npm run bench:relevance';
  if (engine === undefined) return every === 1 ? { heading: 'Relevance', command } : undefined;
  if (!engine.split(',').includes('meilisearch') || !meilisearchAccess()) return undefined;
  const given = `--engine ${engine}${every === 1 ? '' : ` --every ${every}`}`;
  return { heading: 'Relevance through Meilisearch', command: `${command} -- ${given}` };
}
