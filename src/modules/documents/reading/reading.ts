import { type ChildProcess, fork, type ForkOptions } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { codeOfProcess } from '../../../platform/process/code-of-process';
import type { ReadDocument } from '../read-document';
import { DEFAULT_LIMITS, type ReadingLimits } from '../readers/reader.type';
import { ReadingError } from '../readers/reading.error';
import type { ReadingMessage, ReadingOrder } from './reading-message.type';
import { Turnstile } from './turnstile';

export interface ReadingOptions {
  limits?: Partial<ReadingLimits>;
  /** milliseconds that a reading may take from when its process began */
  timeLimitMs?: number;
  /** megabytes that its process may hold; half of it its own objects */
  memoryLimitMb?: number;
  /** ends the reading; it then rejects with the signal's reason */
  signal?: AbortSignal;
  /** pages, sheets, slides or files done so far */
  onProgress?: (done: number, total: number) => void;
}

const TIME_LIMIT_MS = 300_000;
const MEMORY_LIMIT_MB = 1_536;
const MEMORY_CHECK_MS = 250;
const PAGE_BYTES = 4_096;
/** A file is read on one core; another stays for who reads the site. */
const turnstile = new Turnstile(2);

const CODE = codeOfProcess(__dirname, 'reading.process');

/**
 * A file as text with places, read in a process of its own, two at a time. `source`: its bytes, where it lies, or a
 * stream of it. `name` decides nothing but between kinds of text. Throws ReadingError, whose message key tells the
 * person what is wrong with the file.
 */
export async function readDocument(
  source: Buffer | string | Readable,
  name: string = typeof source === 'string' ? basename(source) : '',
  options: ReadingOptions = {},
): Promise<ReadDocument> {
  const order = { name, limits: { ...DEFAULT_LIMITS, ...options.limits } };
  return turnstile.run(() => {
    options.signal?.throwIfAborted();
    return readInProcess(typeof source === 'string' ? createReadStream(source) : source, order, options);
  });
}

function readInProcess(
  source: Buffer | Readable,
  order: ReadingOrder,
  options: ReadingOptions,
): Promise<ReadDocument> {
  const { timeLimitMs = TIME_LIMIT_MS, memoryLimitMb = MEMORY_LIMIT_MB, signal, onProgress } = options;
  const child = start(Math.floor(memoryLimitMb / 2));
  return new Promise((resolve, reject) => {
    const timers: NodeJS.Timeout[] = [];
    let complaint = '';
    const end = (settle: () => void): void => {
      timers.forEach((timer) => clearTimeout(timer));
      signal?.removeEventListener('abort', onAbort);
      child.removeAllListeners();
      child.kill('SIGKILL');
      settle();
    };
    const fail = (error: unknown): void =>
      end(() => reject(error instanceof Error ? error : new Error(String(error))));
    const onAbort = (): void => fail(signal?.reason);
    signal?.addEventListener('abort', onAbort);
    timers.push(
      setTimeout(
        () => fail(new ReadingError('tookTooLong', { seconds: Math.round(timeLimitMs / 1_000) })),
        timeLimitMs,
      ),
      setInterval(() => {
        void heldMegabytes(child.pid).then((held) => {
          if (held > memoryLimitMb) fail(new ReadingError('tookTooMuchMemory'));
        });
      }, MEMORY_CHECK_MS),
    );
    child.stderr?.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-4_000)));
    child.on('message', (message: ReadingMessage) => {
      if (message.kind === 'progress') onProgress?.(message.done, message.total);
      else if (message.kind === 'read') end(() => resolve(message.document));
      else fail(new ReadingError(message.failure, message.parameters));
    });
    child.on('error', () => fail(new ReadingError('failed')));
    child.on('exit', () =>
      fail(new ReadingError(/out of memory/i.test(complaint) ? 'tookTooMuchMemory' : 'failed')),
    );
    child.send(order);
    // A process that died leaves the pipe broken; its end is told by `exit`.
    pipeline(
      Buffer.isBuffer(source) ? Readable.from([source]) : source,
      child.stdin as NodeJS.WritableStream,
    ).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') fail(error);
    });
  });
}

function start(heapMb: number): ChildProcess {
  const { PATH = '', TESSDATA_PREFIX } = process.env;
  const options: ForkOptions = {
    execArgv: [`--max-old-space-size=${heapMb}`],
    // Nothing of the service's own environment: no key, no password.
    env: { PATH, ...(TESSDATA_PREFIX ? { TESSDATA_PREFIX } : {}) },
    serialization: 'advanced',
    stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
  };
  return fork(CODE.file, CODE.args, options);
}

/** Memory of a process where the system tells (Linux); elsewhere the bound on its heap has to do. */
async function heldMegabytes(pid: number | undefined): Promise<number> {
  if (pid === undefined || process.platform !== 'linux') return 0;
  const pages = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return (Number(pages.split(' ')[1] ?? 0) * PAGE_BYTES) / 1024 ** 2;
}
