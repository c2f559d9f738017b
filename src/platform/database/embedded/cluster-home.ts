import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Account, accountOf, canEnter, isRoot, unprivilegedAccount } from './account';
import { stopPostmaster } from './postmaster';

/** Where a data folder's cluster lies and who runs it. */
export interface ClusterHome {
  /** real path of DATA_DIR */
  dataDir: string;
  /** holds the cluster, its log and whatever else its account has to reach; DATA_DIR unless that account cannot */
  folder: string;
  /** PostgreSQL's own data directory */
  cluster: string;
  /** who runs it; undefined: we ourselves */
  account: Account | undefined;
  /** folder for a copy of the binaries, one for all clusters of this machine where we are root */
  binaries: string;
}

/** In DATA_DIR, where the cluster had to lie elsewhere. */
const RECORD = 'postgres.json';
/** In the folder elsewhere: whose it is. */
const OWNER = 'owner.json';

interface Elsewhere {
  folder: string;
  id: string;
}

/**
 * Finds or makes the place of a data folder's cluster. As root it has to be one that an unprivileged account can
 * reach: DATA_DIR, or where that lies below a folder only root may enter, a folder of our own in the system's place
 * for such data, noted in DATA_DIR. Throws an Error that says what to do where the place found cannot be used.
 */
export async function findClusterHome(dataDir: string, log: (message: string) => void): Promise<ClusterHome> {
  const path = await makeDataDir(dataDir);
  const elsewhere = await readRecord(path);
  return isRoot() ? homeForRoot(path, elsewhere, log) : homeForUs(path, elsewhere);
}

async function makeDataDir(dataDir: string): Promise<string> {
  if (!existsSync(dataDir)) {
    await mkdir(dataDir, { recursive: true });
    await chmod(dataDir, isRoot() ? 0o711 : 0o700);
  }
  return realpath(dataDir);
}

async function homeForUs(dataDir: string, elsewhere: Elsewhere | undefined): Promise<ClusterHome> {
  if (elsewhere) {
    throw new Error(
      `The database of ${dataDir} was made by root and lies in ${elsewhere.folder}. Start Crosstown as root, or with ` +
        'another DATA_DIR.',
    );
  }
  const cluster = join(dataDir, 'postgres');
  const owner = await ownerOf(cluster);
  if (owner && process.geteuid && owner.uid !== process.geteuid()) {
    throw new Error(
      `The database in ${cluster} belongs to the account "${owner.name}". Start Crosstown as that account, or as root ` +
        'where root made it, or with another DATA_DIR.',
    );
  }
  return { dataDir, folder: dataDir, cluster, account: undefined, binaries: dataDir };
}

async function homeForRoot(
  dataDir: string,
  elsewhere: Elsewhere | undefined,
  log: (message: string) => void,
): Promise<ClusterHome> {
  if (elsewhere) return recordedHome(dataDir, elsewhere);

  const inside = join(dataDir, 'postgres');
  const owner = await ownerOf(inside);
  const account = owner && owner.uid !== 0 ? owner : unprivilegedAccount();
  if (canEnter(account, dataDir)) {
    return { dataDir, folder: dataDir, cluster: inside, account, binaries: dataDir };
  }
  if (existsSync(join(inside, 'PG_VERSION'))) {
    throw new Error(
      `The account "${account.name}" runs the database in ${inside} but cannot enter ${dataDir}. Let it (chmod o+x on ` +
        'the folders above), or move DATA_DIR to where it can.',
    );
  }
  const base = await makeBase();
  const folder = join(base, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  await setAside(folder, dataDir, log);
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o711);
  const id = randomBytes(8).toString('hex');
  await writeFile(join(folder, OWNER), JSON.stringify({ dataDir, id }));
  await writeFile(join(dataDir, RECORD), JSON.stringify({ folder, id }));
  log(`Only root may enter ${dataDir}, so its database lies in ${folder}.`);
  return { dataDir, folder, cluster: join(folder, 'postgres'), account, binaries: base };
}

async function recordedHome(dataDir: string, { folder, id }: Elsewhere): Promise<ClusterHome> {
  const owner = await readJson<{ id: string }>(join(folder, OWNER));
  if (owner?.id !== id) {
    throw new Error(
      `The database of ${dataDir} lay in ${folder}, and is not there any more. Bring it back; or, to begin anew without ` +
        `it, remove ${join(dataDir, RECORD)}.`,
    );
  }
  const cluster = join(folder, 'postgres');
  const account = (await ownerOf(cluster)) ?? unprivilegedAccount();
  return { dataDir, folder, cluster, account, binaries: join(folder, '..') };
}

/** A data folder that was removed leaves its cluster behind; it is kept once, never opened for the new one. */
async function setAside(folder: string, dataDir: string, log: (message: string) => void): Promise<void> {
  if (!existsSync(folder)) return;
  await stopPostmaster(join(folder, 'postgres'));
  const previous = `${folder}.previous`;
  await rm(previous, { recursive: true, force: true });
  await rename(folder, previous);
  log(`An earlier database of ${dataDir}, which no longer names it, was set aside in ${previous}.`);
}

/** A folder that only root can write and everybody can enter, so that nobody can lay a trap in it. */
async function makeBase(): Promise<string> {
  const problems: string[] = [];
  for (const base of ['/var/lib/crosstown', '/usr/local/var/crosstown', '/var/tmp/crosstown']) {
    try {
      await mkdir(base, { recursive: true });
      const { uid, mode } = await lstat(base);
      if ((mode & 0o170000) === 0o040000 && uid === 0) {
        await chmod(base, 0o755);
        if (canEnter(unprivilegedAccount(), base)) return base;
      }
      problems.push(`${base}: not ours`);
    } catch (error) {
      problems.push(`${base}: ${String((error as NodeJS.ErrnoException).code)}`);
    }
  }
  throw new Error(
    `No folder was found for the database that an account other than root can enter (${problems.join('; ')}). Set ` +
      'DATA_DIR to one, or start Crosstown as an ordinary user.',
  );
}

async function ownerOf(cluster: string): Promise<Account | undefined> {
  try {
    const { uid, gid } = await lstat(cluster);
    return accountOf(uid, gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function readRecord(dataDir: string): Promise<Elsewhere | undefined> {
  return readJson<Elsewhere>(join(dataDir, RECORD));
}

async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
