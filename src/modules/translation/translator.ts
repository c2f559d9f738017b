import type { Locale } from '../../common/locale';

export interface TranslationRequest {
  from: Locale;
  to: Locale;
  /** plain text, each at most `limits.charactersPerText` characters; one answer each, in order */
  texts: readonly string[];
  signal?: AbortSignal;
}

/** Whether a pair can be translated now; `reason` is a message key's last part where it cannot. */
export type PairState =
  | { state: 'ready' }
  /** can be had, after something is fetched first (a model) */
  | { state: 'fetchable' }
  | { state: 'unavailable'; reason: string };

export type TranslationAnswer =
  | { kind: 'done'; texts: string[] }
  /** an asynchronous service took it; the words come later under this id, or not before `deadline` */
  | { kind: 'awaited'; requestId: string; deadline: Date };

/**
 * unsupported: not this pair; rate-limited: later, see `retryAfterMs`; quota: not before somebody pays;
 * unavailable, timeout: try again; bad-answer: answered nonsense; too-long: split it; refused: credentials
 */
export type TranslatorFailure =
  | 'unsupported'
  | 'rate-limited'
  | 'quota'
  | 'unavailable'
  | 'timeout'
  | 'bad-answer'
  | 'too-long'
  | 'refused';

/** What an engine throws. Its message holds neither the text nor a key or address of the service. */
export class TranslatorError extends Error {
  constructor(
    readonly engine: string,
    readonly failure: TranslatorFailure,
    readonly retryAfterMs: number | null = null,
  ) {
    super(`${engine}: ${failure}`);
  }
}

/** One engine. Knows nothing of records, glossaries or other engines. */
export interface Translator {
  /** as the API shows it: bergamot, apertium, libretranslate, deepl, etranslation, recorded */
  readonly name: string;
  readonly limits: { charactersPerText: number; textsPerRequest: number };
  /**
   * true: `translate` is answered with `awaited`, and the words come through `TranslationInbox`. Such an engine is
   * given one text per request, whole, and only where it fits `limits.charactersPerText`.
   */
  readonly answersLater?: boolean;
  pair(from: Locale, to: Locale): Promise<PairState>;
  /** Throws TranslatorError and nothing else. */
  translate(request: TranslationRequest): Promise<TranslationAnswer>;
}

/** The engines that are configured, best first: `Translator[]`. Provided by `engines/engines.module.ts`. */
export const TRANSLATORS = Symbol('TRANSLATORS');
