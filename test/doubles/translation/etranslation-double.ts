import { createHash, randomBytes } from 'node:crypto';
import { type Asked, type Reply, ServiceDouble } from './service-double';

export interface ETranslationRequest {
  callerInformation: { application: string; username: string };
  externalReference: string;
  textToTranslate: string;
  sourceLanguage: string;
  targetLanguages: string[];
  domain: string;
  requesterCallback: string;
  errorCallback: string;
}

const APPLICATION = 'Crosstown_test';
const PASSWORD = 'a "pass\\word" of this test';
const REALM = 'MT@EC Prod MDIS';
const LANGUAGES = 'BG CS DA DE EL EN ES ET FI FR GA HR HU IS IT LT LV MT NB NL PL PT RO SK SL SV'.split(' ');
const LONGEST_TEXT = 5_000;

const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');

/**
 * The Commission's eTranslation by its published guide ("How to submit a translation request via the CEF eTranslation
 * webservice"): digest authentication, a number in answer, errors below zero, call-backs as forms. It delivers when the
 * test says so.
 */
export class ETranslationDouble {
  static readonly application = APPLICATION;
  static readonly password = PASSWORD;
  readonly requests: (ETranslationRequest & { number: number })[] = [];
  readonly service = new ServiceDouble((asked) => this.answer(asked));
  /** nonces that are good, with the highest counter seen of each */
  private readonly nonces = new Map<string, number>();
  private next = 4_711_000;

  async start(): Promise<string> {
    return `${await this.service.start()}/etranslation/si/translate`;
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  /** From now on every nonce is too old. */
  forgetNonces(): void {
    this.nonces.clear();
  }

  private answer(asked: Asked): Reply {
    if (asked.method !== 'POST' || asked.path !== '/etranslation/si/translate') return { status: 404 };
    if (!this.isAuthentic(asked)) {
      const nonce = randomBytes(16).toString('hex');
      this.nonces.set(nonce, 0);
      const challenge = `Digest realm="${REALM}", qop="auth", nonce="${nonce}", opaque="5ccc069c403ebaf9f0171e9517f40e41"`;
      return { status: 401, headers: { 'www-authenticate': challenge }, body: '<html>401</html>' };
    }
    return { headers: { 'content-type': 'text/plain' }, body: String(this.take(asked.body)) };
  }

  private take(body: string): number {
    const request = JSON.parse(body) as ETranslationRequest;
    if (!LANGUAGES.includes(request.sourceLanguage)) return -20001;
    if (!request.targetLanguages.every((language) => LANGUAGES.includes(language))) return -20003;
    if (request.callerInformation.application !== APPLICATION) return -20007;
    if (request.targetLanguages.includes(request.sourceLanguage)) return -20014;
    if (request.textToTranslate.length > LONGEST_TEXT) return -20021;
    this.next += 1;
    this.requests.push({ ...request, number: this.next });
    return this.next;
  }

  private isAuthentic({ method, headers, path }: Asked): boolean {
    const header = headers.authorization ?? '';
    if (!header.startsWith('Digest ')) return false;
    const given = (name: string): string =>
      (
        new RegExp(`[ ,]${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^, ]+))`).exec(header)?.slice(1).find(Boolean) ??
        ''
      ).replace(/\\(.)/g, '$1');
    const counter = parseInt(given('nc'), 16);
    const last = this.nonces.get(given('nonce'));
    // A counter used twice is a replay.
    if (last === undefined || !(counter > last)) return false;
    const secret = md5(`${APPLICATION}:${REALM}:${PASSWORD}`);
    const subject = md5(`${method}:${path}`);
    const response = md5([secret, given('nonce'), given('nc'), given('cnonce'), 'auth', subject].join(':'));
    if (given('response') !== response || given('uri') !== path || given('opaque') === '') return false;
    this.nonces.set(given('nonce'), counter);
    return true;
  }

  /** Calls back, as often as one likes: the words, or an error. Returns the status it was answered with. */
  static async deliver(
    request: ETranslationRequest & { number: number },
    site: string,
    answer: { text: string } | { code: number; message: string },
  ): Promise<number> {
    const [target = ''] = request.targetLanguages;
    const common = { 'request-id': String(request.number), 'external-reference': request.externalReference };
    const isError = 'code' in answer;
    const fields: Record<string, string> = isError
      ? {
          ...common,
          'target-languages': target,
          'error-code': String(answer.code),
          'error-message': answer.message,
        }
      : { ...common, 'target-language': target, 'translated-text': answer.text };
    const { pathname } = new URL(isError ? request.errorCallback : request.requesterCallback);
    const response = await fetch(new URL(pathname, site), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body: new URLSearchParams(fields).toString(),
    });
    await response.text();
    return response.status;
  }
}
