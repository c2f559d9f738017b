import { fork } from 'node:child_process';
import { codeOfProcess } from '../../../platform/process/code-of-process';
import { ReadingError } from '../../documents';
import type { Understanding } from './proposal';
import type { UnderstandingAnswer, UnderstandingOrder } from './understanding-order.type';

const TIME_LIMIT_MS = 300_000;
const HEAP_MB = 1_024;

const CODE = codeOfProcess(__dirname, 'understanding.process');

/**
 * Understands a document in a process of its own, which gets nothing of the service's environment. Throws ReadingError:
 * `tookTooLong` after five minutes, `tookTooMuchMemory`, or `failed`; or the signal's reason.
 */
export function understandApart(order: UnderstandingOrder, signal?: AbortSignal): Promise<Understanding> {
  signal?.throwIfAborted();
  const { PATH = '' } = process.env;
  const child = fork(CODE.file, CODE.args, {
    execArgv: [`--max-old-space-size=${HEAP_MB}`],
    env: { PATH },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let complaint = '';
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      child.removeAllListeners();
      child.kill('SIGKILL');
      settle();
    };
    const fail = (error: Error): void => end(() => reject(error));
    const onAbort = (): void =>
      fail(signal?.reason instanceof Error ? signal.reason : new ReadingError('failed'));
    const timer = setTimeout(
      () => fail(new ReadingError('tookTooLong', { seconds: TIME_LIMIT_MS / 1_000 })),
      TIME_LIMIT_MS,
    );
    signal?.addEventListener('abort', onAbort);
    child.stderr?.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-4_000)));
    child.on('message', (answer: UnderstandingAnswer) => {
      if (answer.kind === 'understood') end(() => resolve(answer.understanding));
      else fail(new ReadingError('failed'));
    });
    child.on('error', () => fail(new ReadingError('failed')));
    child.on('exit', () =>
      fail(new ReadingError(/out of memory/i.test(complaint) ? 'tookTooMuchMemory' : 'failed')),
    );
    child.send(order, (error) => error && fail(new ReadingError('failed')));
  });
}
