import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locale } from '../../../../common/locale';
import { isObject } from '../http/engine-http';
import { type FileRole, isComplete } from './model-registry';

/** A model that is there: what its folder's `model.json` says. */
export interface StoredModel {
  from: Locale;
  to: Locale;
  architecture: string;
  /** fetched, or put there by hand */
  origin: 'registry' | 'by hand';
  files: { role: FileRole; name: string; size: number; sha256: string }[];
}

const MANIFEST = 'model.json';
export const FILE_NAMES: Readonly<Record<FileRole, string>> = {
  model: 'model.bin',
  lexicalShortlist: 'lex.bin',
  vocab: 'vocab.spm',
  srcVocab: 'srcvocab.spm',
  trgVocab: 'trgvocab.spm',
};

export async function readModel(folder: string): Promise<StoredModel | undefined> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const model: unknown = JSON.parse(text);
    return isStoredModel(model) ? model : undefined;
  } catch {
    return undefined;
  }
}

export async function writeModel(folder: string, model: StoredModel): Promise<void> {
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(model, null, 2)}\n`);
}

/** Whether all files are there with the length they should have; what they hold is checked when they are loaded. */
export async function looksWhole(folder: string, model: StoredModel): Promise<boolean> {
  const sizes = await Promise.all(
    model.files.map(
      async ({ name, size }) => (await stat(join(folder, name)).catch(() => undefined))?.size === size,
    ),
  );
  return sizes.every(Boolean);
}

export async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

export interface FoundFile {
  role: FileRole;
  name: string;
}

const ROLE_OF: Readonly<Record<string, FileRole>> = {
  model: 'model',
  lex: 'lexicalShortlist',
  vocab: 'vocab',
  srcvocab: 'srcVocab',
  trgvocab: 'trgVocab',
};

/**
 * The models whose files lie in a folder, named as Mozilla names them: `model.enes.intgemm.alphas.bin`,
 * `lex.50.50.enes.s2t.bin`, `vocab.enes.spm` or `srcvocab.enes.spm` and `trgvocab.enes.spm`, packed with gzip or not.
 */
export async function findModels(folder: string): Promise<Map<string, FoundFile[]>> {
  const found = new Map<string, FoundFile[]>();
  for (const name of (await readdir(folder)).sort()) {
    const [, kind = '', pair = ''] =
      /^(model|lex|vocab|srcvocab|trgvocab)\.(?:\d+\.\d+\.)?([a-z]{4})\..*(?:bin|spm)(?:\.gz)?$/.exec(name) ??
      [];
    const role = ROLE_OF[kind];
    if (!role) continue;
    const key = `${pair.slice(0, 2)}-${pair.slice(2)}`;
    const files = found.get(key) ?? [];
    if (!files.some((file) => file.role === role)) files.push({ role, name });
    found.set(key, files);
  }
  return found;
}

export function isWhole(files: readonly FoundFile[]): boolean {
  return isComplete(files.map(({ role }) => role));
}

function isStoredModel(value: unknown): value is StoredModel {
  return (
    isObject(value) &&
    typeof value.from === 'string' &&
    typeof value.to === 'string' &&
    Array.isArray(value.files) &&
    value.files.every(
      (file: unknown) =>
        isObject(file) &&
        typeof file.role === 'string' &&
        Object.values(FILE_NAMES).includes(String(file.name)) &&
        typeof file.size === 'number' &&
        typeof file.sha256 === 'string',
    ) &&
    isComplete(value.files.map(({ role }: { role: FileRole }) => role))
  );
}
