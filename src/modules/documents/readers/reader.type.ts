import type { Block, ReadDocument, ReadWarning } from '../read-document';

/** What a reader gets: the whole file, and what stands in the way of reading too much of it. */
export interface ReaderInput {
  bytes: Buffer;
  /** file name as given; says nothing certain about the content */
  name: string;
  mediaType: string;
  limits: ReadingLimits;
  /** tells how far the reader is; pages, sheets, slides or files of an archive */
  progress: (done: number, total: number) => void;
  /** reads a file of an archive as if it had come alone */
  readPart?: (bytes: Buffer, name: string) => Promise<ReadDocument>;
}

/** Bounds of one reading. What goes over them ends with a `ReadingError`, or is cut with a warning where said. */
export interface ReadingLimits {
  /** bytes that the files inside an archive or office file may have together once unpacked */
  unpackedBytes: number;
  /** entries of an archive or office file */
  entries: number;
  /** pages of a PDF; more are left out with the warning `pagesLeftOut` */
  pages: number;
  /** rows with content of a table; more are left out with the warning `rowsLeftOut` */
  rows: number;
  /** characters of text; more are left out with the warning `textLeftOut` */
  characters: number;
  /** command for reading scanned pages, `tesseract`; '' where there is none */
  ocrCommand: string;
}

export const DEFAULT_LIMITS: ReadingLimits = {
  unpackedBytes: 400 * 1024 * 1024,
  entries: 10_000,
  pages: 2_000,
  rows: 100_000,
  characters: 20_000_000,
  ocrCommand: 'tesseract',
};

/** What a reader makes; the media type is added by who called it. */
export interface ReadContent {
  declaredTitle?: string;
  metadata: Record<string, string>;
  blocks: Block[];
  pageCount?: number;
  warnings: ReadWarning[];
  parts?: ReadDocument[];
}

export type Reader = (input: ReaderInput) => ReadContent | Promise<ReadContent>;
