import { basename } from 'node:path';
import { MEDIA_TYPES, type MediaType } from '../media-type';
import type { ReadDocument } from '../read-document';
import { openArchive } from './archive/archive';
import { readArchive } from './archive/archive.reader';
import { readHtml } from './markup/html.reader';
import { readMarkdown } from './markdown/markdown.reader';
import { isWorkbook, readXls } from './legacy-sheet/xls.reader';
import { readDocx } from './office/docx.reader';
import { officeType } from './office/office-type';
import { readOpenDocument } from './office/open-document.reader';
import { readPptx } from './office/pptx.reader';
import { readPdf } from './pdf/pdf.reader';
import type { Reader, ReadingLimits } from './reader.type';
import { ReadingError } from './reading.error';
import { readCsv } from './sheet/csv.reader';
import { readOds } from './sheet/ods.reader';
import { readXlsx } from './sheet/xlsx.reader';
import { look, textType, unreadable } from './sniff';
import { readText } from './text/text.reader';

const READERS: Readonly<Record<MediaType, Reader>> = {
  [MEDIA_TYPES.pdf]: readPdf,
  [MEDIA_TYPES.docx]: readDocx,
  [MEDIA_TYPES.pptx]: readPptx,
  [MEDIA_TYPES.xlsx]: readXlsx,
  [MEDIA_TYPES.xls]: readXls,
  [MEDIA_TYPES.odt]: readOpenDocument,
  [MEDIA_TYPES.odp]: readOpenDocument,
  [MEDIA_TYPES.ods]: readOds,
  [MEDIA_TYPES.zip]: readArchive,
  [MEDIA_TYPES.html]: readHtml,
  [MEDIA_TYPES.markdown]: readMarkdown,
  [MEDIA_TYPES.csv]: readCsv,
  [MEDIA_TYPES.text]: readText,
};

/** Reads a file where it is called: only for a process that may be killed. Throws ReadingError. */
export async function readBytes(
  bytes: Buffer,
  name: string,
  limits: ReadingLimits,
  progress: (done: number, total: number) => void,
): Promise<ReadDocument> {
  const mediaType = await mediaTypeOf(bytes, name, limits);
  const readPart = (part: Buffer, partName: string): Promise<ReadDocument> =>
    readInner(part, partName, limits);
  const content = await READERS[mediaType]({ bytes, name, mediaType, limits, progress, readPart });
  if (content.blocks.length === 0 && !content.parts?.length) throw new ReadingError('noText');
  return { mediaType, ...content };
}

async function readInner(bytes: Buffer, path: string, limits: ReadingLimits): Promise<ReadDocument> {
  const name = basename(path);
  if ((await mediaTypeOf(bytes, name, limits)) === MEDIA_TYPES.zip) throw new ReadingError('nestedArchive');
  return readBytes(bytes, name, limits, () => undefined);
}

/** What a file is by its content; a name decides only between kinds of text. Throws ReadingError for what nobody reads. */
export async function mediaTypeOf(bytes: Buffer, name: string, limits: ReadingLimits): Promise<MediaType> {
  const first = look(bytes);
  switch (first.shell) {
    case 'text':
      return textType(bytes, name);
    case 'pdf':
      return MEDIA_TYPES.pdf;
    case 'zip':
      return officeType(await openArchive(bytes, limits));
    case 'ole':
      // Office programs put an encrypted file into the shell of their old formats.
      if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le')))
        throw new ReadingError('encrypted', { name });
      if (isWorkbook(bytes)) return MEDIA_TYPES.xls;
      throw new ReadingError('legacyOffice', { name });
    case 'other':
      throw unreadable(first.what, name);
  }
}
