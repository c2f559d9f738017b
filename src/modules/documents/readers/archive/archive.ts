import yauzl from 'yauzl';
import type { ReadingLimits } from '../reader.type';
import { ReadingError } from '../reading.error';

export interface ArchiveEntry {
  name: string;
  /** bytes once unpacked, as the archive says; more than that are never unpacked */
  size: number;
  isEncrypted: boolean;
}

/** A ZIP in memory, also in its dress as an office file. Nothing of it is ever written to a disk. */
export interface Archive {
  entries: readonly ArchiveEntry[];
  has(name: string): boolean;
  /** Bytes of an entry; undefined where there is none of the name. */
  read(name: string): Promise<Buffer | undefined>;
}

/** Method 0 and 8 of the format; the rest needs programs that nobody has. */
const KNOWN_METHODS = new Set([0, 8]);
/** what is packed better than this is made to be */
const STEEPEST_RATIO = 300;
const SMALL = 20 * 1024 * 1024;

/** Opens a ZIP and refuses one that would unpack to more than the limits. Throws ReadingError. */
export async function openArchive(bytes: Buffer, limits: ReadingLimits): Promise<Archive> {
  const zip = await open(bytes);
  const entries = await listEntries(zip, limits);
  const total = [...entries.values()].reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  const isSteep = total > SMALL && total > bytes.length * STEEPEST_RATIO;
  if (total > limits.unpackedBytes || isSteep) {
    throw new ReadingError('tooBigUnpacked', { megabytes: Math.floor(limits.unpackedBytes / 1024 ** 2) });
  }
  return {
    entries: [...entries.values()].map((entry) => ({
      name: entry.fileName,
      size: entry.uncompressedSize,
      isEncrypted: (entry.generalPurposeBitFlag & 1) === 1,
    })),
    has: (name) => entries.has(name),
    read: async (name) => {
      const entry = entries.get(name);
      return entry && unpack(zip, entry);
    },
  };
}

function open(bytes: Buffer): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) =>
    yauzl.fromBuffer(bytes, { lazyEntries: true, validateEntrySizes: true }, (error, zip) =>
      error ? reject(new ReadingError('damaged')) : resolve(zip),
    ),
  );
}

function listEntries(zip: yauzl.ZipFile, limits: ReadingLimits): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  return new Promise((resolve, reject) => {
    if (zip.entryCount > limits.entries) {
      reject(new ReadingError('tooManyEntries', { max: limits.entries }));
      return;
    }
    zip.on('entry', (entry: yauzl.Entry) => {
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', () => reject(new ReadingError('damaged')));
    zip.readEntry();
  });
}

function unpack(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Buffer> {
  if ((entry.generalPurposeBitFlag & 1) === 1) throw new ReadingError('encrypted');
  if (!KNOWN_METHODS.has(entry.compressionMethod)) throw new ReadingError('damaged');
  return new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => {
      if (error) {
        reject(new ReadingError('damaged'));
        return;
      }
      const chunks: Buffer[] = [];
      // The library ends the stream with an error at the first byte beyond the size that the entry claims.
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', () => reject(new ReadingError('damaged')));
      stream.on('end', () => resolve(Buffer.concat(chunks)));
    }),
  );
}
