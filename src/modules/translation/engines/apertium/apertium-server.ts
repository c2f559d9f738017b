import { TranslatorError } from '../../translator';
import { askEngine, failureOf, isObject, readJson, under } from '../http/engine-http';
import { Kept } from '../pair-list';
import type { ApertiumBackend } from './apertium-backend';

interface Pair {
  sourceLanguage: string;
  targetLanguage: string;
}

/** Apertium behind its own server, APY (github.com/apertium/apertium-apy): `/listPairs` and `/translate`. */
export class ApertiumServer implements ApertiumBackend {
  private readonly pairs = new Kept(() => this.listPairs());

  constructor(
    private readonly base: string,
    private readonly timeoutMs = 60_000,
  ) {}

  modes(): Promise<ReadonlySet<string>> {
    return this.pairs.get();
  }

  private async listPairs(): Promise<ReadonlySet<string>> {
    const text = await this.ask('listPairs', {});
    const { responseData } = readJson('apertium', text, isPairList);
    return new Set(
      responseData.map(({ sourceLanguage, targetLanguage }) => `${sourceLanguage}-${targetLanguage}`),
    );
  }

  async translate(mode: string, text: string, signal?: AbortSignal): Promise<string> {
    const answer = await this.ask(
      'translate',
      { langpair: mode.replace('-', '|'), q: text, format: 'txt', markUnknown: 'no' },
      signal,
    );
    return readJson('apertium', answer, isTranslation).responseData.translatedText;
  }

  private async ask(path: string, fields: Record<string, string>, signal?: AbortSignal): Promise<string> {
    const answer = await askEngine({
      engine: 'apertium',
      url: under(this.base, path),
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body: new URLSearchParams(fields).toString(),
      timeoutMs: this.timeoutMs,
      ...(signal ? { signal } : {}),
    });
    if (answer.status === 200) return answer.text;
    // "That pair is not installed", "That pair is invalid"; APY has no other 400 for what we send.
    if (answer.status === 400) throw new TranslatorError('apertium', 'unsupported');
    throw failureOf('apertium', answer);
  }
}

function isPairList(value: unknown): value is { responseData: Pair[] } {
  return (
    isObject(value) &&
    Array.isArray(value.responseData) &&
    value.responseData.every(
      (pair) =>
        isObject(pair) && typeof pair.sourceLanguage === 'string' && typeof pair.targetLanguage === 'string',
    )
  );
}

function isTranslation(value: unknown): value is { responseData: { translatedText: string } } {
  return (
    isObject(value) && isObject(value.responseData) && typeof value.responseData.translatedText === 'string'
  );
}
