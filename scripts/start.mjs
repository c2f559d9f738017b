// `npm start`: from a folder as it was cloned to a running site. Installs and builds what is missing or stale, then
// becomes the server: one process, so that whoever stops it stops the site.
import { readFileSync } from 'node:fs';
import { Module } from 'node:module';
import { resolve } from 'node:path';
import { isSame, parentOf, startOf } from './lib/processes.mjs';
import { prepareOrStop } from './lib/prepare.mjs';
import { dataDir, MAIN, requireNode, ROOT, stop } from './lib/project.mjs';

requireNode();
refuseSecond();
await prepareOrStop();
stopWithNpm();

process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
process.setSourceMapsEnabled(true);
process.argv = [process.argv[0], MAIN, ...process.argv.slice(2)];
Module.runMain();

/**
 * Says early, before anything is built under its feet, that a site runs on this data folder. The server's own check
 * is the one that counts; this one speaks only where it is sure.
 */
function refuseSecond() {
  if (process.env.DATABASE_URL) return;
  const folder = resolve(ROOT, dataDir());
  let holder;
  try {
    holder = readFileSync(resolve(folder, 'site.pid'), 'utf8').trim().split(' ');
  } catch {
    return;
  }
  const [pid, start] = holder;
  if (!start || Number(pid) === process.pid || !isSame(Number(pid), start)) return;
  stop(
    `Crosstown already runs on ${folder} (process ${pid}). Stop it first; or, to run a second site beside it, give ` +
      'this one a DATA_DIR and a PORT of its own.',
  );
}

/**
 * npm, killed, would leave us behind without a terminal: the site ends with it, as it does on Ctrl-C. Between npm and
 * us stands its shell, which outlives it.
 */
function stopWithNpm() {
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const before = ancestors();
  if (process.env.npm_lifecycle_event !== 'start' || !startOf(process.ppid)) return;
  const watch = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}
