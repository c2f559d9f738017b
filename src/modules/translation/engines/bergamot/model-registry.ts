import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Locale } from '../../../../common/locale';
import { isObject } from '../http/engine-http';

/** What a file is to the translator; a model has one vocabulary for both languages, or one for each. */
export type FileRole = 'model' | 'lexicalShortlist' | 'vocab' | 'srcVocab' | 'trgVocab';

export interface RegistryFile {
  /** compressed with gzip where its name ends so */
  url: string;
  /** bytes and SHA-256 once unpacked, where the registry tells them (it does of the model itself) */
  size: number | null;
  sha256: string | null;
}

export interface RegistryModel {
  from: Locale;
  to: Locale;
  /** base-memory, base or tiny */
  architecture: string;
  files: Partial<Record<FileRole, RegistryFile>>;
}

const ROLES: readonly FileRole[] = ['model', 'lexicalShortlist', 'vocab', 'srcVocab', 'trgVocab'];
/** Best first: base-memory is nearly as good as base at a third of its time. */
const ARCHITECTURES = ['base-memory', 'tiny', 'base'];
/** Its codes that are not ours. */
const LOCALES: Readonly<Record<string, Locale>> = { no: 'nb' };

const FRESH_MS = 7 * 24 * 3_600_000;
const TIMEOUT_MS = 5_000;
const RETRY_MS = 5 * 60_000;
const LARGEST_LIST = 16 * 2 ** 20;

/**
 * Which models there are: Mozilla's public list of those that it trained for Firefox (github.com/mozilla/translations,
 * README), or one of the same form. The list is fetched when it is first needed and kept in the models' folder for a week, and
 * for longer where no new one can be had. Where there is none at all, that is known for five minutes before anybody
 * tries again, so nobody waits for a machine without internet.
 */
export class ModelRegistry {
  private known: { models: Promise<readonly RegistryModel[] | null>; until: number } | undefined;

  constructor(
    private readonly url: string,
    private readonly keptAt: string,
    private readonly timeoutMs = TIMEOUT_MS,
  ) {}

  /** The best model of a pair; undefined: there is none; null: no list can be had. */
  async find(from: Locale, to: Locale): Promise<RegistryModel | undefined | null> {
    const models = await this.models();
    return models && models.find((model) => model.from === from && model.to === to);
  }

  models(): Promise<readonly RegistryModel[] | null> {
    if (this.known && this.known.until > Date.now()) return this.known.models;
    const models = this.load();
    const known = { models, until: Date.now() + RETRY_MS };
    this.known = known;
    return models;
  }

  private async load(): Promise<readonly RegistryModel[] | null> {
    const kept = await readFile(this.keptAt, 'utf8').catch(() => null);
    const old = kept === null ? null : readKept(kept);
    if (old && old.url === this.url && Date.now() - old.fetchedAt < FRESH_MS) return readRegistry(old.list);
    const list = await this.fetch().catch(() => null);
    if (list === null) return old && old.url === this.url ? readRegistry(old.list) : null;
    await this.keep(list);
    return readRegistry(list);
  }

  private async fetch(): Promise<unknown> {
    const response = await fetch(this.url, { signal: AbortSignal.timeout(this.timeoutMs) });
    if (!response.ok) throw new Error(`The list of models: ${response.status}`);
    const text = await response.text();
    const list: unknown = text.length > LARGEST_LIST ? null : JSON.parse(text);
    if (readRegistry(list).length === 0) throw new Error('The list of models has none');
    return list;
  }

  private async keep(list: unknown): Promise<void> {
    const text = JSON.stringify({ url: this.url, fetchedAt: Date.now(), list });
    await mkdir(dirname(this.keptAt), { recursive: true });
    const written = `${this.keptAt}.${randomUUID()}`;
    await writeFile(written, text);
    await rename(written, this.keptAt);
  }
}

function readKept(text: string): { url: string; fetchedAt: number; list: unknown } | null {
  try {
    const kept: unknown = JSON.parse(text);
    if (!isObject(kept) || typeof kept.url !== 'string' || typeof kept.fetchedAt !== 'number') return null;
    return { url: kept.url, fetchedAt: kept.fetchedAt, list: kept.list };
  } catch {
    return null;
  }
}

/** The models of the list, the best of each pair first; what is not of its form is left out. */
export function readRegistry(list: unknown): RegistryModel[] {
  if (!isObject(list) || typeof list.baseUrl !== 'string' || !isObject(list.models)) return [];
  const base = list.baseUrl.endsWith('/') ? list.baseUrl : `${list.baseUrl}/`;
  const models = Object.values(list.models)
    .flatMap((ofPair) => (Array.isArray(ofPair) ? (ofPair as unknown[]) : []))
    .flatMap((entry) => {
      const model = isObject(entry) ? readModel(entry, base) : undefined;
      return model
        ? [
            {
              model,
              isReleased: /^release/i.test(String((entry as { releaseStatus?: unknown }).releaseStatus)),
            },
          ]
        : [];
    });
  const rank = (architecture: string): number => {
    const at = ARCHITECTURES.indexOf(architecture);
    return at === -1 ? ARCHITECTURES.length : at;
  };
  return models
    .sort(
      (a, b) =>
        Number(b.isReleased) - Number(a.isReleased) ||
        rank(a.model.architecture) - rank(b.model.architecture),
    )
    .map(({ model }) => model);
}

function readModel(entry: Record<string, unknown>, base: string): RegistryModel | undefined {
  const { sourceLanguage, targetLanguage, architecture, files } = entry;
  if (typeof sourceLanguage !== 'string' || typeof targetLanguage !== 'string' || !isObject(files))
    return undefined;
  const read: RegistryModel['files'] = {};
  for (const role of ROLES) {
    const file = files[role];
    if (!isObject(file) || typeof file.path !== 'string') continue;
    const { uncompressedSize: size, uncompressedHash: sha256 } = file;
    read[role] = {
      url: new URL(file.path, base).href,
      size: typeof size === 'number' ? size : null,
      sha256: typeof sha256 === 'string' && /^[0-9a-f]{64}$/i.test(sha256) ? sha256.toLowerCase() : null,
    };
  }
  if (!isComplete(Object.keys(read) as FileRole[])) return undefined;
  return {
    from: LOCALES[sourceLanguage] ?? sourceLanguage,
    to: LOCALES[targetLanguage] ?? targetLanguage,
    architecture: typeof architecture === 'string' ? architecture : '',
    files: read,
  };
}

export function isComplete(roles: readonly FileRole[]): boolean {
  const has = (role: FileRole): boolean => roles.includes(role);
  return has('model') && has('lexicalShortlist') && (has('vocab') || (has('srcVocab') && has('trgVocab')));
}
