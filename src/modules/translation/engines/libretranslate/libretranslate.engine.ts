import type { Locale } from '../../../../common/locale';
import {
  type PairState,
  type TranslationAnswer,
  type TranslationRequest,
  type Translator,
  TranslatorError,
  type TranslatorFailure,
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

export interface LibreTranslateOptions {
  url: string;
  key?: string;
  /** milliseconds for a request; models run on the server's processor, and long texts take their time */
  timeoutMs?: number;
}

const LONGEST_TEXT = 5_000;
const MOST_TEXTS = 25;
/** LibreTranslate's code where it is not ours. */
const OTHER_CODES: Readonly<Record<string, string>> = { nb: 'no' };

/**
 * What its texts of a 400 or 403 say; asked for in English. It has no codes of errors. In the order of looking: the one
 * about limits has "Invalid request" in it, too.
 */
const MEANINGS: readonly (readonly [RegExp, TranslatorFailure])[] = [
  [/exceeds text limit/i, 'too-long'],
  [/limits violations/i, 'rate-limited'],
  [/is not supported|not available as a target/i, 'unsupported'],
  [/API key/i, 'refused'],
];

/** A LibreTranslate server: `/languages`, `/frontend/settings`, `/translate`. */
export class LibreTranslateEngine implements Translator {
  readonly name = 'libretranslate';
  private readonly timeoutMs: number;
  private readonly languages = new Kept(() => this.readLanguages());
  private charactersPerText = LONGEST_TEXT;

  constructor(private readonly options: LibreTranslateOptions) {
    this.timeoutMs = options.timeoutMs ?? 120_000;
  }

  /** The server may set a lower limit; known once it was asked for its languages. */
  get limits(): Translator['limits'] {
    return { charactersPerText: this.charactersPerText, textsPerRequest: MOST_TEXTS };
  }

  pair(from: Locale, to: Locale): Promise<PairState> {
    return pairBy(async () => {
      const languages = await this.languages.get();
      return languages.get(codeOf(from, languages))?.has(codeOf(to, languages)) === true;
    });
  }

  async translate({ from, to, texts, signal }: TranslationRequest): Promise<TranslationAnswer> {
    const languages = await this.languages.get();
    checkLimits(this, texts);
    const body = {
      q: texts,
      source: codeOf(from, languages),
      target: codeOf(to, languages),
      format: 'text',
      ...(this.options.key === undefined ? {} : { api_key: this.options.key }),
    };
    const answer = await this.ask('POST', 'translate', JSON.stringify(body), signal);
    const { translatedText } = readJson(this.name, answer, isTranslation);
    if (translatedText.length !== texts.length) throw new TranslatorError(this.name, 'bad-answer');
    return { kind: 'done', texts: translatedText };
  }

  /** The targets of each source. Takes the server's limit of characters along, where it tells one. */
  private async readLanguages(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const list = readJson(this.name, await this.ask('GET', 'languages'), isLanguageList);
    const settings = await this.ask('GET', 'frontend/settings').catch(() => '{}');
    const { charLimit } = readJson(this.name, settings, isObject);
    this.charactersPerText =
      typeof charLimit === 'number' && charLimit > 0 ? Math.min(charLimit, LONGEST_TEXT) : LONGEST_TEXT;
    return new Map(list.map(({ code, targets }) => [code, new Set(targets)] as const));
  }

  private async ask(
    method: 'GET' | 'POST',
    path: string,
    body?: string,
    signal?: AbortSignal,
  ): Promise<string> {
    const answer = await askEngine({
      engine: this.name,
      url: under(this.options.url, path),
      method,
      headers: { accept: 'application/json', 'accept-language': 'en', 'content-type': 'application/json' },
      timeoutMs: this.timeoutMs,
      ...(body === undefined ? {} : { body }),
      ...(signal ? { signal } : {}),
    });
    if (answer.status === 200) return answer.text;
    throw this.failure(answer);
  }

  private failure(answer: EngineAnswer): TranslatorError {
    if (answer.status === 400 || answer.status === 403) {
      const meaning = MEANINGS.find(([pattern]) => pattern.test(answer.text))?.[1];
      if (meaning) return new TranslatorError(this.name, meaning, retryAfterMs(answer.headers));
    }
    return failureOf(this.name, answer);
  }
}

function codeOf(locale: Locale, languages: ReadonlyMap<string, ReadonlySet<string>>): string {
  const other = OTHER_CODES[locale];
  return other !== undefined && !languages.has(locale) && languages.has(other) ? other : locale;
}

function isLanguageList(value: unknown): value is { code: string; targets: string[] }[] {
  return (
    Array.isArray(value) &&
    value.every(
      (language: unknown) =>
        isObject(language) &&
        typeof language.code === 'string' &&
        Array.isArray(language.targets) &&
        language.targets.every((target) => typeof target === 'string'),
    )
  );
}

function isTranslation(value: unknown): value is { translatedText: string[] } {
  return (
    isObject(value) &&
    Array.isArray(value.translatedText) &&
    value.translatedText.every((text) => typeof text === 'string')
  );
}
