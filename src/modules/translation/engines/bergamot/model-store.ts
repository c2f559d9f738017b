import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locale } from '../../../../common/locale';
import type { PairState } from '../../translator';
import { download, isGzip, unpack } from './model-download';
import { FetchLock } from './fetch-lock';
import {
  FILE_NAMES,
  findModels,
  type FoundFile,
  isWhole,
  looksWhole,
  readModel,
  type StoredModel,
  sumOf,
  writeModel,
} from './model-folder';
import { type FileRole, ModelRegistry, type RegistryModel } from './model-registry';

export interface FetchProgress {
  /** bytes that have come, and all that will where that is known */
  done: number;
  total: number | null;
}

/** Why a model is not there. A message key's last part. */
export type NoModel = 'no-pair' | 'no-model-list' | 'model-unreachable' | 'model-unusable';

export class ModelError extends Error {
  constructor(readonly reason: NoModel) {
    super(`No model: ${reason}`);
  }
}

/** After a failure the registry is left alone for this long, so that every text does not wait for it again. */
const RETRY_MS = 5 * 60_000;
/** Bytes from which on a file's progress is told. */
const TOLD_FROM = 2 ** 20;

/**
 * The models of Bergamot, a folder `<from>-<to>` for each pair. A model is fetched once, by one process at a time, into a
 * folder of its own that takes its place when all is there and right; what is broken off goes on where it was.
 */
export class ModelStore {
  private readonly fetches = new Map<string, Promise<StoredModel>>();
  private readonly failures = new Map<string, { reason: NoModel; until: number }>();
  private readonly progressOf = new Map<string, FetchProgress>();

  constructor(
    readonly folder: string,
    private readonly registry: ModelRegistry,
    private readonly retryMs = RETRY_MS,
    private readonly log: (message: string) => void = () => undefined,
  ) {}

  async state(from: Locale, to: Locale): Promise<PairState> {
    const pair = pairOf(from, to);
    if (this.failures.get(pair)?.reason === 'model-unusable') return unavailable('model-unusable');
    if (await this.stored(from, to)) return { state: 'ready' };
    const failure = this.failures.get(pair);
    if (failure && failure.until > Date.now()) return unavailable(failure.reason);
    const model = await this.registry.find(from, to);
    if (model === null) return unavailable('no-model-list');
    return model ? { state: 'fetchable' } : unavailable('no-pair');
  }

  /** The model that is there, or undefined. */
  async stored(from: Locale, to: Locale): Promise<StoredModel | undefined> {
    const folder = this.folderOf(pairOf(from, to));
    const model = await readModel(folder);
    return model && (await looksWhole(folder, model)) ? model : undefined;
  }

  folderOf(pair: string): string {
    return join(this.folder, pair);
  }

  progress(pair: string): FetchProgress | undefined {
    return this.progressOf.get(pair);
  }

  async list(): Promise<StoredModel[]> {
    const names = await readdir(this.folder).catch(() => []);
    const models = await Promise.all(
      names
        .filter((name) => /^[a-z]{2}-[a-z]{2}$/.test(name))
        .map((name) => this.stored(...languagesOf(name))),
    );
    return models.filter((model) => model !== undefined);
  }

  /** The model of a pair, fetched where it is not there yet. Throws ModelError. */
  async get(from: Locale, to: Locale): Promise<StoredModel> {
    const pair = pairOf(from, to);
    const failure = this.failures.get(pair);
    if (failure && (failure.reason === 'model-unusable' || failure.until > Date.now())) {
      throw new ModelError(failure.reason);
    }
    const stored = await this.stored(from, to);
    if (stored) return stored;
    const running = this.fetches.get(pair);
    if (running) return running;
    const fetching = this.fetch(from, to).finally(() => {
      this.fetches.delete(pair);
      this.progressOf.delete(pair);
    });
    this.fetches.set(pair, fetching);
    return fetching;
  }

  /** Throws a model away whose files are not what they were; the next one who needs it fetches it anew. */
  async discard(pair: string): Promise<void> {
    await rm(this.folderOf(pair), { recursive: true, force: true });
  }

  /** Remembers, until the process ends or a model is added, that a model is whole and cannot be used all the same. */
  markUnusable(pair: string): void {
    this.failures.set(pair, { reason: 'model-unusable', until: Number.POSITIVE_INFINITY });
  }

  /**
   * Takes the models of a folder that somebody filled by hand. Where the registry can be asked, its sums are checked.
   * Returns the pairs that are ready now, those with files missing, and those whose files are damaged.
   */
  async add(folder: string): Promise<{ added: string[]; incomplete: string[]; damaged: string[] }> {
    const result = { added: [] as string[], incomplete: [] as string[], damaged: [] as string[] };
    for (const [pair, files] of [...(await findModels(folder))].sort()) {
      if (!isWhole(files)) result.incomplete.push(pair);
      else if (await this.addOne(folder, pair, files)) result.added.push(pair);
      else result.damaged.push(pair);
    }
    return result;
  }

