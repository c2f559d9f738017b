import { TranslatorError } from '../../translator';

export interface EngineQuestion {
  /** name of the engine, for errors */
  engine: string;
  url: URL;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** milliseconds for the whole answer */
  timeoutMs: number;
  signal?: AbortSignal;
}

export interface EngineAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** Longer than anything that a translator has to say to what it may be asked. */
const LONGEST_ANSWER = 8 * 2 ** 20;

/**
 * Asks a service over HTTP. Any status is an answer; what is none (no connection, one that broke off, too late, a
 * redirect, too long) is a TranslatorError. A redirect is not followed: it might carry the key to somebody else.
 */
export async function askEngine(question: EngineQuestion): Promise<EngineAnswer> {
  const { engine, url, method = 'POST', headers = {}, body, timeoutMs, signal } = question;
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      ...(body === undefined ? {} : { body }),
    });
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      throw new TranslatorError(engine, 'bad-answer');
    }
    return { status: response.status, headers: response.headers, text: await readAll(engine, response) };
  } catch (error) {
    if (error instanceof TranslatorError) throw error;
    throw new TranslatorError(
      engine,
      deadline.aborted || signal?.aborted === true ? 'timeout' : 'unavailable',
    );
  }
}

async function readAll(engine: string, response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    length += bytes.byteLength;
    if (length > LONGEST_ANSWER) throw new TranslatorError(engine, 'bad-answer');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What a status that is no success means, where the service does not say otherwise. */
export function failureOf(engine: string, { status, headers }: EngineAnswer): TranslatorError {
  if (status === 401 || status === 403) return new TranslatorError(engine, 'refused');
  if (status === 408) return new TranslatorError(engine, 'timeout');
  if (status === 413) return new TranslatorError(engine, 'too-long');
  if (status === 429) return new TranslatorError(engine, 'rate-limited', retryAfterMs(headers));
  if (status >= 500) return new TranslatorError(engine, 'unavailable', retryAfterMs(headers));
  return new TranslatorError(engine, 'bad-answer');
}

const AN_HOUR = 3_600_000;

/** Retry-After in milliseconds, given as seconds or as a date; at most an hour; null where it says neither. */
export function retryAfterMs(headers: Headers, now = Date.now()): number | null {
  const given = headers.get('retry-after')?.trim();
  if (!given) return null;
  const wait = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - now;
  return Number.isNaN(wait) ? null : Math.min(AN_HOUR, Math.max(0, wait));
}

/** The answer as JSON of the expected form; anything else, half an answer too, is `bad-answer`. */
export function readJson<T>(engine: string, text: string, isExpected: (value: unknown) => value is T): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TranslatorError(engine, 'bad-answer');
  }
  if (!isExpected(value)) throw new TranslatorError(engine, 'bad-answer');
  return value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `https://host/base` and `path` → `https://host/base/path`, whether or not the base ends in a slash. */
export function under(base: string, path: string): URL {
  return new URL(path, base.endsWith('/') ? base : `${base}/`);
}

/** Every text within the engine's limits, or an error before anything is sent. */
export function checkLimits(
  { name, limits }: { name: string; limits: { charactersPerText: number; textsPerRequest: number } },
  texts: readonly string[],
): void {
  if (texts.length > limits.textsPerRequest) throw new TranslatorError(name, 'too-long');
  if (texts.some((text) => text.length > limits.charactersPerText)) {
    throw new TranslatorError(name, 'too-long');
  }
}
