import {
  type Asked,
  json,
  type Reply,
  ServiceDouble,
} from '../../../../../test/doubles/translation/service-double';
import { LibreTranslateEngine } from './libretranslate.engine';

const KEY = 'a-key-of-this-test';
const BATCH_LIMIT = 25;
let charLimit = -1;
let codeOfNorwegian = 'nb';

const error = (message: string, status = 400): Reply => json({ error: message }, status);

/** Its rules and words, after github.com/LibreTranslate/LibreTranslate, libretranslate/app.py. */
function libretranslate({ method, path, body }: Asked): Reply {
  const codes = ['en', 'sk', 'es', codeOfNorwegian];
  if (method === 'GET' && path === '/base/languages') {
    return json(codes.map((code) => ({ code, name: code, targets: code === 'en' ? codes : ['en', code] })));
  }
  if (method === 'GET' && path === '/base/frontend/settings') return json({ charLimit, apiKeys: true });
  if (method !== 'POST' || path !== '/base/translate') return { status: 404, body: '<html>Not found</html>' };
  const asked = JSON.parse(body) as { q: string[]; source: string; target: string; api_key?: string };
  if (asked.api_key !== KEY) return error('Invalid API key', 403);
  if (!codes.includes(asked.source)) return error(`${asked.source} is not supported`);
  if (!codes.includes(asked.target)) return error(`${asked.target} is not supported`);
  if (asked.source !== 'en' && asked.target !== 'en') {
    return error(`A (${asked.target}) is not available as a target language from B (${asked.source})`);
  }
  if (asked.q.length > BATCH_LIMIT) {
    return error(`Invalid request: request (${asked.q.length}) exceeds text limit (${BATCH_LIMIT})`);
  }
  const long = asked.q.find((text) => charLimit !== -1 && text.length > charLimit);
  if (long) return error(`Invalid request: request (${long.length}) exceeds text limit (${charLimit})`);
  return json({ translatedText: asked.q.map((text) => `${asked.target}:${text}`) });
}

