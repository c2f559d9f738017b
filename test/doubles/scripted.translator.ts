import type { Locale } from '../../src/common/locale';
import type {
  PairState,
  TranslationAnswer,
  TranslationRequest,
  Translator,
} from '../../src/modules/translation';

export type Script = (text: string, from: Locale, to: Locale) => string | Promise<string>;

/** An engine that answers as a test says. Knows the pairs it is given, `sk-en`; all where none is given. */
export class ScriptedTranslator implements Translator {
  /** what it was asked, in order */
  readonly asked: TranslationRequest[] = [];
  limits = { charactersPerText: 5_000, textsPerRequest: 20 };

  constructor(
    readonly name: string,
    private readonly script: Script,
    private readonly pairs: readonly string[] = [],
  ) {}

  pair(from: Locale, to: Locale): Promise<PairState> {
    const isKnown = this.pairs.length === 0 || this.pairs.includes(`${from}-${to}`);
    return Promise.resolve(isKnown ? { state: 'ready' } : { state: 'unavailable', reason: 'no-pair' });
  }

  async translate(request: TranslationRequest): Promise<TranslationAnswer> {
    this.asked.push(request);
    const texts: string[] = [];
    for (const text of request.texts) texts.push(await this.script(text, request.from, request.to));
    return { kind: 'done', texts };
  }
}
