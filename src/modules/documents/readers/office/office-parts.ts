import type { ReadWarning } from '../../read-document';
import { type Archive, openArchive } from '../archive/archive';
import { walkXml } from '../markup/xml-walk';
import { cleanText } from '../plain-text';
import type { ReaderInput } from '../reader.type';
import { ReadingError } from '../reading.error';
import { hasMacros } from './office-type';

export interface OfficeFile {
  archive: Archive;
  declaredTitle?: string;
  metadata: Record<string, string>;
  warnings: ReadWarning[];
}

const WANTED: Readonly<Record<string, string>> = {
  'dc:title': 'title',
  'dc:subject': 'subject',
  'dc:language': 'language',
  'cp:keywords': 'keywords',
  'meta:keyword': 'keywords',
};

/** Opens an office file with what it says about itself; never who wrote it. */
export async function openOffice({ bytes, limits }: ReaderInput): Promise<OfficeFile> {
  const archive = await openArchive(bytes, limits);
  const { title, ...metadata } = await properties(archive);
  return {
    archive,
    metadata,
    warnings: hasMacros(archive) ? [{ code: 'macrosLeftOut' }] : [],
    ...(title ? { declaredTitle: title } : {}),
  };
}

/** Bytes of a part without which there is nothing to read. */
export async function needPart(archive: Archive, name: string): Promise<Buffer> {
  const bytes = await archive.read(name);
  if (!bytes) throw new ReadingError('damaged');
  return bytes;
}

/** Parts that a part refers to, by the id it calls them; paths from the top of the archive. */
export async function relations(archive: Archive, part: string): Promise<Map<string, string>> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const found = new Map<string, string>();
  const bytes = await archive.read(`${folder}_rels/${part.slice(folder.length)}.rels`);
  if (!bytes) return found;
  walkXml(bytes, {
    open: (name, { Id, Target, TargetMode }) => {
      if (name !== 'Relationship' || !Id || !Target || TargetMode === 'External') return;
      found.set(Id, Target.startsWith('/') ? Target.slice(1) : resolvePath(folder, Target));
    },
  });
  return found;
}

function resolvePath(folder: string, target: string): string {
  const steps = folder.split('/').filter(Boolean);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

async function properties(archive: Archive): Promise<Record<string, string>> {
  const bytes = (await archive.read('docProps/core.xml')) ?? (await archive.read('meta.xml'));
  const found: Record<string, string> = {};
  if (!bytes) return found;
  let current: string | undefined;
  walkXml(bytes, {
    open: (name) => (current = WANTED[name]),
    text: (text) => {
      if (current) found[current] = cleanText(`${found[current] ?? ''}${text}`);
    },
    close: () => (current = undefined),
  });
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== ''));
}
