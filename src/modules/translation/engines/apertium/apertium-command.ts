import { spawn } from 'node:child_process';
import { TranslatorError, type TranslatorFailure } from '../../translator';
import { AtOnce } from '../at-once';
import { Kept } from '../pair-list';
import type { ApertiumBackend } from './apertium-backend';

export interface ApertiumCommandOptions {
  /** name or path of the command */
  command?: string;
  /** how many may run at once, each a pipeline of some ten processes and up to 120 MB */
  atOnce?: number;
  /** milliseconds for one run */
  timeoutMs?: number;
}

/** What a shell ends with where it does not find a command. */
const NOT_FOUND = 127;
const LONGEST_OUTPUT = 8 * 2 ** 20;

/** Apertium as a command of this machine (Debian: `apertium` and packages as `apertium-spa-cat`). */
export class ApertiumCommand implements ApertiumBackend {
  private readonly command: string;
  private readonly timeoutMs: number;
  private readonly places: AtOnce;
  private readonly installed = new Kept(() => this.listModes());

  constructor({ command = 'apertium', atOnce = 2, timeoutMs = 60_000 }: ApertiumCommandOptions = {}) {
    this.command = command;
    this.timeoutMs = timeoutMs;
    this.places = new AtOnce(atOnce);
  }

  modes(): Promise<ReadonlySet<string>> {
    return this.installed.get();
  }

  /** None where the command is not installed: then it is no engine that failed, but one that is not there. */
  private async listModes(): Promise<ReadonlySet<string>> {
    const list = await this.run(['-l'], '');
    return new Set(
      list
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    );
  }

  translate(mode: string, text: string, signal?: AbortSignal): Promise<string> {
    return this.places.use(() => this.run(['-u', '-f', 'txt', mode], text, signal));
  }

  /**
   * The command is a script that starts a pipeline: in a process group of its own, so that all of it can be ended.
   * A pipeline ends by itself when its input does, so nothing is left behind if this process is killed. Behind `cat`,
   * because it opens /dev/stdin, which cannot be done with the sockets that Node gives its children.
   */
  private run(given: readonly string[], input: string, signal?: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      const fail = (failure: TranslatorFailure): void => reject(new TranslatorError('apertium', failure));
      if (signal?.aborted) return fail('timeout');
      const child = spawn('sh', ['-c', 'cat | "$0" "$@"', this.command, ...given], {
        detached: true,
        stdio: ['pipe', 'pipe', 'ignore'],
        env: { PATH: process.env.PATH, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
      });
      const chunks: Buffer[] = [];
      let length = 0;
      let ended: TranslatorFailure | undefined;
      const end = (failure: TranslatorFailure): void => {
        ended ??= failure;
        if (child.pid !== undefined) killGroup(child.pid);
      };
      const late = (): void => end('timeout');
      const timer = setTimeout(late, this.timeoutMs);
      signal?.addEventListener('abort', late, { once: true });
      child.stdout.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > LONGEST_OUTPUT) end('bad-answer');
      });
      // A pipeline that ends early closes its input: what its exit code says counts.
      child.stdin.on('error', () => undefined);
      child.once('error', () => (ended ??= 'unavailable'));
      child.once('close', (code) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', late);
        if (ended) fail(ended);
        else if (code === NOT_FOUND && given[0] === '-l') resolve('');
        else if (code !== 0) fail('unavailable');
        else resolve(Buffer.concat(chunks).toString('utf8'));
      });
      child.stdin.end(input);
    });
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
