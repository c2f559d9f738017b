import {
  type Asked,
  json,
  type Reply,
  ServiceDouble,
} from '../../../../../test/doubles/translation/service-double';
import { DeepLEngine } from './deepl.engine';

const KEY = 'a-key-of-this-test:fx';
const LANGUAGES = ['EN', 'DA', 'SK', 'NB', 'PT'];

/** The published API: developers.deepl.com, languages, translate, limits and errors. */
function deepl({ method, path, query, headers, body }: Asked): Reply {
  if (headers.authorization !== `DeepL-Auth-Key ${KEY}`) return json({ message: 'Forbidden' }, 403);
  if (method === 'GET' && path === '/v2/languages') {
    const targets = query.get('type') === 'target';
    const codes = targets
      ? LANGUAGES.flatMap((code) => (code === 'EN' ? ['EN-GB', 'EN-US'] : code === 'PT' ? ['PT-PT'] : [code]))
      : LANGUAGES;
    return json(codes.map((language) => ({ language, name: language })));
  }
  if (Buffer.byteLength(body) > 128 * 1024) return { status: 413, body: '' };
  const asked = JSON.parse(body) as { text: string[]; source_lang: string; target_lang: string };
  if (!LANGUAGES.includes(asked.source_lang))
    return json({ message: "Value for 'source_lang' not supported." }, 400);
  if (['EN', 'PT'].includes(asked.target_lang))
    return json({ message: "Value for 'target_lang' not supported." }, 400);
  if (asked.text.length > 50) return json({ message: 'Too many texts' }, 400);
  return json({
    translations: asked.text.map((text) => ({
      detected_source_language: asked.source_lang,
      text: `${asked.target_lang}:${text}`,
    })),
  });
}

describe('DeepL', () => {
  const service = new ServiceDouble(deepl);
  let url: string;
  let engine: DeepLEngine;

  beforeAll(async () => {
    url = await service.start();
  });

  beforeEach(() => {
    engine = new DeepLEngine({ key: KEY, url });
  });

  afterAll(() => service.stop());

  const translate = (...texts: string[]) => engine.translate({ from: 'sk', to: 'en', texts });

  it('translates all texts, in order, into English as it is written in Europe', async () => {
    await expect(translate('Mesto', 'Ulica')).resolves.toEqual({
      kind: 'done',
      texts: ['EN-GB:Mesto', 'EN-GB:Ulica'],
    });
    expect(JSON.parse(service.asked.at(-1)?.body ?? '')).toMatchObject({
      source_lang: 'SK',
      target_lang: 'EN-GB',
    });
  });

  it('never has its key in an address', () => {
    expect(service.asked.every(({ path, query }) => !`${path}${query.toString()}`.includes('a-key'))).toBe(
      true,
    );
  });

  it('knows its pairs', async () => {
    await expect(engine.pair('en', 'nb')).resolves.toEqual({ state: 'ready' });
    await expect(engine.pair('nb', 'en')).resolves.toEqual({ state: 'ready' });
    await expect(engine.pair('en', 'ca')).resolves.toEqual({ state: 'unavailable', reason: 'no-pair' });
    await expect(engine.pair('ca', 'en')).resolves.toEqual({ state: 'unavailable', reason: 'no-pair' });
    await expect(engine.translate({ from: 'en', to: 'ca', texts: ['x'] })).rejects.toMatchObject({
      failure: 'unsupported',
    });
  });

  it('keeps each request below the limit of 128 KiB, and the order over all of them', async () => {
    const texts = Array.from({ length: 9 }, (_, index) => `${index} ${'ž'.repeat(29_000)}`);
    const before = service.asked.length;
    const answer = await translate(...texts);
    expect(answer).toEqual({ kind: 'done', texts: texts.map((text) => `EN-GB:${text}`) });
    const sizes = service.asked
      .slice(before)
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => Buffer.byteLength(body));
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(128 * 1024);
  });

  it('refuses more than it may be asked, before anything is sent', async () => {
    await engine.pair('sk', 'en');
    const before = service.asked.length;
    await expect(translate(...Array<string>(51).fill('x'))).rejects.toMatchObject({ failure: 'too-long' });
    await expect(translate('x'.repeat(30_001))).rejects.toMatchObject({ failure: 'too-long' });
    expect(service.asked.length).toBe(before);
  });

  it('a wrong key makes every pair unavailable, and says so', async () => {
    const stranger = new DeepLEngine({ key: 'another', url });
    await expect(stranger.pair('sk', 'en')).resolves.toEqual({ state: 'unavailable', reason: 'refused' });
    await expect(stranger.translate({ from: 'sk', to: 'en', texts: ['x'] })).rejects.toMatchObject({
      failure: 'refused',
      message: 'deepl: refused',
    });
  });

  it.each([
    [
      'too many requests',
      { status: 429, headers: { 'retry-after': '30' }, body: '' },
      'rate-limited',
      30_000,
    ],
    ['too many requests, its other number', { status: 529, body: '' }, 'rate-limited', null],
    ['the month’s characters are used up', json({ message: 'Quota exceeded' }, 456), 'quota', null],
    ['its own fault', { status: 500, body: '' }, 'unavailable', null],
    ['not now', { status: 503, headers: { 'retry-after': '5' }, body: '' }, 'unavailable', 5_000],
    [
      'a language that it lost',
      json({ message: "Value for 'target_lang' not supported." }, 400),
      'unsupported',
      null,
    ],
    ['a request it does not understand', json({ message: 'Bad request' }, 400), 'bad-answer', null],
    ['an address too long', { status: 414, body: '' }, 'too-long', null],
    ['a key that was taken back', json({ message: 'Forbidden' }, 403), 'refused', null],
    ['half an answer', { body: '{"translations":[{"te' }, 'bad-answer', null],
    ['a connection that breaks off', { body: '{"translations":[]}', breakAfter: 4 }, 'unavailable', null],
    ['too few texts', json({ translations: [] }), 'bad-answer', null],
    ['another form', json({ translations: [{ words: 'x' }] }), 'bad-answer', null],
  ] as const)('%s', async (_, reply, failure, retryAfterMs) => {
    await engine.pair('sk', 'en');
    service.once(reply);
    await expect(translate('Mesto')).rejects.toMatchObject({
      engine: 'deepl',
      failure,
      retryAfterMs,
      message: `deepl: ${failure}`,
    });
  });

  it('silence is given up', async () => {
    await engine.pair('sk', 'en');
    service.once({ isSilent: true });
    await expect(
      engine.translate({ from: 'sk', to: 'en', texts: ['x'], signal: AbortSignal.timeout(100) }),
    ).rejects.toMatchObject({ failure: 'timeout' });
  });
});
