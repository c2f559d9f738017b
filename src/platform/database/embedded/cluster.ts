import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  lchown,
  lstat,
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account';
import type { Binaries } from './binaries';
import type { ClusterHome } from './cluster-home';
import { bareEnvironment } from './postmaster';
import { isAlive } from './processes';

const run = promisify(execFile);

/** The server's administrator; the site itself is a role without such rights. */
export const SUPERUSER = 'postgres';

/** Folders in the making are named with the number of the process that makes them. */
const DRAFT = /^postgres\.new-(\d+)-/;

/** Whether the folder holds a cluster that PostgreSQL could open. */
export function isCluster(cluster: string): boolean {
  return existsSync(join(cluster, 'PG_VERSION')) && existsSync(join(cluster, 'global', 'pg_control'));
}

/** Throws an Error where the cluster was made by another major version than the one that would open it. */
export async function checkVersion(cluster: string, binaries: Binaries): Promise<void> {
  const made = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  const [ours] = binaries.version.split('.');
  if (made !== ours) {
    throw new Error(
      `The database in ${cluster} was made by PostgreSQL ${made}; this Crosstown brings ${ours}, which cannot open it. ` +
        'Run the Crosstown that made it, or set DATABASE_URL.',
    );
  }
}

/**
 * Makes an empty cluster. It is built in a folder beside and put in its place whole, so that one whose making was
 * broken off is never opened; of two processes that make it at once, the first one's stays.
 */
export async function makeCluster(
  home: ClusterHome,
  binaries: Binaries,
  password: string,
  durable: boolean,
): Promise<void> {
  await removeDrafts(home.folder);
  const draft = join(home.folder, `postgres.new-${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(draft, { mode: 0o700 });
  try {
    const passwordFile = join(draft, 'password');
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (home.account) await give(draft, home.account);
    const cluster = join(draft, 'cluster');
    await initdb(binaries, cluster, passwordFile, home.account, durable);
    await putInPlace(cluster, home.cluster, home.folder);
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function initdb(
  binaries: Binaries,
  cluster: string,
  passwordFile: string,
  account: Account | undefined,
  durable: boolean,
): Promise<void> {
  const flags = [
    ['-D', cluster],
    ['-U', SUPERUSER],
    ['-E', 'UTF8'],
    ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ['--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    durable ? [] : ['--no-sync'],
  ].flat();
  try {
    await run(join(binaries.folder, 'bin', 'initdb'), flags, {
      cwd: '/',
      env: bareEnvironment(),
      ...(account && { uid: account.uid, gid: account.gid }),
    });
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    throw new Error(`The embedded PostgreSQL could not make its data folder: ${stderr.trim() || message}`);
  }
}

async function putInPlace(made: string, place: string, folder: string): Promise<void> {
  if (existsSync(place) && !isCluster(place)) {
    // Nothing that PostgreSQL could open; kept all the same, since somebody put it there.
    await rename(place, `${place}.broken-${new Date().toISOString().replace(/\D/g, '')}`);
  }
  try {
    await rename(made, place);
  } catch (error) {
    if (!isCluster(place)) throw error;
    return;
  }
  await syncFolder(folder);
}

/** A renamed folder survives a power cut only once its parent is on the disk. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const maker = DRAFT.exec(name)?.[1];
    if (!maker || isAlive(Number(maker))) continue;
    // An initdb that outlived its parent may still be writing; its folder goes at the next start.
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined);
  }
}

/** A cluster that root copied here belongs to root, and nobody could run it: it is given to the account. */
export async function takeOwnership({ cluster, account }: ClusterHome): Promise<void> {
  if (!account || (await lstat(cluster)).uid !== 0) return;
  await give(cluster, account);
  await chmod(cluster, 0o700);
}

async function give(path: string, account: Account): Promise<void> {
  await lchown(path, account.uid, account.gid);
  if (!(await lstat(path)).isDirectory()) return;
  for (const name of await readdir(path)) await give(join(path, name), account);
}
