import { MEDIA_TYPES, type MediaType } from '../../media-type';
import type { Archive } from '../archive/archive';
import { type Attributes, walkXml } from '../markup/xml-walk';
import { ReadingError } from '../reading.error';

const CONTENT_TYPES = '[Content_Types].xml';

/** Main parts of Office Open XML by the words in their type; templates and files with macros are read like the rest. */
const MAIN_PARTS: readonly (readonly [RegExp, MediaType])[] = [
  [
    /wordprocessingml\.(?:document|template)\.main|ms-word\.(?:document|template)\.macroEnabled/i,
    MEDIA_TYPES.docx,
  ],
  [
    /presentationml\.(?:presentation|slideshow|template)\.main|ms-powerpoint\.(?:presentation|slideshow|template)\.macroEnabled/i,
    MEDIA_TYPES.pptx,
  ],
  [/spreadsheetml\.(?:sheet|template)\.main|ms-excel\.(?:sheet|template)\.macroEnabled/i, MEDIA_TYPES.xlsx],
];
const OPEN_DOCUMENT: readonly (readonly [RegExp, MediaType])[] = [
  [/opendocument\.text/, MEDIA_TYPES.odt],
  [/opendocument\.presentation/, MEDIA_TYPES.odp],
  [/opendocument\.spreadsheet/, MEDIA_TYPES.ods],
];

/** What a ZIP is: an office file by its own declaration, an archive otherwise. */
export async function officeType(archive: Archive): Promise<MediaType> {
  const types = archive.has(CONTENT_TYPES) ? await archive.read(CONTENT_TYPES) : undefined;
  if (types) {
    const found = mainPart(types);
    if (found) return found;
  }
  const declared = archive.has('mimetype') ? (await archive.read('mimetype'))?.toString('latin1') : undefined;
  const match = OPEN_DOCUMENT.find(([pattern]) => declared !== undefined && pattern.test(declared));
  if (!match) return MEDIA_TYPES.zip;
  if (await isEncrypted(archive)) throw new ReadingError('encrypted');
  return match[1];
}

/** Whether programs are inside. They are never run; a person is told that they were left out. */
export function hasMacros({ entries }: Archive): boolean {
  return entries.some(({ name }) => /vbaProject\.bin$|^Basic\/|^Scripts\//i.test(name));
}

function mainPart(types: Buffer): MediaType | undefined {
  let found: MediaType | undefined;
  walkXml(types, {
    open: (_name: string, { ContentType = '' }: Attributes) => {
      found ??= MAIN_PARTS.find(([pattern]) => pattern.test(ContentType))?.[1];
    },
  });
  return found;
}

async function isEncrypted(archive: Archive): Promise<boolean> {
  const manifest = await archive.read('META-INF/manifest.xml');
  let encrypted = false;
  if (manifest) {
    // Manifests of old programs begin with a harmless DOCTYPE.
    const text = manifest.toString('utf8').replace(/<!DOCTYPE manifest:manifest[^>[]*>/, '');
    walkXml(Buffer.from(text), { open: (name) => (encrypted ||= name.endsWith('encryption-data')) });
  }
  return encrypted;
}
