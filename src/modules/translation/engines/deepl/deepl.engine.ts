import type { Locale } from '../../../../common/locale';
import {
  type PairState,
  type TranslationAnswer,
  type TranslationRequest,
  type Translator,
  TranslatorError,
} from '../../translator';
import {
  askEngine,
  checkLimits,
  type EngineAnswer,
  failureOf,
  isObject,
  readJson,
  retryAfterMs,
  under,
} from '../http/engine-http';
import { Kept, pairBy } from '../pair-list';

export interface DeepLOptions {
  key: string;
  /** left out: DeepL's own, for keys of free accounts (they end in `:fx`) another one than for others */
  url?: string;
  timeoutMs?: number;
}

/** A request may have 128 KiB; what is not text in it needs far less than 1 KiB. */
const LARGEST_REQUEST = 127 * 1024;

interface Languages {
  sources: ReadonlySet<string>;
  targets: ReadonlySet<string>;
}

/** DeepL's API, version 2. The key stands in a header, so that no log of addresses has it. */
export class DeepLEngine implements Translator {
  readonly name = 'deepl';
  readonly limits = { charactersPerText: 30_000, textsPerRequest: 50 };
  private readonly base: string;
  private readonly timeoutMs: number;
  private readonly languages = new Kept(() => this.readLanguages());

  constructor(private readonly options: DeepLOptions) {
    this.base =
      options.url ?? (options.key.endsWith(':fx') ? 'https://api-free.deepl.com' : 'https://api.deepl.com');
    this.timeoutMs = options.timeoutMs ?? 60_000;
  }

  pair(from: Locale, to: Locale): Promise<PairState> {
    return pairBy(async () => {
      const { sources, targets } = await this.languages.get();
      return from !== to && sources.has(from.toUpperCase()) && targetCode(to, targets) !== undefined;
    });
  }

  async translate({ from, to, texts, signal }: TranslationRequest): Promise<TranslationAnswer> {
    checkLimits(this, texts);
    const { sources, targets } = await this.languages.get();
    const target = targetCode(to, targets);
    const source = from.toUpperCase();
    if (target === undefined || !sources.has(source)) throw new TranslatorError(this.name, 'unsupported');
    const translated: string[] = [];
    for (const batch of batches(texts)) {
      const body = JSON.stringify({
        text: batch,
        source_lang: source,
        target_lang: target,
        preserve_formatting: true,
      });
      const answer = await this.ask('POST', 'v2/translate', body, signal);
      const { translations } = readJson(this.name, answer, isTranslation);
      if (translations.length !== batch.length) throw new TranslatorError(this.name, 'bad-answer');
      translated.push(...translations.map(({ text }) => text));
    }
    return { kind: 'done', texts: translated };
  }

  private async readLanguages(): Promise<Languages> {
    const [sources, targets] = await Promise.all(
      ['source', 'target'].map(async (type) => {
        const list = await this.ask('GET', `v2/languages?type=${type}`);
        return new Set(
          readJson(this.name, list, isLanguageList).map(({ language }) => language.toUpperCase()),
        );
      }),
    );
    return { sources: sources ?? new Set(), targets: targets ?? new Set() };
  }

  private async ask(
    method: 'GET' | 'POST',
    path: string,
    body?: string,
    signal?: AbortSignal,
  ): Promise<string> {
    const answer = await askEngine({
      engine: this.name,
      url: under(this.base, path),
      method,
      headers: {
        authorization: `DeepL-Auth-Key ${this.options.key}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      timeoutMs: this.timeoutMs,
      ...(body === undefined ? {} : { body }),
      ...(signal ? { signal } : {}),
    });
    if (answer.status === 200) return answer.text;
    throw this.failure(answer);
  }

  private failure(answer: EngineAnswer): TranslatorError {
    switch (answer.status) {
      case 400:
        return new TranslatorError(
          this.name,
          /(source|target)_lang/i.test(answer.text) ? 'unsupported' : 'bad-answer',
        );
      case 414:
        return new TranslatorError(this.name, 'too-long');
      case 456:
        return new TranslatorError(this.name, 'quota');
      case 529:
        return new TranslatorError(this.name, 'rate-limited', retryAfterMs(answer.headers));
      default:
        return failureOf(this.name, answer);
    }
  }
}

/** As a target DeepL wants English and Portuguese with their country, and takes no other language so. */
function targetCode(locale: Locale, targets: ReadonlySet<string>): string | undefined {
  const code = locale.toUpperCase();
  return [`${code}-GB`, code].find((known) => targets.has(known));
}

function batches(texts: readonly string[]): string[][] {
  const made: string[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const bytes = Buffer.byteLength(JSON.stringify(text)) + 1;
    if (size + bytes > LARGEST_REQUEST) {
      made.push([]);
      size = 0;
    }
    made.at(-1)?.push(text);
    size += bytes;
  }
  return made;
}

function isLanguageList(value: unknown): value is { language: string }[] {
  return (
    Array.isArray(value) &&
    value.every((entry: unknown) => isObject(entry) && typeof entry.language === 'string')
  );
}

function isTranslation(value: unknown): value is { translations: { text: string }[] } {
  return (
    isObject(value) &&
    Array.isArray(value.translations) &&
    value.translations.every((entry: unknown) => isObject(entry) && typeof entry.text === 'string')
  );
}
