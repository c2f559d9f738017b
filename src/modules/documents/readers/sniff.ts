import { extname } from 'node:path';
import { MEDIA_TYPES, type MediaType } from '../media-type';
import { ReadingError } from './reading.error';
import { decodeText } from './text/decode-text';

/** What the first bytes say; `zip` and `ole` are shells that several kinds of file share. */
export type FirstLook = { shell: 'zip' | 'ole' | 'text' | 'pdf' } | { shell: 'other'; what: string };

const MAGIC: readonly (readonly [what: string, start: string])[] = [
  ['JPEG', 'ffd8ff'],
  ['PNG', '89504e470d0a1a0a'],
  ['GIF', '47494638'],
  ['TIFF', '49492a00'],
  ['TIFF', '4d4d002a'],
  ['BMP', '424d'],
  ['RAR', '526172211a07'],
  ['7-Zip', '377abcaf271c'],
  ['gzip', '1f8b'],
  ['RTF', '7b5c727466'],
  ['ELF', '7f454c46'],
  ['EXE', '4d5a90'],
];
const KNOWN_ENDINGS = new Set(
  'pdf docx pptx xlsx xls odt odp ods zip html htm md markdown csv tsv txt'.split(' '),
);

/** What a file is, from its bytes alone. Throws ReadingError for an empty file. */
export function look(bytes: Buffer): FirstLook {
  if (bytes.length === 0) throw new ReadingError('empty');
  const start = bytes.subarray(0, 16).toString('hex');
  if (start.startsWith('504b0304') || start.startsWith('504b0506')) return { shell: 'zip' };
  if (start.startsWith('d0cf11e0a1b11ae1')) return { shell: 'ole' };
  if (bytes.subarray(0, 1_024).includes('%PDF-')) return { shell: 'pdf' };
  const known = MAGIC.find(([, magic]) => start.startsWith(magic));
  if (known && (known[0] !== 'BMP' || bytes.subarray(0, 64).includes(0)))
    return { shell: 'other', what: known[0] };
  return isText(bytes) ? { shell: 'text' } : { shell: 'other', what: '?' };
}

/** The error for bytes that nobody here reads: lying where the name promised one of ours, unknown otherwise. */
export function unreadable(what: string, name: string): ReadingError {
  const ending = extname(name).slice(1).toLowerCase();
  return KNOWN_ENDINGS.has(ending)
    ? new ReadingError('notWhatItSays', { name, ending, what })
    : new ReadingError('unknownType', { name });
}

/** Which kind of text: by its own marks, and where it has none, by the ending of its name. */
export function textType(bytes: Buffer, name: string): MediaType {
  const start = decodeText(bytes.subarray(0, 4_096)).text.trimStart();
  if (/^(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body)\b/i.test(start)) return MEDIA_TYPES.html;
  if (/^<\?xml\b[\s\S]{0,300}<html\b/i.test(start)) return MEDIA_TYPES.html;
  if (/^<\?xml\b/i.test(start)) throw new ReadingError('unknownType', { name });
  const ending = extname(name).slice(1).toLowerCase();
  if (ending === 'md' || ending === 'markdown') return MEDIA_TYPES.markdown;
  if (ending === 'csv' || ending === 'tsv') return MEDIA_TYPES.csv;
  if ((ending === 'html' || ending === 'htm') && /<[a-z][^>]*>/i.test(start)) return MEDIA_TYPES.html;
  if (/^---\r?\n[\s\S]{0,3000}?\r?\n---\r?\n/.test(start)) return MEDIA_TYPES.markdown;
  return MEDIA_TYPES.text;
}

/** Text has no control characters beyond white space, or is UTF-16. */
function isText(bytes: Buffer): boolean {
  const sample = bytes.subarray(0, 65_536);
  if (decodeText(sample.subarray(0, 4_096)).encoding.startsWith('utf-16')) return true;
  let strange = 0;
  for (const byte of sample) {
    if (byte === 0) return false;
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) strange++;
  }
  return strange <= sample.length / 100;
}
