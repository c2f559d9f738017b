import { createHmac, randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** In DATA_DIR, readable by its owner only. */
const FILE = 'postgres.secret';

/**
 * The secret that the passwords of a data folder's server are made from; made at the first call, the same afterwards.
 * Two processes that begin at once get the same.
 */
export async function readSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, FILE);
  if (!existsSync(path)) {
    // Written whole under another name, then linked: nobody reads half a secret, and the first one stays.
    const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
    await writeFile(draft, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
    try {
      await link(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      await rm(draft, { force: true });
    }
  }
  return (await readFile(path, 'utf8')).trim();
}

export function hasSecret(dataDir: string): boolean {
  return existsSync(join(dataDir, FILE));
}

/** Password of one role of the server: knowing the site's does not give the superuser's. */
export function passwordOf(secret: string, role: string): string {
  return createHmac('sha256', secret).update(role).digest('hex');
}
