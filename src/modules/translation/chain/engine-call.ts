import { Injectable, Logger } from '@nestjs/common';
import { TranslatorError } from '../translator';
import { CircuitBreaker } from './circuit-breaker';
import type { Leg, Path } from './path-finder';
import { splitToFit } from './segmentation';

/** Asks engines within their limits, and remembers which of them fail. */
@Injectable()
export class EngineCall {
  private readonly logger = new Logger('Translation');
  readonly breaker = new CircuitBreaker();

  /** Texts along a path, leg by leg. Throws TranslatorError with the failure of the leg that failed. */
  async along(path: Path, texts: readonly string[], signal: AbortSignal | undefined): Promise<string[]> {
    let words = [...texts];
    for (const leg of path) words = await this.leg(leg, words, signal);
    return words;
  }

  /** One leg. Texts that are too long are parted at their sentences and joined again. */
  async leg(leg: Leg, texts: readonly string[], signal: AbortSignal | undefined): Promise<string[]> {
    const { charactersPerText, textsPerRequest } = leg.translator.limits;
    const parted = texts.map((text) => splitToFit(text, leg.from, charactersPerText));
    const parts = parted.flat();
    // Engines trim what they are given; white space at the ends is ours to keep.
    const asked = parts.map((part) => part.trim());
    const wanted = asked.filter((part) => part !== '');
    const got: string[] = [];
    for (let at = 0; at < wanted.length; at += textsPerRequest) {
      got.push(...(await this.request(leg, wanted.slice(at, at + textsPerRequest), signal)));
    }
    let next = 0;
    const answers = parts.map((part, index) => {
      const words = asked[index] ?? '';
      if (words === '') return part;
      const start = part.indexOf(words);
      return part.slice(0, start) + (got[next++] ?? '').trim() + part.slice(start + words.length);
    });
    let from = 0;
    return parted.map(({ length }) => answers.slice(from, (from += length)).join(''));
  }

  private async request(leg: Leg, texts: string[], signal: AbortSignal | undefined): Promise<string[]> {
    const answer = await this.guarded(leg, () =>
      leg.translator.translate({ from: leg.from, to: leg.to, texts, ...(signal ? { signal } : {}) }),
    );
    if (answer.kind === 'done' && answer.texts.length === texts.length) {
      this.breaker.succeeded(leg.translator.name, leg.from, leg.to);
      return answer.texts;
    }
    throw this.failed(leg, new TranslatorError(leg.translator.name, 'bad-answer'));
  }

  /** Hands one text to an engine that answers later, or at once after all. */
  async submit(
    leg: Leg,
    text: string,
    signal: AbortSignal | undefined,
  ): Promise<{ requestId: string; deadline: Date } | { text: string }> {
    const answer = await this.guarded(leg, () =>
      leg.translator.translate({ from: leg.from, to: leg.to, texts: [text], ...(signal ? { signal } : {}) }),
    );
    if (answer.kind === 'awaited') return answer;
    const [words] = answer.texts;
    if (words === undefined) throw this.failed(leg, new TranslatorError(leg.translator.name, 'bad-answer'));
    return { text: words };
  }

  private async guarded<T>(leg: Leg, ask: () => Promise<T>): Promise<T> {
    const { name } = leg.translator;
    const closed = this.breaker.closedFor(name, leg.from, leg.to);
    if (closed) throw new TranslatorError(name, closed.failure, closed.ms);
    try {
      return await ask();
    } catch (error) {
      throw this.failed(leg, error);
    }
  }

  private failed(leg: Leg, error: unknown): TranslatorError {
    const { name } = leg.translator;
    // An engine that throws anything else is broken; what it says may hold the text, so only its kind is told.
    if (!(error instanceof TranslatorError)) {
      const kind = error instanceof Error ? error.name : typeof error;
      this.logger.error(`Engine ${name} threw ${kind} for ${leg.from}→${leg.to}`);
    }
    const known = error instanceof TranslatorError ? error : new TranslatorError(name, 'bad-answer');
    const wait = this.breaker.failed(name, leg.from, leg.to, known.failure, known.retryAfterMs);
    return new TranslatorError(name, known.failure, Math.max(wait, known.retryAfterMs ?? 0) || null);
  }
}
