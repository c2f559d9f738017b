import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ReadDocument } from './read-document';
import { readBytes } from './readers/read-bytes';
import { DEFAULT_LIMITS, type ReadingLimits } from './readers/reader.type';

export interface ReadingOptions {
  limits?: Partial<ReadingLimits>;
  /** pages, sheets, slides or files done so far */
  onProgress?: (done: number, total: number) => void;
}

/**
 * A file as text with places. `source`: its bytes, or where it lies. `name` decides nothing but between kinds of text.
 * Throws ReadingError, whose message key tells the person what is wrong with the file.
 */
export async function readDocument(
  source: Buffer | string,
  name: string = typeof source === 'string' ? basename(source) : '',
  { limits, onProgress }: ReadingOptions = {},
): Promise<ReadDocument> {
  const bytes = typeof source === 'string' ? await readFile(source) : source;
  return readBytes(bytes, name, { ...DEFAULT_LIMITS, ...limits }, onProgress ?? (() => undefined));
}
