import { randomUUID } from 'node:crypto';
import type {
  PairState,
  TranslationAnswer,
  TranslationRequest,
  Translator,
} from '../../src/modules/translation';

/** An engine that takes texts and answers when the test does, through the inbox. */
export class LaterTranslator implements Translator {
  readonly answersLater = true;
  readonly limits = { charactersPerText: 500, textsPerRequest: 1 };
  readonly taken: { requestId: string; text: string; to: string }[] = [];
  deadlineMs = 3_600_000;
  /** called before the request is acknowledged */
  onTaken: (requestId: string, text: string) => Promise<unknown> = () => Promise.resolve();

  constructor(
    readonly name: string,
    private readonly to: readonly string[],
  ) {}

  pair(_from: string, to: string): Promise<PairState> {
    return Promise.resolve(
      this.to.includes(to) ? { state: 'ready' } : { state: 'unavailable', reason: 'no-pair' },
    );
  }

  async translate({ texts, to }: TranslationRequest): Promise<TranslationAnswer> {
    const requestId = randomUUID();
    const text = texts[0] ?? '';
    this.taken.push({ requestId, text, to });
    await this.onTaken(requestId, text);
    return { kind: 'awaited', requestId, deadline: new Date(Date.now() + this.deadlineMs) };
  }
}
