import { randomUUID } from 'node:crypto';
import type { Locale } from '../../../../common/locale';
import {
  type PairState,
  type TranslationAnswer,
  type TranslationRequest,
  type Translator,
  TranslatorError,
} from '../../translator';
import { AtOnce } from '../at-once';
import { askEngine, checkLimits, type EngineAnswer, failureOf, under } from '../http/engine-http';
import { type DigestChallenge, digestHeader, readChallenge } from './digest-auth';
import { failureOfCode } from './etranslation.codes';

export const ETRANSLATION = 'etranslation';
/** Path of the call-backs below the site's address; behind it stand the request's id, and `error` or nothing. */
export const CALLBACK_PATH = 'translation/etranslation';
/** Longest text of an answer: translations are rarely three times as long as their source. */
export const LONGEST_ANSWER = 20_000;

export interface ETranslationOptions {
  /** name of the application as the Commission registered it */
  application: string;
  password: string;
  /** address of the site as the service reaches it; left out: nothing can be translated */
  publicUrl?: string;
  url?: string;
  /** milliseconds for taking a request on */
  timeoutMs?: number;
}

const SERVICE = 'https://webgate.ec.europa.eu/etranslation/si/translate';
/** Official languages of the Union that are ours, and Norwegian Bokmål. It has no Catalan. */
const LANGUAGES = new Set(['en', 'nl', 'da', 'es', 'pl', 'hu', 'lv', 'ro', 'sk', 'cs', 'nb']);
/** Texts take seconds or minutes; what has not come by then does not come. */
const PATIENCE_MS = 30 * 60_000;

/**
 * The Commission's eTranslation. It takes a text on and answers with a number; the words come later, to an address that
 * the request names (`etranslation-callback.controller.ts`). Nobody else knows that address: its id is our random one,
 * so a call-back needs no other proof.
 */
export class ETranslationEngine implements Translator {
  readonly name = ETRANSLATION;
  readonly answersLater = true;
  readonly limits = { charactersPerText: 5_000, textsPerRequest: 1 };
  private readonly url: URL;
  private readonly timeoutMs: number;
  /** Servers want a nonce's counter to grow, so requests do not overtake one another. */
  private readonly line = new AtOnce(1);
  private challenge: { value: DigestChallenge; used: number } | undefined;

  constructor(private readonly options: ETranslationOptions) {
    this.url = new URL(options.url ?? SERVICE);
    this.timeoutMs = options.timeoutMs ?? 30_000;
  }

  pair(from: Locale, to: Locale): Promise<PairState> {
    if (this.options.publicUrl === undefined) {
      return Promise.resolve({ state: 'unavailable', reason: 'no-public-address' });
    }
    return Promise.resolve(
      hasPair(from, to) ? { state: 'ready' } : { state: 'unavailable', reason: 'no-pair' },
    );
  }

  async translate({ from, to, texts, signal }: TranslationRequest): Promise<TranslationAnswer> {
    checkLimits(this, texts);
    const { publicUrl, application } = this.options;
    if (!hasPair(from, to)) throw new TranslatorError(this.name, 'unsupported');
    if (publicUrl === undefined) throw new TranslatorError(this.name, 'unavailable');
    const [text] = texts;
    if (text === undefined) return { kind: 'done', texts: [] };
    const requestId = randomUUID();
    const callback = under(publicUrl, `${CALLBACK_PATH}/${requestId}`).href;
    const deadline = new Date(Date.now() + PATIENCE_MS);
    const body = JSON.stringify({
      priority: 0,
      callerInformation: { application, username: application },
      externalReference: requestId,
      textToTranslate: text,
      sourceLanguage: from.toUpperCase(),
      targetLanguages: [to.toUpperCase()],
      domain: 'GEN',
      requesterCallback: callback,
      errorCallback: `${callback}/error`,
    });
    const number = readNumber(await this.line.use(() => this.send(body, signal)));
    if (number < 0) throw new TranslatorError(this.name, failureOfCode(number));
    return { kind: 'awaited', requestId, deadline };
  }

  /** With the last challenge's nonce; where that is none or too old, the service sends a new one, once. */
  private async send(body: string, signal: AbortSignal | undefined): Promise<string> {
    let answer = await this.post(body, signal);
    if (answer.status === 401) {
      const value = readChallenge(answer.headers.get('www-authenticate'));
      if (!value) throw new TranslatorError(this.name, 'refused');
      this.challenge = { value, used: 0 };
      answer = await this.post(body, signal);
    }
    if (answer.status === 200) return answer.text;
    if (answer.status === 401) this.challenge = undefined;
    throw failureOf(this.name, answer);
  }

  private post(body: string, signal: AbortSignal | undefined): Promise<EngineAnswer> {
    const { application: user, password } = this.options;
    const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'text/plain' };
    if (this.challenge) {
      this.challenge.used += 1;
      headers.authorization = digestHeader(this.challenge.value, {
        user,
        password,
        method: 'POST',
        uri: this.url.pathname + this.url.search,
        count: this.challenge.used,
      });
    }
    return askEngine({
      engine: this.name,
      url: this.url,
      headers,
      body,
      timeoutMs: this.timeoutMs,
      ...(signal ? { signal } : {}),
    });
  }
}

function hasPair(from: Locale, to: Locale): boolean {
  return from !== to && LANGUAGES.has(from) && LANGUAGES.has(to);
}

/** A request's number, or an error's, which is negative. */
function readNumber(text: string): number {
  const given = text.trim().replace(/^"(.*)"$/, '$1');
  if (!/^-?\d{1,15}$/.test(given) || Number(given) === 0) {
    throw new TranslatorError(ETRANSLATION, 'bad-answer');
  }
  return Number(given);
}