describe('LibreTranslate', () => {
  const service = new ServiceDouble(libretranslate);
  let url: string;
  let engine: LibreTranslateEngine;

  beforeAll(async () => {
    url = `${await service.start()}/base`;
  });

  beforeEach(() => {
    charLimit = -1;
    codeOfNorwegian = 'nb';
    engine = new LibreTranslateEngine({ url, key: KEY });
  });

  afterAll(() => service.stop());

  const translate = (...texts: string[]) => engine.translate({ from: 'sk', to: 'en', texts });

  it('translates all texts in one request, in order', async () => {
    await expect(translate('Mesto', 'Ulica', '')).resolves.toEqual({
      kind: 'done',
      texts: ['en:Mesto', 'en:Ulica', 'en:'],
    });
    const last = service.asked.at(-1);
    expect(JSON.parse(last?.body ?? '')).toEqual({
      q: ['Mesto', 'Ulica', ''],
      source: 'sk',
      target: 'en',
      format: 'text',
      api_key: KEY,
    });
    // What it says is read in English, whatever language the server would choose.
    expect(last?.headers['accept-language']).toBe('en');
  });

  it('knows the pairs of the server, and asks for them once', async () => {
    const before = service.asked.length;
    await expect(engine.pair('sk', 'en')).resolves.toEqual({ state: 'ready' });
    await expect(engine.pair('sk', 'es')).resolves.toEqual({ state: 'unavailable', reason: 'no-pair' });
    await expect(engine.pair('hu', 'en')).resolves.toEqual({ state: 'unavailable', reason: 'no-pair' });
    expect(service.asked.length - before).toBe(2);
  });

  it('names Norwegian as the server does', async () => {
    codeOfNorwegian = 'no';
    await expect(engine.pair('en', 'nb')).resolves.toEqual({ state: 'ready' });
    await expect(engine.translate({ from: 'en', to: 'nb', texts: ['x'] })).resolves.toEqual({
      kind: 'done',
      texts: ['no:x'],
    });
  });

  it('keeps to the limit that the server sets', async () => {
    charLimit = 100;
    await engine.pair('sk', 'en');
    expect(engine.limits).toEqual({ charactersPerText: 100, textsPerRequest: 25 });
    const before = service.asked.length;
    await expect(translate('x'.repeat(101))).rejects.toMatchObject({ failure: 'too-long' });
    await expect(translate(...Array<string>(26).fill('x'))).rejects.toMatchObject({ failure: 'too-long' });
    expect(service.asked.length).toBe(before);
  });

  it('understands a limit that the server set meanwhile', async () => {
    await engine.pair('sk', 'en');
    charLimit = 3;
    await expect(translate('Mesto')).rejects.toMatchObject({ failure: 'too-long' });
  });

  it.each([
    ['a pair it has not', 'hu', 'en', 'unsupported'],
    ['a pair it cannot join', 'sk', 'es', 'unsupported'],
  ])('%s', async (_, from, to, failure) => {
    await expect(engine.translate({ from, to, texts: ['x'] })).rejects.toMatchObject({ failure });
  });

  it('a wrong key', async () => {
    const stranger = new LibreTranslateEngine({ url, key: 'another' });
    await expect(stranger.translate({ from: 'sk', to: 'en', texts: ['x'] })).rejects.toMatchObject({
      failure: 'refused',
      message: 'libretranslate: refused',
    });
  });

  it.each([
    [
      'too many requests',
      { ...error('Slowdown: 20 per 1 minute', 429), headers: { 'retry-after': '7' } },
      'rate-limited',
      7_000,
    ],
    ['too many requests, no time told', error('Slowdown: 20 per 1 minute', 429), 'rate-limited', null],
    ['far too many requests', error('Too many request limits violations', 403), 'rate-limited', null],
    ['a key that is needed', error('Please contact the server operator to get an API key'), 'refused', null],
    ['another reason for refusing', error('Denied', 403), 'refused', null],
    ['its own fault', error('Cannot translate text: out of memory', 500), 'unavailable', null],
    ['a proxy in front of nothing', { status: 502, body: '<html>Bad gateway</html>' }, 'unavailable', null],
    ['a body too large for a proxy', { status: 413, body: '' }, 'too-long', null],
    ['half an answer', { body: '{"translatedText": ["en:Mes' }, 'bad-answer', null],
    [
      'a connection that breaks off',
      { body: '{"translatedText": ["x"]}', breakAfter: 8 },
      'unavailable',
      null,
    ],
    ['fewer texts than asked', json({ translatedText: [] }), 'bad-answer', null],
    ['one text, no list', json({ translatedText: 'en:Mesto' }), 'bad-answer', null],
    ['a text that is none', json({ translatedText: [null] }), 'bad-answer', null],
    ['a page', { body: '<html>Welcome</html>' }, 'bad-answer', null],
  ] as const)('%s', async (_, reply, failure, retryAfterMs) => {
    await engine.pair('sk', 'en');
    service.once(reply);
    await expect(translate('Mesto')).rejects.toMatchObject({
      engine: 'libretranslate',
      failure,
      retryAfterMs,
      // Neither the text nor the key nor the address.
      message: `libretranslate: ${failure}`,
    });
  });

  it('silence is given up', async () => {
    const impatient = new LibreTranslateEngine({ url, key: KEY, timeoutMs: 300 });
    service.once({ isSilent: true });
    await expect(impatient.pair('sk', 'en')).resolves.toEqual({
      state: 'unavailable',
      reason: 'engine-unreachable',
    });
    await engine.pair('sk', 'en');
    service.once({ isSilent: true });
    const signal = AbortSignal.timeout(100);
    await expect(engine.translate({ from: 'sk', to: 'en', texts: ['x'], signal })).rejects.toMatchObject({
      failure: 'timeout',
    });
  });

  it('that is not there makes every pair unavailable, and is asked again', async () => {
    service.once({ status: 503 });
    await expect(engine.pair('sk', 'en')).resolves.toEqual({
      state: 'unavailable',
      reason: 'engine-unreachable',
    });
    await expect(engine.pair('sk', 'en')).resolves.toEqual({ state: 'ready' });
  });
});
