import { join } from 'node:path';
import type { Locale } from '../../../../common/locale';
import {
  type PairState,
  type TranslationAnswer,
  type TranslationRequest,
  type Translator,
  TranslatorError,
} from '../../translator';
import { checkLimits } from '../http/engine-http';
import { type BergamotThread, ThreadError } from './bergamot-thread';
import type { StoredModel } from './model-folder';
import type { FileRole } from './model-registry';
import { ModelError, type ModelStore, pairOf } from './model-store';
import type { ThreadFile, ThreadModel } from './thread-messages';

/** How long a text waits for its model to be fetched, and when it may ask again where that takes longer. */
const WAIT_MS = 60_000;
const ASK_AGAIN_MS = 15_000;
const ASK_AGAIN_AFTER_FAILURE_MS = 5 * 60_000;

/** Bergamot: the translator that Firefox has, in WebAssembly, with models that this machine keeps. */
export class BergamotEngine implements Translator {
  readonly name = 'bergamot';
  readonly limits = { charactersPerText: 5_000, textsPerRequest: 16 };

  constructor(
    private readonly models: ModelStore,
    private readonly thread: BergamotThread,
    private readonly waitMs = WAIT_MS,
  ) {}

  pair(from: Locale, to: Locale): Promise<PairState> {
    return this.models.state(from, to);
  }

  async translate({ from, to, texts, signal }: TranslationRequest): Promise<TranslationAnswer> {
    checkLimits(this, texts);
    if (texts.length === 0) return { kind: 'done', texts: [] };
    const pair = pairOf(from, to);
    const model = await this.model(from, to, signal);
    try {
      const question = { pair, files: this.filesOf(pair, model), texts };
      const translated = await this.thread.translate(question, signal);
      if (translated.length !== texts.length) throw new TranslatorError(this.name, 'bad-answer');
      return { kind: 'done', texts: translated };
    } catch (error) {
      if (!(error instanceof ThreadError)) throw error;
      if (error.failure === 'unusable') {
        this.models.markUnusable(pair);
        throw new TranslatorError(this.name, 'unsupported');
      }
      if (error.failure === 'broken') throw new TranslatorError(this.name, 'bad-answer');
      // The next one who asks has it fetched anew.
      await this.models.discard(pair);
      throw new TranslatorError(this.name, 'unavailable', ASK_AGAIN_MS);
    }
  }

  /** The model, fetched where need be; a text does not wait longer than a minute for that. */
  private async model(from: Locale, to: Locale, signal: AbortSignal | undefined): Promise<StoredModel> {
    const wait = AbortSignal.timeout(this.waitMs);
    const ended = new Promise<never>((_, reject) => {
      wait.addEventListener('abort', () =>
        reject(new TranslatorError(this.name, 'unavailable', ASK_AGAIN_MS)),
      );
      signal?.addEventListener('abort', () => reject(new TranslatorError(this.name, 'timeout')));
    });
    ended.catch(() => undefined);
    if (signal?.aborted) throw new TranslatorError(this.name, 'timeout');
    try {
      return await Promise.race([this.models.get(from, to), ended]);
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      const isFinal = error.reason === 'no-pair' || error.reason === 'model-unusable';
      throw isFinal
        ? new TranslatorError(this.name, 'unsupported')
        : new TranslatorError(this.name, 'unavailable', ASK_AGAIN_AFTER_FAILURE_MS);
    }
  }

  private filesOf(pair: string, { files }: StoredModel): ThreadModel {
    const file = (role: FileRole): ThreadFile | undefined => {
      const found = files.find((one) => one.role === role);
      return found && { path: join(this.models.folderOf(pair), found.name), sha256: found.sha256 };
    };
    const [model, shortlist, shared, source, target] = [
      file('model'),
      file('lexicalShortlist'),
      file('vocab'),
      file('srcVocab'),
      file('trgVocab'),
    ];
    if (!model || !shortlist) throw new ThreadError('damaged');
    const vocabularies = source && target ? [source, target] : shared ? [shared] : [];
    return { model, shortlist, vocabularies };
  }
}
