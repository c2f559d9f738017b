import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { removeEmbeddedPostgres } from '../../src/platform/database/embedded';
import { writeSection } from '../relevance/results-file';
import { freePort } from '../search/site-process';

const ROOT = resolve(__dirname, '..', '..');
const LIMIT_MS = 120_000;
const QUERY = '{search(query:"youth",locale:"en"){total}}';
const ROUNDS = 3;

const USAGE = `npm run bench:start -- [options]
  --json            figures only, on standard output; bench/RESULTS.md stays as it is
  --no-write        do not touch bench/RESULTS.md`;

interface Start {
  what: string;
  /** milliseconds from the command to the first answered search, one per round */
  times: number[];
}

interface Site {
  child: ChildProcess;
  url: string;
}

/**
 * How long `npm start` takes on a built project until it answers its first search: the first time, again, after the
 * site was killed, and after its database was killed with it. Throws where an answer differs from the first one's.
 */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false }, 'no-write': { type: 'boolean', default: false } },
  });
  if (!existsSync(join(ROOT, 'dist', 'src', 'main.js')))
    throw new Error(`Not built: npm run build\n${USAGE}`);
  const dataDir = mkdtempSync(join(tmpdir(), 'crosstown-start-'));
  let running: Site | undefined;
  try {
    const starts: Start[] = [
      'first start',
      'second start',
      'after kill -9 of the site',
      'after kill -9 of both',
    ].map((what) => ({ what, times: [] }));
    const go = async (index: number): Promise<void> => {
      const { site, milliseconds } = await start(dataDir);
      running = site;
      starts[index]?.times.push(milliseconds);
    };
    await go(0);
    for (let round = 0; round < ROUNDS; round += 1) {
      await end(running, 'SIGTERM');
      await go(1);
      await end(running, 'SIGKILL');
      await go(2);
      killDatabase(dataDir);
      await end(running, 'SIGKILL');
      await go(3);
    }
    await end(running, 'SIGTERM');
    running = undefined;
    if (values.json) console.log(JSON.stringify(starts, null, 2));
    else await tell(starts, !values['no-write']);
  } finally {
    await end(running, 'SIGKILL');
    await removeEmbeddedPostgres(dataDir);
  }
}

async function tell(starts: readonly Start[], write: boolean): Promise<void> {
  const rows = starts.map(({ what, times }) => {
    const sorted = [...times].sort((a, b) => a - b);
    return `| ${what} | ${times.length} | ${seconds(sorted[Math.floor(sorted.length / 2)])} | ${seconds(sorted.at(-1))} |`;
  });
  const table = ['| | times | median | slowest |', '| --- | ---: | ---: | ---: |', ...rows].join('\n');
  const body = `From npm start on a built project with the embedded database to the first answered search; the first start makes the database and loads the demo. Every start gave the same answer.\n\n${table}`;
  console.log(body);
  if (write) await writeSection(join(ROOT, 'bench', 'RESULTS.md'), 'Start', 'npm run bench:start', body);
}

function seconds(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '–' : `${(milliseconds / 1000).toFixed(2)} s`;
}

async function start(dataDir: string): Promise<{ site: Site; milliseconds: number }> {
  const port = await freePort();
  const begin = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs')], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: String(port),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const site = { child, url: `http://127.0.0.1:${port}` };
  const total = await firstAnswer(site);
  if (total !== 2) throw new Error(`The search found ${total} records instead of 2`);
  return { site, milliseconds: performance.now() - begin };
}

async function firstAnswer({ child, url }: Site): Promise<number> {
  for (const until = Date.now() + LIMIT_MS; Date.now() < until; await pause(20)) {
    if (child.exitCode !== null) throw new Error(`The site ended with code ${child.exitCode}`);
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
    }).catch(() => undefined);
    if (!response?.ok) continue;
    const { data } = (await response.json()) as { data: { search: { total: number } } };
    return data.search.total;
  }
  throw new Error('The site did not answer in time');
}

async function end(site: Site | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!site || site.child.exitCode !== null || site.child.signalCode !== null) return;
  const ended = new Promise((done) => site.child.once('exit', done));
  site.child.kill(signal);
  await ended;
}

/** The server's process is the first line of its own pid file. */
function killDatabase(dataDir: string): void {
  const kept = join(dataDir, 'postgres.json');
  const cluster = existsSync(kept)
    ? join((JSON.parse(readFileSync(kept, 'utf8')) as { folder: string }).folder, 'postgres')
    : join(dataDir, 'postgres');
  const [pid] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
}
