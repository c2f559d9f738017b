import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

export class DownloadError extends Error {
  /** `damaged`: what came is not what was announced; it was thrown away */
  constructor(readonly kind: 'unreachable' | 'missing' | 'damaged') {
    super(`A model's file is ${kind}`);
  }
}

export interface Download {
  url: string;
  /** where the file is to be, unpacked; what came so far is kept beside it with `.part` */
  path: string;
  size: number | null;
  sha256: string | null;
  /** bytes that have come, and all that will where the server says so */
  onProgress?: (done: number, total: number | null) => void;
  /** milliseconds without a byte after which the server is given up */
  silenceMs?: number;
}

export interface FileFacts {
  size: number;
  sha256: string;
}

/**
 * Fetches one file, goes on where an earlier try ended, unpacks it, and checks it against what is known of it: bytes,
 * SHA-256, and gzip's own sums. Throws DownloadError.
 */
export async function download(wanted: Download): Promise<FileFacts> {
  const part = `${wanted.path}.part`;
  await fetchInto(part, wanted);
  const unpacked = `${wanted.path}.unpacked`;
  try {
    const facts = await unpack(part, unpacked, isGzip(wanted.url));
    if (wanted.size !== null && facts.size !== wanted.size) throw new DownloadError('damaged');
    if (wanted.sha256 !== null && facts.sha256 !== wanted.sha256) throw new DownloadError('damaged');
    await rename(unpacked, wanted.path);
    await rm(part, { force: true });
    return facts;
  } catch (error) {
    // What is damaged stays so however often one goes on with it.
    await Promise.all([part, unpacked].map((path) => rm(path, { force: true })));
    throw error instanceof DownloadError ? error : new DownloadError('damaged');
  }
}

export function isGzip(name: string): boolean {
  return /\.gz(\?|$)/.test(name);
}

async function fetchInto(part: string, { url, onProgress, silenceMs = 30_000 }: Download): Promise<void> {
  const before = await stat(part).then(
    ({ size }) => size,
    () => 0,
  );
  const controller = new AbortController();
  const watch = (): NodeJS.Timeout => setTimeout(() => controller.abort(), silenceMs);
  let timer = watch();
  try {
    const response = await fetch(url, {
      // Compressed as it lies there: a server that packs once more would make ranges meaningless.
      headers: { 'accept-encoding': 'identity', ...(before > 0 ? { range: `bytes=${before}-` } : {}) },
      signal: controller.signal,
    });
    // Nothing is left to fetch; whether it is all, unpacking tells.
    if (response.status === 416 && before > 0) return void (await response.body?.cancel());
    if (response.status === 404 || response.status === 403) throw new DownloadError('missing');
    if (!response.ok || !response.body) throw new DownloadError('unreachable');
    const isRest = response.status === 206 && startOf(response) === before;
    if (response.status === 206 && !isRest) throw new DownloadError('unreachable');
    let done = isRest ? before : 0;
    const length = Number(response.headers.get('content-length'));
    const total = length > 0 ? done + length : null;
    // A server without ranges sends all of it anew. Each chunk is in the file before the next one is asked for, so that
    // what came before a connection broke off is kept.
    const file = await open(part, isRest ? 'a' : 'w');
    try {
      for await (const chunk of response.body) {
        clearTimeout(timer);
        timer = watch();
        const bytes = chunk as Uint8Array;
        await file.write(bytes);
        done += bytes.byteLength;
        onProgress?.(done, total);
      }
    } finally {
      await file.close();
    }
    if (total !== null && done < total) throw new DownloadError('unreachable');
  } catch (error) {
    throw error instanceof DownloadError ? error : new DownloadError('unreachable');
  } finally {
    clearTimeout(timer);
  }
}

function startOf(response: Response): number {
  return Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? Number.NaN);
}

/** Writes a file unpacked, and tells its bytes and sum. */
export async function unpack(from: string, to: string, isPacked: boolean): Promise<FileFacts> {
  const hash = createHash('sha256');
  let size = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      size += chunk.length;
      hash.update(chunk);
      next(null, chunk);
    },
  });
  const source = createReadStream(from);
  const file = createWriteStream(to);
  if (isPacked) await pipeline(source, createGunzip(), counting, file);
  else await pipeline(source, counting, file);
  if (size === 0) throw new DownloadError('damaged');
  return { size, sha256: hash.digest('hex') };
}
