import type { ReadDocument, ReadWarning } from '../../read-document';
import type { ReadContent, ReaderInput } from '../reader.type';
import { ReadingError } from '../reading.error';
import { openArchive } from './archive';

const NOT_FILES = /(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/;

/**
 * A ZIP of files, each read as if it had come alone and told apart by `anchor.file`. A file in it that cannot be read
 * is named in the warning `partNotRead` and the others are there; an archive in an archive is not opened.
 */
export async function readArchive(input: ReaderInput): Promise<ReadContent> {
  const { bytes, limits, progress, readPart } = input;
  const archive = await openArchive(bytes, limits);
  const files = archive.entries.filter(({ name }) => !NOT_FILES.test(name));
  if (files.length === 0) throw new ReadingError('empty');
  if (files.every(({ isEncrypted }) => isEncrypted)) throw new ReadingError('encrypted');
  const parts: ReadDocument[] = [];
  const warnings: ReadWarning[] = [];
  const failures: ReadingError[] = [];
  for (const [index, { name }] of files.entries()) {
    try {
      const content = await archive.read(name);
      if (content && readPart) parts.push(named(await readPart(content, name), name));
    } catch (error) {
      if (!(error instanceof ReadingError)) throw error;
      failures.push(error);
      warnings.push({
        code: 'partNotRead',
        anchor: { file: name },
        parameters: { file: name, reason: error.failure },
      });
    }
    progress(index + 1, files.length);
  }
  const [only] = failures;
  if (parts.length === 0 && only) throw only;
  return { metadata: {}, blocks: [], parts, warnings };
}

/** The same document, its places saying in which file of the archive they are. */
function named(part: ReadDocument, file: string): ReadDocument {
  return {
    ...part,
    blocks: part.blocks.map((block) => ({ ...block, anchor: { ...block.anchor, file } })),
    warnings: part.warnings.map((warning) => ({ ...warning, anchor: { ...warning.anchor, file } })),
  };
}