  private async addOne(source: string, pair: string, files: readonly FoundFile[]): Promise<boolean> {
    const [from, to] = languagesOf(pair);
    const known =
      (await this.registry.models())?.filter((model) => model.from === from && model.to === to) ?? [];
    const target = `${this.folderOf(pair)}.adding-${randomUUID()}`;
    await rm(target, { recursive: true, force: true });
    await mkdir(target, { recursive: true });
    try {
      const stored: StoredModel = { from, to, architecture: 'unknown', origin: 'by hand', files: [] };
      for (const { role, name } of files) {
        const facts = await unpack(join(source, name), join(target, FILE_NAMES[role]), isGzip(name));
        stored.files.push({ role, name: FILE_NAMES[role], ...facts });
      }
      const model = stored.files.find(({ role }) => role === 'model');
      const same = known.find(({ files: { model: file } }) => file?.sha256 === model?.sha256);
      // Of the size of a known one, but with another sum: damaged. Of another size: an older one, or somebody's own.
      if (!same && known.some(({ files: { model: file } }) => file?.size === model?.size)) return false;
      await writeModel(target, { ...stored, ...(same ? { architecture: same.architecture } : {}) });
      await this.putInPlace(target, pair);
      return true;
    } catch {
      return false;
    } finally {
      await rm(target, { recursive: true, force: true });
    }
  }

  private async fetch(from: Locale, to: Locale): Promise<StoredModel> {
    const pair = pairOf(from, to);
    const fail = (reason: NoModel): ModelError => {
      this.failures.set(pair, { reason, until: Date.now() + this.retryMs });
      return new ModelError(reason);
    };
    const model = await this.registry.find(from, to);
    if (model === null) throw fail('no-model-list');
    if (model === undefined) throw fail('no-pair');
    await mkdir(this.folder, { recursive: true });
    const lock = new FetchLock(`${this.folderOf(pair)}.lock`);
    await lock.take();
    try {
      // Another process may have fetched it while this one waited.
      return (await this.stored(from, to)) ?? (await this.fetchFiles(pair, model, lock));
    } catch {
      this.log(`The model ${pair} could not be fetched. What has come is kept for the next try.`);
      throw fail('model-unreachable');
    } finally {
      await lock.release();
    }
  }

  private async fetchFiles(pair: string, model: RegistryModel, lock: FetchLock): Promise<StoredModel> {
    const target = `${this.folderOf(pair)}.fetching`;
    await mkdir(target, { recursive: true });
    const { from, to, architecture } = model;
    const stored: StoredModel = { from, to, architecture, origin: 'registry', files: [] };
    this.log(`Fetching the model ${pair} (${architecture}).`);
    let told = 0;
    for (const role of Object.keys(model.files) as FileRole[]) {
      const file = model.files[role];
      if (!file) continue;
      const name = FILE_NAMES[role];
      const facts = await download({
        ...file,
        path: join(target, name),
        onProgress: (done, total) => {
          this.progressOf.set(pair, { done, total });
          lock.renew();
          // The model itself is nearly all of it; each quarter of a large file is worth a line.
          if (total === null || total < TOLD_FROM || done < ((told + 1) * total) / 4) return;
          told = Math.floor((done * 4) / total);
          if (told < 4) this.log(`The model ${pair}: ${told * 25} % of ${Math.round(total / 2 ** 20)} MB.`);
        },
      });
      stored.files.push({ role, name, ...facts });
    }
    await writeModel(target, stored);
    await this.putInPlace(target, pair);
    this.log(`The model ${pair} is ready.`);
    return stored;
  }

  private async putInPlace(target: string, pair: string): Promise<void> {
    await rm(this.folderOf(pair), { recursive: true, force: true });
    await rename(target, this.folderOf(pair));
    this.failures.delete(pair);
  }

  /** Whether each file of a model still has its sum. Reads all of them. */
  async isIntact(model: StoredModel): Promise<boolean> {
    const folder = this.folderOf(pairOf(model.from, model.to));
    for (const { name, sha256 } of model.files) {
      const sum = await sumOf(join(folder, name)).catch(() => undefined);
      if (sum !== sha256) return false;
    }
    return true;
  }
}

export function pairOf(from: Locale, to: Locale): string {
  return `${from}-${to}`;
}

function languagesOf(pair: string): [Locale, Locale] {
  const [from = '', to = ''] = pair.split('-');
  return [from, to];
}

function unavailable(reason: NoModel): PairState {
  return { state: 'unavailable', reason };
}
