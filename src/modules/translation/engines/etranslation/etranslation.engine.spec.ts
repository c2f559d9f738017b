import { ETranslationDouble } from '../../../../../test/doubles/translation/etranslation-double';
import { digestHeader, readChallenge } from './digest-auth';
import { ETranslationEngine } from './etranslation.engine';

const PUBLIC_URL = 'https://crosstown.example.org/';

describe('eTranslation', () => {
  const double = new ETranslationDouble();
  let url: string;
  let engine: ETranslationEngine;

  beforeAll(async () => {
    url = await double.start();
  });

  beforeEach(() => {
    engine = new ETranslationEngine({
      application: ETranslationDouble.application,
      password: ETranslationDouble.password,
      publicUrl: PUBLIC_URL,
      url,
    });
  });

  afterAll(() => double.stop());

  const translate = (text = 'Mesto', from = 'sk', to = 'da') => engine.translate({ from, to, texts: [text] });

  it('takes a text on, and says under which id and until when to wait', async () => {
    const before = Date.now();
    const answer = await translate();
    if (answer.kind !== 'awaited') throw new Error('not awaited');
    expect(answer.deadline.getTime()).toBeGreaterThan(before + 60_000);
    const request = double.requests.at(-1);
    expect(request).toMatchObject({
      textToTranslate: 'Mesto',
      sourceLanguage: 'SK',
      targetLanguages: ['DA'],
      externalReference: answer.requestId,
      requesterCallback: `${PUBLIC_URL}translation/etranslation/${answer.requestId}`,
      errorCallback: `${PUBLIC_URL}translation/etranslation/${answer.requestId}/error`,
    });
  });

  it('has an id of its own for each, which nobody can guess', async () => {
    const answers = [await translate(), await translate()];
    const ids = answers.map((answer) => (answer.kind === 'awaited' ? answer.requestId : ''));
    expect(new Set(ids).size).toBe(2);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('signs in once, and again when its nonce is too old', async () => {
    const asked = (): number => double.service.asked.length;
    const before = asked();
    await translate();
    expect(asked() - before).toBe(2);
    await translate();
    expect(asked() - before).toBe(3);
    double.forgetNonces();
    await translate();
    expect(asked() - before).toBe(5);
    expect(JSON.stringify(double.service.asked.map(({ headers, body }) => [headers, body]))).not.toContain(
      'word\\\\',
    );
  });

  it('takes many texts at once, one counter for all of them', async () => {
    const before = double.service.asked.length;
    const answers = await Promise.all(Array.from({ length: 12 }, () => translate()));
    expect(answers.every(({ kind }) => kind === 'awaited')).toBe(true);
    expect(double.service.asked.length - before).toBe(13);
  });

  it('a wrong password', async () => {
    const stranger = new ETranslationEngine({
      application: ETranslationDouble.application,
      password: 'another',
      publicUrl: PUBLIC_URL,
      url,
    });
    await expect(stranger.translate({ from: 'sk', to: 'da', texts: ['x'] })).rejects.toMatchObject({
      failure: 'refused',
      message: 'etranslation: refused',
    });
  });

  it('an application that it does not know', async () => {
    double.service.once({ body: '-20007' });
    await expect(translate()).rejects.toMatchObject({ failure: 'refused' });
  });

  it.each([
    ['sk', 'da', { state: 'ready' }],
    ['en', 'nb', { state: 'ready' }],
    ['en', 'ca', { state: 'unavailable', reason: 'no-pair' }],
    ['sk', 'sk', { state: 'unavailable', reason: 'no-pair' }],
  ])('the pair %s→%s', async (from, to, state) => {
    await expect(engine.pair(from, to)).resolves.toEqual(state);
  });

  it('needs an address where its answers come in', async () => {
    const nowhere = new ETranslationEngine({ application: 'a', password: 'b', url });
    await expect(nowhere.pair('sk', 'da')).resolves.toEqual({
      state: 'unavailable',
      reason: 'no-public-address',
    });
    await expect(nowhere.translate({ from: 'sk', to: 'da', texts: ['x'] })).rejects.toMatchObject({
      failure: 'unavailable',
    });
  });

  it('refuses more than it may be asked, before anything is sent', async () => {
    const before = double.service.asked.length;
    await expect(translate('x'.repeat(5_001))).rejects.toMatchObject({ failure: 'too-long' });
    await expect(engine.translate({ from: 'sk', to: 'da', texts: ['x', 'y'] })).rejects.toMatchObject({
      failure: 'too-long',
    });
    await expect(translate('x', 'ca', 'en')).rejects.toMatchObject({ failure: 'unsupported' });
    expect(double.service.asked.length).toBe(before);
  });

  it.each([
    ['a language that it does not know', { body: '-20001' }, 'unsupported', null],
    ['a pair not of this domain', { body: '-20014' }, 'unsupported', null],
    ['a text too long', { body: '-20021' }, 'too-long', null],
    ['too many at once', { body: '-20028' }, 'rate-limited', null],
    ['an error of which we know nothing', { body: '-20099' }, 'unavailable', null],
    ['too many requests', { status: 429, headers: { 'retry-after': '9' }, body: '' }, 'rate-limited', 9_000],
    ['its own fault', { status: 500, body: '<html>' }, 'unavailable', null],
    ['not now', { status: 503, body: '' }, 'unavailable', null],
    ['forbidden', { status: 403, body: '' }, 'refused', null],
    ['no number', { body: '<html>Maintenance</html>' }, 'bad-answer', null],
    ['nothing', { body: '' }, 'bad-answer', null],
    ['zero', { body: '0' }, 'bad-answer', null],
    ['a connection that breaks off', { body: '4711001', breakAfter: 3 }, 'unavailable', null],
    [
      'another way of signing in',
      { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' }, body: '' },
      'refused',
      null,
    ],
  ] as const)('%s', async (_, reply, failure, retryAfterMs) => {
    await translate();
    double.service.once(reply);
    await expect(translate()).rejects.toMatchObject({
      engine: 'etranslation',
      failure,
      retryAfterMs,
      message: `etranslation: ${failure}`,
    });
  });

  it('silence is given up', async () => {
    double.service.once({ isSilent: true });
    await expect(
      engine.translate({ from: 'sk', to: 'da', texts: ['x'], signal: AbortSignal.timeout(100) }),
    ).rejects.toMatchObject({ failure: 'timeout' });
  });
});

describe('digest authentication', () => {
  // The two examples of RFC 7616, section 3.9.1.
  const challenge = (algorithm: string): string =>
    `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, ` +
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
  const request = {
    user: 'Mufasa',
    password: 'Circle of Life',
    method: 'GET',
    uri: '/dir/index.html',
    count: 1,
    clientNonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  };

  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('answers the challenge of the standard, %s', (algorithm, response) => {
    const read = readChallenge(challenge(algorithm));
    if (!read) throw new Error('not read');
    expect(digestHeader(read, request)).toContain(`response="${response}"`);
    expect(digestHeader(read, request)).toContain('nc=00000001');
  });

  it('answers one of the first standard, without a counter', () => {
    const read = readChallenge('Digest realm="r", nonce="n"');
    expect(read).toEqual({ realm: 'r', nonce: 'n', algorithm: 'MD5', hasQop: false });
    expect(read && digestHeader(read, request)).not.toContain('nc=');
  });

  it.each([
    '',
    'Basic realm="x"',
    'Digest realm="x"',
    'Digest nonce="n"',
    'Digest realm="r", nonce="n", algorithm=SHA-512-256',
    'Digest realm="r", nonce="n", qop="auth-int"',
  ])('takes no challenge that it cannot meet: %s', (header) => expect(readChallenge(header)).toBeUndefined());
});
