import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { itIf } from '../../../../test/harness/skip';
import { isRoot } from './account';
import { type EmbeddedPostgres, removeEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import { runningPostmaster } from './postmaster';
import { isAlive, until } from './processes';

const HARNESS = join(__dirname, '../../../../test/harness');
const folders: string[] = [];
const children: ChildProcess[] = [];

function newFolder(): string {
  // A blank and a quote: paths as people have them.
  const folder = join(mkdtempSync(join(tmpdir(), 'crosstown-spec-')), "it's data");
  folders.push(folder);
  // mkdtemp makes it for us alone.
  chmodSync(join(folder, '..'), 0o755);
  return folder;
}

function start(dataDir: string, purpose: 'site' | 'command' = 'command'): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir, purpose });
}

/** A process of its own that holds the server, ready when this returns. */
async function holdElsewhere(
  dataDir: string,
  purpose: string,
): Promise<{ pid: number; url: string; kill(): Promise<void> }> {
  const child = spawn(
    process.execPath,
    [join(HARNESS, 'run-typescript.cjs'), join(HARNESS, 'hold-server.ts'), dataDir, purpose],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.push(child);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  return {
    pid: child.pid ?? 0,
    url,
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows.flatMap((row) => Object.values(row));
  } finally {
    await client.end();
  }
}

async function eventually<T>(work: () => Promise<T>): Promise<T> {
  const end = Date.now() + 15_000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill('SIGKILL');
  for (const folder of folders) {
    await removeEmbeddedPostgres(folder);
    rmSync(join(folder, '..'), { recursive: true, force: true });
  }
});

