// Installing and building happen once at a time in a folder: a second script waits for the first.
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isSame, startOf } from './processes.mjs';
import { ROOT } from './project.mjs';

/** Not in the project: its folders are what is being replaced. */
const LOCK = join(
  tmpdir(),
  `crosstown-build-${createHash('sha256').update(ROOT).digest('hex').slice(0, 16)}.lock`,
);

/** Does the work when no other script of this folder is at such work. A lock whose holder died is taken over. */
export async function oneAtATime(work) {
  let told = false;
  while (!take()) {
    if (!told) console.log('Another Crosstown script is installing or building here; waiting for it');
    told = true;
    await pause(300);
  }
  const release = () => rmSync(LOCK, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function take() {
  const mine = `${process.pid} ${startOf(process.pid)}`;
  try {
    writeFileSync(LOCK, mine, { flag: 'wx' });
    return true;
  } catch (error) {
    // A place that cannot be written at all keeps nobody apart, and should keep nobody from working.
    if (error.code !== 'EEXIST') return true;
  }
  let holder;
  try {
    holder = readFileSync(LOCK, 'utf8');
  } catch {
    return false;
  }
  const [pid, start] = holder.split(' ');
  // An empty file is one that is being written.
  if (!pid || isSame(Number(pid), start)) return false;
  try {
    rmSync(LOCK);
    return false;
  } catch {
    return true;
  }
}
