// A process that reads one file and ends. It has no secret, no database and no address of the service, so a file that
// breaks a reader breaks nothing else; who started it kills it when it takes too much.
import { setPriority } from 'node:os';
import { readBytes } from '../readers/read-bytes';
import { ReadingError } from '../readers/reading.error';
import type { ReadingMessage, ReadingOrder } from './reading-message.type';

/** below what answers readers */
const PRIORITY = 10;
/** a message a page would be more work than the page */
const PROGRESS_EVERY_MS = 200;

const say = (message: ReadingMessage): Promise<void> =>
  new Promise((resolve) => {
    if (process.send) process.send(message, () => resolve());
    else resolve();
  });

async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function main({ name, limits }: ReadingOrder): Promise<void> {
  let told = 0;
  const progress = (done: number, total: number): void => {
    const now = Date.now();
    if (now - told < PROGRESS_EVERY_MS && done < total) return;
    told = now;
    void say({ kind: 'progress', done, total });
  };
  try {
    const document = await readBytes(await readInput(), name, limits, progress);
    await say({ kind: 'read', document });
  } catch (error) {
    if (!(error instanceof ReadingError)) process.stderr.write(`${String(error)}\n`);
    const { failure, parameters } = error instanceof ReadingError ? error : new ReadingError('failed');
    await say({ kind: 'failed', failure, parameters });
  }
  process.exit(0);
}

setPriority(PRIORITY);
process.once('message', (order) => void main(order as ReadingOrder));
// Without who started it nobody wants the answer.
process.once('disconnect', () => process.exit(1));
