import type { Readable } from 'node:stream';

/** Where files lie. Keys are made by us (`documents/ab/ab12…`), never by a person. */
export abstract class FileStorage {
  /** Keeps `bytes` bytes under the key, whole or not at all. A key that is there already stays as it is. */
  abstract put(key: string, content: Readable, bytes: number): Promise<void>;

  /** Throws FileMissingError where there is none. */
  abstract open(key: string): Promise<Readable>;

  abstract has(key: string): Promise<boolean>;

  /** A key that is not there is removed already. */
  abstract remove(key: string): Promise<void>;
}

export const STORAGE_KEY = /^[a-z]+(?:\/[a-z0-9-]+)+$/;

/** A key that is none of ours would lead out of the folder. */
export function checkKey(key: string): void {
  if (!STORAGE_KEY.test(key)) throw new Error('This is no key of a stored file');
}
