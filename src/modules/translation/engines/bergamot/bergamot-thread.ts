import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PROJECT_ROOT } from '../../../../platform/config';
import { codeOfProcess } from '../../../../platform/process/code-of-process';
import { TranslatorError } from '../../translator';
import { AtOnce } from '../at-once';
import type { ThreadAnswer, ThreadFailure, ThreadQuestion } from './thread-messages';

/** Where the package keeps its WebAssembly module. */
export const RUNTIME_FOLDER = join(
  PROJECT_ROOT,
  'node_modules',
  '@browsermt',
  'bergamot-translator',
  'worker',
);

const CODE = codeOfProcess(__dirname, 'bergamot.worker');

/** A thread without work for this long is ended, for the memory that its models take. */
const IDLE_MS = 5 * 60_000;

export class ThreadError extends Error {
  constructor(readonly failure: ThreadFailure) {
    super(`The model is ${failure}`);
  }
}

/**
 * The thread in which Bergamot translates, so that nobody else waits for it. Started when it is needed. It is ended when
 * it takes too long or nobody waits any more, since it cannot be interrupted; the next text starts another one.
 */
export class BergamotThread {
  private readonly line = new AtOnce(1);
  private worker: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private asked = 0;

  constructor(
    private readonly timeoutMs: number,
    private readonly runtimeFolder = RUNTIME_FOLDER,
    private readonly idleMs = IDLE_MS,
  ) {}

  /** Throws TranslatorError (timeout, unavailable) or ThreadError. */
  translate(question: Omit<ThreadQuestion, 'id'>, signal?: AbortSignal): Promise<string[]> {
    return this.line.use(() => this.ask(question, signal));
  }

  get isRunning(): boolean {
    return this.worker !== undefined;
  }

  async stop(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private ask(question: Omit<ThreadQuestion, 'id'>, signal: AbortSignal | undefined): Promise<string[]> {
    if (signal?.aborted) return Promise.reject(new TranslatorError('bergamot', 'timeout'));
    clearTimeout(this.idle);
    this.worker ??= this.start();
    const { worker } = this;
    this.asked += 1;
    const id = this.asked;
    return new Promise<string[]>((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', late);
        worker.off('message', answered);
        worker.off('exit', died);
        worker.off('error', died);
      };
      const answered = (answer: ThreadAnswer): void => {
        if (answer.id !== id) return;
        end();
        if (answer.kind === 'done') return resolve(answer.texts);
        // A runtime that gave up once cannot be trusted with the next text.
        if (answer.failure !== 'damaged') void this.stop();
        reject(new ThreadError(answer.failure));
      };
      const died = (): void => {
        end();
        void this.stop();
        reject(new TranslatorError('bergamot', 'unavailable'));
      };
      const late = (): void => {
        end();
        void this.stop();
        reject(new TranslatorError('bergamot', 'timeout'));
      };
      const timer = setTimeout(late, this.timeoutMs);
      signal?.addEventListener('abort', late, { once: true });
      worker.on('message', answered);
      worker.on('exit', died);
      worker.on('error', died);
      worker.postMessage({ ...question, id } satisfies ThreadQuestion);
    }).finally(() => {
      if (!this.worker) return;
      this.idle = setTimeout(() => void this.stop(), this.idleMs);
      this.idle.unref();
    });
  }

  private start(): Worker {
    const worker = new Worker(CODE.file, {
      argv: CODE.args,
      execArgv: [],
      workerData: { runtimeFolder: this.runtimeFolder },
      stdout: false,
      stderr: false,
    });
    // It does not keep a process alive that has nothing else to do, and its end is noticed by whoever asks it.
    worker.unref();
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    return worker;
  }
}
