import {
  type Asked,
  json,
  type Reply,
  ServiceDouble,
} from '../../../../../test/doubles/translation/service-double';
import { ApertiumServer } from './apertium-server';
import { ApertiumEngine } from './apertium.engine';
import { protectSpans, restoreSpans } from './protected-spans';

/** APY's answers, after its own source: github.com/apertium/apertium-apy. */
function apy({ path, body }: Asked): Reply {
  if (path === '/listPairs') {
    return json({
      responseData: [
        { sourceLanguage: 'spa', targetLanguage: 'cat' },
        { sourceLanguage: 'dan', targetLanguage: 'nob' },
      ],
      responseDetails: null,
      responseStatus: 200,
    });
  }
  const fields = new URLSearchParams(body);
  if (fields.get('langpair') !== 'spa|cat') {
    const error = {
      status: 'error',
      code: 400,
      message: 'Bad Request',
      explanation: 'That pair is not installed',
    };
    return json(error, 400);
  }
  const translatedText = (fields.get('q') ?? '').replace(/Hola/g, 'Hola!').replace(/\bmundo/g, 'món');
  return json({ responseData: { translatedText }, responseDetails: null, responseStatus: 200 });
}

describe('the server, APY', () => {
  const service = new ServiceDouble(apy);
  let engine: ApertiumEngine;
  let url: string;

  beforeAll(async () => {
    url = await service.start();
  });

  beforeEach(() => {
    engine = new ApertiumEngine(new ApertiumServer(url));
  });

  afterAll(() => service.stop());

  const translate = (...texts: string[]) => engine.translate({ from: 'es', to: 'ca', texts });

  it('is asked for all texts at once, without marks, as plain text', async () => {
    await expect(translate('Hola', 'mundo\nmundo', '')).resolves.toEqual({
      kind: 'done',
      texts: ['Hola!', 'món\nmón', ''],
    });
    const fields = Object.fromEntries(new URLSearchParams(service.asked.at(-1)?.body));
    expect(fields).toEqual({
      langpair: 'spa|cat',
      q: 'Hola\n\nmundo\nmundo\n\n',
      format: 'txt',
      markUnknown: 'no',
    });
  });

  it('tells its pairs', async () => {
    await expect(engine.pair('da', 'nb')).resolves.toEqual({ state: 'ready' });
    await expect(engine.pair('nb', 'da')).resolves.toEqual({
      state: 'unavailable',
      reason: 'no-pair',
    });
  });

  it.each([
    [
      'a pair that went missing',
      json({ status: 'error', code: 400, explanation: 'That pair is not installed' }, 400),
      'unsupported',
    ],
    [
      'a stuck pipeline',
      json({ status: 'error', code: 503, explanation: 'internal error' }, 503),
      'unavailable',
    ],
    ['a broken server', { status: 500, body: 'oops' }, 'unavailable'],
    ['half an answer', { body: '{"responseData": {"transl' }, 'bad-answer'],
    ['a connection that breaks off', { body: '{"responseData": {}}', breakAfter: 5 }, 'unavailable'],
    ['another form of answer', json({ responseData: null }), 'bad-answer'],
    ['an empty translation', json({ responseData: { translatedText: '' } }), 'bad-answer'],
    ['a page somewhere else', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }, 'bad-answer'],
  ] as const)('%s', async (_, reply, failure) => {
    await engine.pair('es', 'ca');
    service.once(reply);
    await expect(translate('Hola')).rejects.toMatchObject({ name: 'Error', engine: 'apertium', failure });
  });

  it('that stays silent is given up', async () => {
    const impatient = new ApertiumEngine(new ApertiumServer(url, 200));
    service.once({ isSilent: true });
    await expect(impatient.translate({ from: 'es', to: 'ca', texts: ['Hola'] })).rejects.toMatchObject({
      failure: 'timeout',
    });
  });

  it('that is not there makes every pair unavailable', async () => {
    const closed = new ServiceDouble(apy);
    const nowhere = await closed.start();
    await closed.stop();
    await expect(new ApertiumEngine(new ApertiumServer(nowhere)).pair('es', 'ca')).resolves.toEqual({
      state: 'unavailable',
      reason: 'engine-unreachable',
    });
  });

  it('whose list could not be had is asked again', async () => {
    service.once({ status: 503 });
    await expect(engine.pair('es', 'ca')).resolves.toMatchObject({ state: 'unavailable' });
    await expect(engine.pair('es', 'ca')).resolves.toEqual({ state: 'ready' });
  });
});

describe('protected spans', () => {
  it('come back where they were, whatever case the words got', () => {
    const { text, spans } = protectSpans('See https://example.org/a, or office@example.org!');
    expect(text).not.toContain('example');
    expect(restoreSpans(text.toUpperCase(), spans)).toBe('SEE https://example.org/a, OR office@example.org!');
  });

  it('that were lost or doubled are told', () => {
    const { text, spans } = protectSpans('See https://example.org/a');
    expect(restoreSpans('See', spans)).toBeUndefined();
    expect(restoreSpans(`${text} ${text}`, spans)).toBeUndefined();
  });

  it('are not made in a text that has such a word of its own', () => {
    expect(protectSpans('zqxbxqz https://example.org')).toEqual({
      text: 'zqxbxqz https://example.org',
      spans: [],
    });
  });
});