describe('embedded PostgreSQL', () => {
  it('makes, stops and reopens a database that holds what was written', async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    expect(first.startedByUs).toBe(true);
    expect(new URL(first.url).hostname).toBe('127.0.0.1');
    await query(first.url, 'CREATE TABLE note AS SELECT $$Ķekava$$ AS text');
    // The collations, the extensions and the rights that migrations count on.
    expect(await query(first.url, `SELECT lower('ĶEKAVA'), 'ą' < 'b' COLLATE "und-x-icu"`)).toEqual([
      'ķekava',
      true,
    ]);
    for (const extension of ['unaccent', 'pg_trgm', 'fuzzystrmatch', 'btree_gin', 'pgcrypto']) {
      await query(first.url, `CREATE EXTENSION ${extension}`);
    }
    expect(await query(first.url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([
      false,
    ]);
    await first.stop();
    expect(runningPostmaster(join(dataDir, 'postgres'))).toBeUndefined();

    const second = await start(dataDir);
    expect(await query(second.url, 'SELECT text FROM note')).toEqual(['Ķekava']);
    await second.stop();
  });

  it('keeps the password to its owner, and lets nobody in without it', async () => {
    const dataDir = newFolder();
    const server = await start(dataDir);
    if (process.platform !== 'win32') {
      expect(statSync(join(dataDir, 'postgres.secret')).mode & 0o777).toBe(0o600);
      expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
    }
    const url = new URL(server.url);
    url.password = 'guess';
    await expect(query(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    await server.stop();
  });

  it('goes on with the server of a process that was killed, and stops it as its last user', async () => {
    const dataDir = newFolder();
    const killed = await holdElsewhere(dataDir, 'site');
    await query(killed.url, 'CREATE TABLE acknowledged AS SELECT 7 AS n');
    await killed.kill();

    const heir = await start(dataDir, 'site');
    expect(heir.startedByUs).toBe(false);
    expect(heir.url).toBe(killed.url);
    expect(await query(heir.url, 'SELECT n FROM acknowledged')).toEqual([7]);
    await heir.stop();
    expect(runningPostmaster(join(dataDir, 'postgres'))).toBeUndefined();
  });

  it('refuses a second site and leaves the first alone; commands run beside it', async () => {
    const dataDir = newFolder();
    const site = await holdElsewhere(dataDir, 'site');
    await expect(start(dataDir, 'site')).rejects.toMatchObject({
      name: 'DataDirInUseError',
      message: expect.stringContaining(`process ${site.pid}`) as string,
    });
    const command = await start(dataDir);
    expect(command.startedByUs).toBe(false);
    await command.stop();
    expect(await query(site.url, 'SELECT 1')).toEqual([1]);
    await site.kill();
  });

  it('brings a killed server back at the same address with everything committed', async () => {
    const dataDir = newFolder();
    const server = await start(dataDir, 'site');
    await query(server.url, 'CREATE TABLE acknowledged AS SELECT generate_series(1, 1000) AS n');
    const killed = runningPostmaster(join(dataDir, 'postgres'))?.pid ?? 0;
    process.kill(killed, 'SIGKILL');
    expect(await eventually(() => query(server.url, 'SELECT count(*)::int FROM acknowledged'))).toEqual([
      1000,
    ]);
    expect(runningPostmaster(join(dataDir, 'postgres'))?.pid).not.toBe(killed);
    // The place of the one site is taken again, too.
    await eventually(() =>
      expect(start(dataDir, 'site')).rejects.toMatchObject({ name: 'DataDirInUseError' }),
    );
    await server.stop();
  });

  it('starts after both were killed, though another process has the number of the dead server', async () => {
    const dataDir = newFolder();
    const site = await holdElsewhere(dataDir, 'site');
    await query(site.url, 'CREATE TABLE acknowledged AS SELECT 7 AS n');
    const cluster = join(dataDir, 'postgres');
    const server = runningPostmaster(cluster)?.pid ?? 0;
    const owner = statSync(cluster);
    process.kill(server, 'SIGSTOP');
    await site.kill();
    process.kill(server, 'SIGKILL');
    await until(() => !runningPostmaster(cluster), 5_000);

    const stranger = spawn('sleep', ['60'], isRoot() ? { uid: owner.uid, gid: owner.gid, cwd: '/' } : {});
    children.push(stranger);
    const pidFile = join(cluster, 'postmaster.pid');
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(String(server), String(stranger.pid)));

    const next = await start(dataDir, 'site');
    expect(await query(next.url, 'SELECT n FROM acknowledged')).toEqual([7]);
    await next.stop();
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
    stranger.kill();
  });

  it('does not open a database whose making was broken off', async () => {
    const dataDir = newFolder();
    const half = join(dataDir, 'postgres');
    const draft = join(dataDir, 'postgres.new-2147483646-dead');
    for (const folder of [half, draft]) {
      mkdirSync(join(folder, 'base'), { recursive: true });
      writeFileSync(join(folder, 'PG_VERSION'), '18\n');
    }
    chmodSync(dataDir, 0o711);
    const server = await start(dataDir);
    expect(await query(server.url, 'SELECT 1')).toEqual([1]);
    expect(existsSync(draft)).toBe(false);
    expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres.broken-'))).toHaveLength(1);
    await server.stop();
  });

  it('gives processes that begin at once one and the same server', async () => {
    const dataDir = newFolder();
    const [one, two, three] = await Promise.all([start(dataDir), start(dataDir), start(dataDir)]);
    expect([two?.url, three?.url]).toEqual([one?.url, one?.url]);
    await one?.stop();
    await two?.stop();
    expect(await query(three?.url ?? '', 'SELECT 1')).toEqual([1]);
    await three?.stop();
    expect(runningPostmaster(join(dataDir, 'postgres'))).toBeUndefined();
  });

  itIf(isRoot(), 'not root', 'as root, runs below a folder that only root may enter', async () => {
    const dataDir = newFolder();
    chmodSync(join(dataDir, '..'), 0o700);
    const server = await start(dataDir);
    await query(server.url, 'CREATE TABLE note AS SELECT 7 AS n');
    await server.stop();
    const { folder } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { folder: string };
    const { uid, mode } = statSync(join(folder, 'postgres'));
    expect({ root: uid === 0, mode: mode & 0o777 }).toEqual({ root: false, mode: 0o700 });

    const again = await start(dataDir);
    expect(await query(again.url, 'SELECT n FROM note')).toEqual([7]);
    await again.stop();
    const user = spawnSync('ls', [join(folder, 'postgres')], { uid: 65533, gid: 65533, cwd: '/' });
    expect(user.status).not.toBe(0);
    await removeEmbeddedPostgres(dataDir);
    expect(existsSync(folder)).toBe(false);
  });

  it('says that DATABASE_URL helps where there are no binaries', async () => {
    const dataDir = newFolder();
    const architecture = Object.getOwnPropertyDescriptor(process, 'arch') ?? {};
    Object.defineProperty(process, 'arch', { ...architecture, value: 'abacus' });
    try {
      await expect(start(dataDir)).rejects.toThrow(/abacus[^]*DATABASE_URL/);
    } finally {
      Object.defineProperty(process, 'arch', architecture);
    }
  });
});
