import type { ErrorParameters } from '../../../common/errors';
import type { ReadDocument } from '../read-document';
import type { ReadingLimits } from '../readers/reader.type';
import type { ReadingFailure } from '../readers/reading.error';

/** What a reading process is told at first; the file itself comes on its standard input. */
export interface ReadingOrder {
  name: string;
  limits: ReadingLimits;
}

/** What it says. After `read` or `failed` it ends. */
export type ReadingMessage =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'read'; document: ReadDocument }
  | { kind: 'failed'; failure: ReadingFailure; parameters: ErrorParameters };
