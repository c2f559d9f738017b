import { MEDIA_TYPES, type MediaType } from '../media-type';
import type { ReadDocument } from '../read-document';
import { readHtml } from './markup/html.reader';
import { readMarkdown } from './markdown/markdown.reader';
import type { Reader, ReadingLimits } from './reader.type';
import { ReadingError } from './reading.error';
import { look, textType, unreadable } from './sniff';
import { readText } from './text/text.reader';

const READERS: Partial<Record<MediaType, Reader>> = {
  [MEDIA_TYPES.text]: readText,
  [MEDIA_TYPES.markdown]: readMarkdown,
  [MEDIA_TYPES.html]: readHtml,
};

/** Reads a file where it is called: only for a process that may be killed. Throws ReadingError. */
export async function readBytes(
  bytes: Buffer,
  name: string,
  limits: ReadingLimits,
  progress: (done: number, total: number) => void,
): Promise<ReadDocument> {
  const mediaType = typeOf(bytes, name);
  const reader = READERS[mediaType];
  if (!reader) throw new ReadingError('unknownType', { name });
  const content = await reader({ bytes, name, mediaType, limits, progress });
  return { mediaType, ...content };
}

function typeOf(bytes: Buffer, name: string): MediaType {
  const first = look(bytes);
  if (first.shell === 'text') return textType(bytes, name);
  throw unreadable(first.shell === 'other' ? first.what : first.shell, name);
}
