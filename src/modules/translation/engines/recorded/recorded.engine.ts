import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locale } from '../../../../common/locale';
import {
  type PairState,
  type TranslationAnswer,
  type TranslationRequest,
  type Translator,
  TranslatorError,
} from '../../translator';

/**
 * Gives back what other engines once made of the same lines: a folder of `xx.txt` (lines in a language) and
 * `xx-yy.<system>.txt` (their translations, line by line). For tests and measurements: of a text that is not in the
 * folder it makes nothing, an empty answer, so no reader may ever meet it.
 */
export class RecordedEngine implements Translator {
  readonly name = 'recorded';
  readonly limits = { charactersPerText: 5_000, textsPerRequest: 50 };
  private readonly pairs = new Map<string, Promise<ReadonlyMap<string, string>>>();
  private readonly files: readonly string[];

  /** Throws where the folder is none, and in production. */
  constructor(
    private readonly folder: string,
    isProduction: boolean,
  ) {
    if (isProduction)
      throw new Error('Recorded translations are for tests; a production site needs an engine.');
    if (!existsSync(folder)) throw new Error('TRANSLATION_RECORDED names no folder.');
    this.files = readdirSync(folder).sort();
  }

  pair(from: Locale, to: Locale): Promise<PairState> {
    const found = this.recordingOf(from, to) !== undefined;
    return Promise.resolve(found ? { state: 'ready' } : { state: 'unavailable', reason: 'no-pair' });
  }

  async translate({ from, to, texts }: TranslationRequest): Promise<TranslationAnswer> {
    const recording = this.recordingOf(from, to);
    if (recording === undefined) throw new TranslatorError(this.name, 'unsupported');
    const key = `${from}-${to}`;
    const loading = this.pairs.get(key) ?? this.read(from, recording);
    this.pairs.set(key, loading);
    const known = await loading;
    return {
      kind: 'done',
      texts: texts.map((text) => known.get(text.trim()) ?? ''),
    };
  }

  private recordingOf(from: Locale, to: Locale): string | undefined {
    return this.files.find((file) => file.startsWith(`${from}-${to}.`) && file.endsWith('.txt'));
  }

  private async read(from: Locale, recording: string): Promise<ReadonlyMap<string, string>> {
    const [sources, translations] = await Promise.all([
      this.lines(`${from}.txt`),
      this.lines(recording),
    ]).catch(() => {
      throw new TranslatorError(this.name, 'unavailable');
    });
    if (sources.length !== translations.length) throw new TranslatorError(this.name, 'bad-answer');
    return new Map(sources.map((source, index) => [source.trim(), translations[index] ?? ''] as const));
  }

  private async lines(file: string): Promise<string[]> {
    return (await readFile(join(this.folder, file), 'utf8')).replace(/\r?\n$/, '').split(/\r?\n/);
  }
}
