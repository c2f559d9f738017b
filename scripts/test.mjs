// `npm test`: everything that has to hold before a change is handed on, on a folder as it was cloned. Ends with
// `N passed, N failed, N skipped`; each check such as the linter's counts as one. With REQUIRE_ALL=1 the browser tests
// may not be left out. `npm test -- <pattern>` runs only the spec files whose path matches.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './lib/chromium.mjs';
import { prepare, prepareInstall } from './lib/prepare.mjs';
import { CLI, hasWeb, requireNode, ROOT, WEB } from './lib/project.mjs';
import { bin, npm, run } from './lib/run.mjs';
import { Tally } from './lib/tally.mjs';

/** A part that hangs is ended, so that the rest is still told (milliseconds). */
const PART_LIMIT = 20 * 60_000;
/** Jest leaves one core free by itself: half of what a small machine has. Each worker has the application in it. */
const ALL_CORES = ['--maxWorkers', String(Math.min(4, availableParallelism()))];

const tally = new Tally();
const folder = mkdtempSync(join(tmpdir(), 'crosstown-npm-test-'));
// As root, PostgreSQL runs as another account, which has to pass through; else the checks' databases lie elsewhere and
// stay there.
chmodSync(folder, 0o711);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const chromium = findChromium();

requireNode();
const patterns = process.argv.slice(2);
if (await attempt('installation', prepareInstall)) {
  if (patterns.length > 0) await runSome();
  else await runAll();
}
process.exitCode = tally.close();

async function runAll() {
  await together(
    ['lint', [...bin(ROOT, 'eslint'), '.']],
    ['format', [...bin(ROOT, 'prettier'), '--check', '--log-level', 'warn', '.']],
  );
  await together(
    ['types of the server', [...bin(ROOT, 'typescript', 'tsc'), '--noEmit', '-p', 'tsconfig.json']],
    ...(hasWeb() ? [['types of the web', npm('run', '--silent', 'typecheck'), { cwd: WEB }]] : []),
  );
  const built = await attempt('build', prepare);
  await together(
    ['schema.gql is the code’s', [process.execPath, CLI, 'schema', 'check']],
    ['migrations are the entities’', [process.execPath, CLI, 'migrations', 'check']],
  );
  await jest('tests', ROOT, ['--selectProjects', 'unit', 'e2e', ...ALL_CORES]);
  // Without the thousands of calls of the access test: each of its roots is called by a spec of its own as well. And
  // without the imports that are killed: what runs them are processes with settings of their own.
  const apart = 'test/(access|import-kill)';
  const others = ['--selectProjects', 'e2e', ...ALL_CORES, '--testPathIgnorePatterns', apart];
  await jest('with one connection', ROOT, others, { DATABASE_POOL_SIZE: '1' });
  if (hasWeb()) await jest('web', WEB, []);
  await browser(built);
}

/** A step that the others stand on; told and counted like a check. */
async function attempt(name, step) {
  const begin = Date.now();
  try {
    await step();
    report(name, begin, 0);
    tally.pass();
    return true;
  } catch (error) {
    report(name, begin, 1);
    console.log(error.message);
    tally.fail(name);
    return false;
  }
}

async function browser(built) {
  if (chromium && built) {
    await jest('browser', ROOT, ['--selectProjects', 'browser']);
    return;
  }
  const reason = built
    ? 'no Chromium found (CHROMIUM_PATH names one, or install the package chromium)'
    : 'there is no site to look at, since the build failed';
  if (process.env.REQUIRE_ALL === '1') tally.fail(`browser: ${reason}, and REQUIRE_ALL is set`);
  else tally.skip('browser', reason);
}

async function runSome() {
  const withBrowser = chromium !== undefined && patterns.some((pattern) => pattern.includes('browser'));
  if (withBrowser && !(await attempt('build', prepare))) return;
  const projects = ['--selectProjects', 'unit', 'e2e', ...(withBrowser ? ['browser'] : [])];
  await jest('tests', ROOT, [...projects, '--', ...patterns]);
}

/** Checks that print only when they fail, at the same time. */
async function together(...checks) {
  await Promise.all(
    checks.map(async ([name, command, options = {}]) => {
      const begin = Date.now();
      const env = environment({ DATA_DIR: join(folder, name.replace(/\W+/g, '-')) });
      const { code, output } = await run(command, { ...options, env, quiet: true, limit: PART_LIMIT });
      report(name, begin, code);
      if (code === 0) {
        tally.pass();
        return;
      }
      tally.fail(name);
      console.log(output.trim());
    }),
  );
}

async function jest(part, cwd, args, variables = {}) {
  const begin = Date.now();
  const file = join(folder, `${part.replace(/\W+/g, '-')}.json`);
  const command = [...bin(cwd, 'jest'), '--json', '--outputFile', file, ...args];
  // Jest tells what happens on the error stream, and with --json its results once more on the other.
  const env = environment(variables);
  const { code } = await run(command, { cwd, env, quiet: 'stdout', limit: PART_LIMIT });
  report(part, begin, code);
  tally.addJest(part, file, code);
}

function report(name, begin, code) {
  console.log(`${code === 0 ? 'ok' : 'FAILED'}  ${name} (${((Date.now() - begin) / 1000).toFixed(1)} s)`);
}

/** Tests see no setting of the person's who runs them, but where the browser and a Meilisearch are. */
function environment(variables) {
  const env = { ...process.env, NODE_ENV: 'test', ...(chromium && { CHROMIUM_PATH: chromium }) };
  for (const name of [
    'DATABASE_URL',
    'DATABASE_POOL_SIZE',
    'DATA_DIR',
    'PORT',
    'HOST',
    'PUBLIC_URL',
    'DEMO',
  ]) {
    delete env[name];
  }
  return { ...env, ...variables };
}
