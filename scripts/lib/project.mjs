// Where things lie, and the version of Node that the project needs.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const WEB = join(ROOT, 'web');

/** Compiled entry points. */
export const MAIN = join(ROOT, 'dist', 'src', 'main.js');
export const CLI = join(ROOT, 'dist', 'src', 'cli.js');

/** Ends the process with a message where Node is too old to run what is installed. */
export function requireNode() {
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const needed = engines.node.replace(/[^\d.]/g, '');
  if (!isAtLeast(process.versions.node, needed)) {
    stop(`Crosstown needs Node ${needed} or later; this is Node ${process.versions.node}.`);
  }
}

function isAtLeast(version, needed) {
  const [a, b] = [version, needed].map((text) => text.split('.').map(Number));
  for (let i = 0; i < b.length; i += 1) if (a[i] !== b[i]) return (a[i] ?? 0) > b[i];
  return true;
}

/** Ends the process with a message for people: what is wrong and what to do. */
export function stop(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}

/** The folder of the embedded database and of uploads, as the server reads it. */
export function dataDir() {
  return process.env.DATA_DIR || 'data';
}

export function hasWeb() {
  return existsSync(join(WEB, 'package.json'));
}
