import type { Locale } from '../../../../common/locale';
import {
  type PairState,
  type TranslationAnswer,
  type TranslationRequest,
  type Translator,
  TranslatorError,
} from '../../translator';
import { checkLimits } from '../http/engine-http';
import { pairBy } from '../pair-list';
import type { ApertiumBackend } from './apertium-backend';
import { modeFor } from './apertium-codes';
import { protectSpans, restoreSpans } from './protected-spans';

/** Between two texts in one run: Apertium ends a sentence at an empty line, and keeps line ends one by one. */
const GAP = '\n\n';

/** Apertium: rules and dictionaries, made for neighbouring languages. Needs no models and no service. */
export class ApertiumEngine implements Translator {
  readonly name = 'apertium';
  readonly limits = { charactersPerText: 20_000, textsPerRequest: 50 };

  constructor(private readonly backend: ApertiumBackend) {}

  pair(from: Locale, to: Locale): Promise<PairState> {
    return pairBy(async () => modeFor(from, to, await this.backend.modes()) !== undefined);
  }

  async translate({ from, to, texts, signal }: TranslationRequest): Promise<TranslationAnswer> {
    checkLimits(this, texts);
    const mode = modeFor(from, to, await this.backend.modes());
    if (!mode) throw new TranslatorError(this.name, 'unsupported');
    const masked = texts.map((text) => protectSpans(text.replace(/\r\n?/g, '\n')));
    const together = await this.translateTogether(
      mode,
      masked.map(({ text }) => text),
      signal,
    );
    const translated = await Promise.all(
      masked.map(async ({ spans }, index) => {
        const whole = restoreSpans(together[index] ?? '', spans);
        if (whole !== undefined) return whole;
        // Its rules may drop or double a word; then the text goes through without masks, and is at least a translation.
        return this.backend.translate(mode, texts[index] ?? '', signal);
      }),
    );
    if (translated.some((text, index) => text.trim() === '' && texts[index]?.trim() !== '')) {
      throw new TranslatorError(this.name, 'bad-answer');
    }
    return { kind: 'done', texts: translated };
  }

  /** All texts in one run, since starting the pipeline takes longer than most texts; alone where lines went astray. */
  private async translateTogether(
    mode: string,
    texts: readonly string[],
    signal?: AbortSignal,
  ): Promise<string[]> {
    if (texts.every((text) => text.trim() === '')) return [...texts];
    const lengths = texts.map((text) => text.split('\n').length);
    const answer = await this.backend.translate(mode, texts.join(GAP), signal);
    const lines = answer.split('\n');
    const expected = lengths.reduce((sum, length) => sum + length, 0) + texts.length - 1;
    const taken: string[] = [];
    let at = 0;
    for (const length of lengths) {
      taken.push(lines.slice(at, at + length).join('\n'));
      at += length + 1;
    }
    if (lines.length === expected) return taken;
    if (texts.length === 1) return [answer];
    return Promise.all(
      texts.map(async (text) => (text.trim() === '' ? text : this.backend.translate(mode, text, signal))),
    );
  }
}
