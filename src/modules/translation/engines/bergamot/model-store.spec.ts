import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesOf, madeUp, ModelServer } from '../../../../../test/doubles/translation/model-server';
import { ModelRegistry, readRegistry } from './model-registry';
import { ModelStore } from './model-store';

describe('the store of models', () => {
  const server = new ModelServer();
  let url: string;
  let folder: string;

  beforeAll(async () => {
    url = await server.start();
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crosstown-models-'));
    server.models = [madeUp('es', 'en'), madeUp('en', 'es')];
    server.hasRanges = true;
    server.service.asked.length = 0;
  });

  afterEach(() => rmSync(folder, { recursive: true }));
  afterAll(() => server.stop());

  const registry = (at = url): ModelRegistry => new ModelRegistry(at, join(folder, 'registry.json'), 2_000);
  const store = (at = url, retryMs?: number): ModelStore => new ModelStore(folder, registry(at), retryMs);
  const fileOf = (name: string, pair = 'es-en'): string => join(folder, pair, name);
  const [ESEN] = [madeUp('es', 'en')];

  /** An address at which nobody is. */
  async function nowhere(): Promise<string> {
    const gone = new ModelServer();
    const at = await gone.start();
    await gone.stop();
    return at;
  }

  it('fetches a pair once, unpacked and whole, for however many ask at once', async () => {
    const models = store();
    await expect(models.state('es', 'en')).resolves.toEqual({ state: 'fetchable' });
    const got = await Promise.all([1, 2, 3].map(() => models.get('es', 'en')));
    expect(new Set(got).size).toBe(1);
    expect(readFileSync(fileOf('model.bin')).equals(ESEN.model)).toBe(true);
    expect(readFileSync(fileOf('lex.bin')).equals(ESEN.lex)).toBe(true);
    expect(readFileSync(fileOf('vocab.spm')).equals(ESEN.vocabularies[0] ?? Buffer.alloc(0))).toBe(true);
    await expect(models.state('es', 'en')).resolves.toEqual({ state: 'ready' });
    expect(server.asked('model.esen')).toHaveLength(1);
    // Nothing of the way there is left.
    expect(readdirSync(folder).sort()).toEqual(['es-en', 'registry.json']);
    expect(readdirSync(join(folder, 'es-en')).sort()).toEqual([
      'lex.bin',
      'model.bin',
      'model.json',
      'vocab.spm',
    ]);
  });

  it('needs nobody any more for what it has', async () => {
    await store().get('es', 'en');
    const alone = store(await nowhere());
    await expect(alone.state('es', 'en')).resolves.toEqual({ state: 'ready' });
    await expect(alone.get('es', 'en')).resolves.toMatchObject({ from: 'es', to: 'en', origin: 'registry' });
    await expect(alone.list()).resolves.toHaveLength(1);
  });

  it('takes a model with a vocabulary for each language', async () => {
    const vocabularies = [Buffer.from('source'.repeat(99)), Buffer.from('target'.repeat(99))];
    server.models = [madeUp('en', 'lv', { vocabularies })];
    const { files } = await store().get('en', 'lv');
    expect(files.map(({ name }) => name).sort()).toEqual([
      'lex.bin',
      'model.bin',
      'srcvocab.spm',
      'trgvocab.spm',
    ]);
    expect(readFileSync(fileOf('trgvocab.spm', 'en-lv')).equals(vocabularies[1] ?? Buffer.alloc(0))).toBe(
      true,
    );
  });

  it('goes on where a connection broke off', async () => {
    const packed = gzipSync(ESEN.model);
    await registry().models();
    server.service.once({ body: packed, breakAfter: 10_000 });
    await expect(store().get('es', 'en')).rejects.toMatchObject({ reason: 'model-unreachable' });
    const models = store();
    await models.get('es', 'en');
    const [first, second] = server.asked('model.esen');
    expect(first?.headers.range).toBeUndefined();
    const from = Number(/^bytes=(\d+)-$/.exec(String(second?.headers.range))?.[1]);
    expect(from).toBeGreaterThan(0);
    expect(from).toBeLessThanOrEqual(10_000);
    await expect(models.isIntact(await models.get('es', 'en'))).resolves.toBe(true);
  });

  it('starts anew where a server cannot go on', async () => {
    await registry().models();
    server.service.once({ body: gzipSync(ESEN.model), breakAfter: 10_000 });
    await expect(store().get('es', 'en')).rejects.toThrow();
    server.hasRanges = false;
    const models = store();
    await expect(models.isIntact(await models.get('es', 'en'))).resolves.toBe(true);
  });

  it('is not stuck with a part that is longer than the file', async () => {
    mkdirSync(join(folder, 'es-en.fetching'));
    writeFileSync(join(folder, 'es-en.fetching', 'model.bin.part'), Buffer.alloc(200_000));
    await expect(store().get('es', 'en')).rejects.toMatchObject({ reason: 'model-unreachable' });
    await expect(store().get('es', 'en')).resolves.toMatchObject({ from: 'es' });
  });

  it.each([
    ['another model', gzipSync(Buffer.from('another'.repeat(5_000)))],
    ['no packed file', Buffer.from('<html>Sign in to this network</html>'.repeat(200))],
    ['half a file', gzipSync(ESEN.model).subarray(0, 9_000)],
    ['an empty one', gzipSync(Buffer.alloc(0))],
  ])('keeps nothing of %s', async (_, body) => {
    await registry().models();
    server.service.once({ body });
    const models = store();
    await expect(models.get('es', 'en')).rejects.toMatchObject({ reason: 'model-unreachable' });
    expect(existsSync(join(folder, 'es-en'))).toBe(false);
    expect(readdirSync(join(folder, 'es-en.fetching'))).toEqual([]);
  });

  it('refuses a model of the right length with another sum', async () => {
    await registry().models();
    const wrong = Buffer.from(ESEN.model);
    wrong[4_000] = (wrong[4_000] ?? 0) ^ 1;
    server.service.once({ body: gzipSync(wrong) });
    await expect(store().get('es', 'en')).rejects.toMatchObject({ reason: 'model-unreachable' });
  });

  it('leaves a failing server alone for a while, and says why there is no model', async () => {
    server.models = [{ ...ESEN, model: ESEN.model }];
    await registry().models();
    server.models = [];
    const models = store();
    await expect(models.get('es', 'en')).rejects.toMatchObject({ reason: 'model-unreachable' });
    const asked = server.service.asked.length;
    await expect(models.get('es', 'en')).rejects.toMatchObject({ reason: 'model-unreachable' });
    await expect(models.state('es', 'en')).resolves.toEqual({
      state: 'unavailable',
      reason: 'model-unreachable',
    });
    expect(server.service.asked.length).toBe(asked);
  });

  it('tries again after that while', async () => {
    await registry().models();
    server.service.once({ status: 503 });
    const models = store(url, 0);
    await expect(models.get('es', 'en')).rejects.toMatchObject({ reason: 'model-unreachable' });
    await expect(models.get('es', 'en')).resolves.toMatchObject({ from: 'es' });
  });

  it('says where there is no internet, and where there is no such model', async () => {
    const alone = store(await nowhere());
    await expect(alone.state('es', 'en')).resolves.toEqual({ state: 'unavailable', reason: 'no-model-list' });
    await expect(alone.get('es', 'en')).rejects.toMatchObject({ reason: 'no-model-list' });
    await expect(store().state('sk', 'da')).resolves.toEqual({ state: 'unavailable', reason: 'no-pair' });
    await expect(store().get('sk', 'da')).rejects.toMatchObject({ reason: 'no-pair' });
  });

  it.each([
    ['is missing', () => rmSync(fileOf('lex.bin'))],
    ['was cut off', () => truncateSync(fileOf('model.bin'), 100)],
    ['has no description', () => rmSync(fileOf('model.json'))],
    ['has a damaged description', () => writeFileSync(fileOf('model.json'), '{"from":')],
    [
      'has a description of something else',
      () => writeFileSync(fileOf('model.json'), '{"from":"es","to":"en","files":[{"name":"../../x"}]}'),
    ],
  ])('fetches a model anew of which a part %s', async (_, damage) => {
    await store().get('es', 'en');
    damage();
    const models = store();
    await expect(models.state('es', 'en')).resolves.toEqual({ state: 'fetchable' });
    await expect(models.list()).resolves.toEqual([]);
    await models.get('es', 'en');
    await expect(models.state('es', 'en')).resolves.toEqual({ state: 'ready' });
  });

  it('sees damage that left the length as it was', async () => {
    const models = store();
    const model = await models.get('es', 'en');
    await expect(models.isIntact(model)).resolves.toBe(true);
    writeFileSync(fileOf('model.bin'), Buffer.alloc(ESEN.model.length));
    await expect(models.isIntact(model)).resolves.toBe(false);
  });

  it('lets one process fetch while others wait', async () => {
    const [one, other] = [store(), store()];
    await Promise.all([one.get('es', 'en'), other.get('es', 'en')]);
    expect(server.asked('model.esen')).toHaveLength(1);
  });

  it('does not wait for a process that is no more', async () => {
    const lock = join(folder, 'es-en.lock');
    writeFileSync(lock, '');
    const longAgo = new Date(Date.now() - 600_000);
    utimesSync(lock, longAgo, longAgo);
    await expect(store().get('es', 'en')).resolves.toMatchObject({ from: 'es' });
    expect(existsSync(lock)).toBe(false);
  });

  it('says what it does, and how far it is with a large file', async () => {
    const large = madeUp('es', 'en', {
      model: Buffer.concat(
        Array<Buffer>(300)
          .fill(ESEN.model)
          .map((part, index) => Buffer.from(part.map((byte) => byte ^ (index * 7)))),
      ),
    });
    server.models = [large];
    const said: string[] = [];
    await new ModelStore(folder, registry(), undefined, (message) => said.push(message)).get('es', 'en');
    expect(said[0]).toBe('Fetching the model es-en (tiny).');
    expect(said.at(-1)).toBe('The model es-en is ready.');
    expect(said.slice(1, -1).length).toBeGreaterThan(0);
    for (const line of said.slice(1, -1)) expect(line).toMatch(/^The model es-en: (25|50|75) % of \d+ MB\.$/);
    server.models = [];
    said.length = 0;
    const other = new ModelStore(join(folder, 'other'), registry(), undefined, (message) =>
      said.push(message),
    );
    await expect(other.get('es', 'en')).rejects.toThrow();
    expect(said).toEqual([expect.stringMatching(/Fetching/), expect.stringMatching(/could not be fetched/)]);
  });

  it('tells how far it is', async () => {
    const models = store();
    const seen: (number | undefined)[] = [];
    const timer = setInterval(() => seen.push(models.progress('es-en')?.done), 0);
    await models.get('es', 'en');
    clearInterval(timer);
    expect(models.progress('es-en')).toBeUndefined();
    expect(seen.length).toBeGreaterThan(0);
  });

  describe('filled by hand', () => {
    let given: string;

    beforeEach(() => {
      given = mkdtempSync(join(tmpdir(), 'crosstown-given-'));
    });

    afterEach(() => rmSync(given, { recursive: true }));

    const put = (files: Record<string, Buffer>): void => {
      for (const [name, bytes] of Object.entries(files)) writeFileSync(join(given, name), bytes);
    };

    it('has the pairs of that folder, packed or not, with no internet', async () => {
      put(filesOf(ESEN));
      const packed = Object.entries(filesOf(madeUp('da', 'en'))).map(
        ([name, bytes]) => [`${name}.gz`, gzipSync(bytes)] as const,
      );
      put(Object.fromEntries(packed));
      put({ 'README.txt': Buffer.from('x') });
      const alone = store(await nowhere());
      await expect(alone.add(given)).resolves.toEqual({
        added: ['da-en', 'es-en'],
        incomplete: [],
        damaged: [],
      });
      await expect(alone.state('da', 'en')).resolves.toEqual({ state: 'ready' });
      const model = await alone.get('es', 'en');
      expect(model).toMatchObject({ origin: 'by hand' });
      await expect(alone.isIntact(model)).resolves.toBe(true);
      expect(readFileSync(fileOf('model.bin', 'da-en')).equals(madeUp('da', 'en').model)).toBe(true);
    });

    it('knows a model of the list by its sum', async () => {
      put(filesOf(ESEN));
      const models = store();
      await models.add(given);
      await expect(models.list()).resolves.toMatchObject([{ architecture: 'tiny', origin: 'by hand' }]);
    });

    it('refuses a damaged one, and leaves what it had', async () => {
      const models = store();
      await models.get('es', 'en');
      const wrong = Buffer.from(ESEN.model);
      wrong[7] = (wrong[7] ?? 0) ^ 1;
      put(filesOf({ ...ESEN, model: wrong }));
      await expect(models.add(given)).resolves.toEqual({ added: [], incomplete: [], damaged: ['es-en'] });
      await expect(models.isIntact(await models.get('es', 'en'))).resolves.toBe(true);
    });

    it('says where files are missing or cannot be unpacked', async () => {
      put(filesOf(ESEN));
      rmSync(join(given, 'vocab.esen.spm'));
      put({ ...filesOf(madeUp('en', 'da')), 'trgvocab.enlv.spm': Buffer.from('x') });
      rmSync(join(given, 'model.enda.intgemm.alphas.bin'));
      put({ 'model.enda.intgemm.alphas.bin.gz': Buffer.from('no gzip at all') });
      await expect(store().add(given)).resolves.toEqual({
        added: [],
        incomplete: ['en-lv', 'es-en'],
        damaged: ['en-da'],
      });
      expect(readdirSync(folder)).toEqual(['registry.json']);
    });

    it('has nothing of an empty folder', async () => {
      await expect(store().add(given)).resolves.toEqual({ added: [], incomplete: [], damaged: [] });
    });
  });

  describe('its list', () => {
    it('is asked for once, and kept', async () => {
      const list = registry();
      await Promise.all([list.models(), list.models()]);
      await registry().models();
      expect(server.asked('models.json')).toHaveLength(1);
    });

    it('is used though it is old, where no new one can be had', async () => {
      await registry().models();
      const path = join(folder, 'registry.json');
      const kept = JSON.parse(readFileSync(path, 'utf8')) as { fetchedAt: number };
      writeFileSync(path, JSON.stringify({ ...kept, fetchedAt: 0 }));
      server.service.once({ status: 500 });
      await expect(registry().find('es', 'en')).resolves.toMatchObject({ from: 'es' });
    });

    it.each([
      ['no JSON', { body: '<html>Sign in to this network</html>' }],
      ['half of it', { body: '{"baseUrl":"http://127.0.0.1","models":{"es-en":[' }],
      ['another form', { body: '{"models":[]}' }],
      ['nothing', { status: 204, body: '' }],
      ['silence', { isSilent: true }],
    ] as const)('is none where what comes is %s', async (_, reply) => {
      server.service.once(reply);
      await expect(new ModelRegistry(url, join(folder, 'r.json'), 300).models()).resolves.toBeNull();
      expect(existsSync(join(folder, 'r.json'))).toBe(false);
    });

    it('has the best model of a pair first: a released one, then the larger', () => {
      const entry = (architecture: string, releaseStatus: string, sourceLanguage = 'en'): unknown => ({
        architecture,
        releaseStatus,
        sourceLanguage,
        targetLanguage: 'da',
        files: {
          model: { path: `${architecture}.gz` },
          lexicalShortlist: { path: 'l' },
          vocab: { path: 'v' },
        },
      });
      const models = readRegistry({
        baseUrl: 'https://example.org/bucket',
        models: {
          'en-da': [
            entry('base', 'Release'),
            entry('tiny', 'Release Desktop'),
            entry('base-memory', 'Nightly'),
            { files: {} },
          ],
          'no-da': [entry('tiny', 'Release', 'no')],
        },
      });
      expect(models.map(({ from, architecture }) => `${from} ${architecture}`)).toEqual([
        'en tiny',
        'nb tiny',
        'en base',
        'en base-memory',
      ]);
      expect(models[0]?.files.model).toEqual({
        url: 'https://example.org/bucket/tiny.gz',
        size: null,
        sha256: null,
      });
    });
  });
});
