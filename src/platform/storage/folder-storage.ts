import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileMissingError } from './file-missing.error';
import { checkKey, FileStorage } from './file-storage';

/** Files in a folder of this machine, or of a volume that several of them share. */
export class FolderStorage extends FileStorage {
  constructor(private readonly folder: string) {
    super();
  }

  async put(key: string, content: Readable, bytes: number): Promise<void> {
    const path = this.pathOf(key);
    if (await this.has(key)) {
      content.destroy();
      return;
    }
    await mkdir(dirname(path), { recursive: true });
    // Under its name it is whole: it was written beside, and moved.
    const draft = `${path}.${randomUUID()}.part`;
    try {
      const target = createWriteStream(draft, { flush: true, mode: 0o600 });
      await pipeline(content, target);
      if (target.bytesWritten !== bytes) throw new Error(`Stored ${target.bytesWritten} bytes of ${bytes}`);
      await rename(draft, path);
    } finally {
      await rm(draft, { force: true });
    }
  }

  async open(key: string): Promise<Readable> {
    try {
      return (await open(this.pathOf(key))).createReadStream();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new FileMissingError();
      throw error;
    }
  }

  async has(key: string): Promise<boolean> {
    return access(this.pathOf(key)).then(
      () => true,
      () => false,
    );
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  private pathOf(key: string): string {
    checkKey(key);
    return join(this.folder, key);
  }
}
