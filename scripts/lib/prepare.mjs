// Brings a folder as it was cloned to where the server can run: packages installed, server and web built. What is
// there and fresh is left alone, which takes some milliseconds.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';
import { hasWeb, MAIN, ROOT, stop, WEB } from './project.mjs';
import { bin, npm, run } from './run.mjs';
import { isFresh, remake } from './stamp.mjs';

/** @type {import('./stamp.mjs').Product} */
const SERVER_BUILD = {
  root: ROOT,
  inputs: [
    'src',
    'migrations',
    '.swcrc',
    'nest-cli.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
  ],
  skip: (path) => /\.(e2e-)?spec\.ts$/.test(path),
  stamp: join(ROOT, 'dist', '.stamp.json'),
  outputs: [MAIN],
};

/** @type {import('./stamp.mjs').Product} */
const WEB_BUILD = {
  root: ROOT,
  inputs: ['web', 'i18n', 'schema.gql'],
  skip: (path) =>
    /^web\/(node_modules|dist|src\/(desk\/)?gql|coverage)$/.test(path) || /\.(spec|test)\.tsx?$/.test(path),
  stamp: join(WEB, 'dist', '.stamp.json'),
  outputs: [
    join(WEB, 'dist', 'client', '.vite', 'manifest.json'),
    join(WEB, 'dist', 'server', 'entry-server.cjs'),
  ],
};

/** Installs and builds what is missing or stale; where that fails, ends the process with a message. */
export async function prepareOrStop(options) {
  await prepare(options).catch((error) => stop(error.message));
}

/** Installs and builds what is missing or stale. Throws an Error whose message is for people. */
export async function prepare({ web = true } = {}) {
  const withWeb = web && hasWeb();
  if (isInstalled(ROOT) && isFresh(SERVER_BUILD) && (!withWeb || (isFresh(WEB_BUILD) && isInstalled(WEB))))
    return;
  await oneAtATime(async () => {
    await install(ROOT, 'server');
    if (!isFresh(SERVER_BUILD)) await buildServer();
    if (!withWeb || isFresh(WEB_BUILD)) return;
    await install(WEB, 'web');
    await buildWeb();
  });
}

/** Installs the packages of the server and the web where they are missing or stale. */
export async function prepareInstall() {
  await oneAtATime(async () => {
    // At the same time: most of it is waiting for the registry.
    await Promise.all([install(ROOT, 'server'), ...(hasWeb() ? [install(WEB, 'web')] : [])]);
  });
}

async function install(folder, name) {
  if (isInstalled(folder)) return;
  console.log(`Installing the packages of the ${name}`);
  // No package needs a script of its own, and what is needed for building is needed whatever NODE_ENV says.
  const command = npm(
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
  );
  const { code } = await run(command, { cwd: folder });
  if (code !== 0)
    stop(`The packages of the ${name} could not be installed; see above. Is the registry in reach?`);
}

/**
 * Whether node_modules holds what package-lock.json asks for, by the list that npm keeps of what it put there. Packages
 * for other systems are not there and are not missed.
 */
export function isInstalled(folder) {
  const wanted = readPackages(join(folder, 'package-lock.json'));
  const present = readPackages(join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (present[path] ? present[path].version === version : optional === true),
  );
}

function readPackages(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

async function buildServer() {
  await remake(SERVER_BUILD, async () => {
    await build('server', [...bin(ROOT, '@nestjs/cli', 'nest'), 'build'], ROOT);
  });
}

async function buildWeb() {
  await remake(WEB_BUILD, async () => {
    await build('web', npm('run', '--silent', 'build'), WEB);
  });
}

async function build(name, command, cwd) {
  console.log(`Building the ${name}`);
  // Vite and React would be built for development otherwise.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { code, output } = await run(command, { cwd, env, quiet: true });
  if (code !== 0) throw new Error(`${output.trim()}\n\nThe ${name} could not be built.`);
}
