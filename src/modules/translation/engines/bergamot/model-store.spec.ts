import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { gzipSync } from 'node:zlib';
import { ModelBench } from '../../../../../test/doubles/translation/model-bench';
import { madeUp } from '../../../../../test/doubles/translation/model-server';
import { ModelStore } from './model-store';

describe('the store of models', () => {
  const bench = new ModelBench();
  const { server, esen: ESEN } = bench;

  it('fetches a pair once, unpacked and whole, for however many ask at once', async () => {
    const models = bench.store();
    await expect(models.state('es', 'en')).resolves.toEqual({ state: 'fetchable' });
    const got = await Promise.all([1, 2, 3].map(() => models.get('es', 'en')));
    expect(new Set(got).size).toBe(1);
    expect(readFileSync(bench.fileOf('model.bin')).equals(ESEN.model)).toBe(true);
    expect(readFileSync(bench.fileOf('lex.bin')).equals(ESEN.lex)).toBe(true);
    expect(readFileSync(bench.fileOf('vocab.spm')).equals(ESEN.vocabularies[0] ?? Buffer.alloc(0))).toBe(
      true,
    );
    await expect(models.state('es', 'en')).resolves.toEqual({ state: 'ready' });
    expect(server.asked('model.esen')).toHaveLength(1);
    // Nothing of the way there is left.
    expect(readdirSync(bench.folder).sort()).toEqual(['es-en', 'registry.json']);
    expect(readdirSync(bench.path('es-en')).sort()).toEqual([
      'lex.bin',
      'model.bin',
      'model.json',
      'vocab.spm',
    ]);
  });

  it('needs nobody any more for what it has', async () => {
    await bench.store().get('es', 'en');
    const alone = bench.store(await bench.nowhere());
    await expect(alone.state('es', 'en')).resolves.toEqual({ state: 'ready' });
    await expect(alone.get('es', 'en')).resolves.toMatchObject({ from: 'es', to: 'en', origin: 'registry' });
    await expect(alone.list()).resolves.toHaveLength(1);
  });

  it('takes a model with a vocabulary for each language', async () => {
    const vocabularies = [Buffer.from('source'.repeat(99)), Buffer.from('target'.repeat(99))];
    server.models = [madeUp('en', 'lv', { vocabularies })];
    const { files } = await bench.store().get('en', 'lv');
    expect(files.map(({ name }) => name).sort()).toEqual([
      'lex.bin',
      'model.bin',
      'srcvocab.spm',
      'trgvocab.spm',
    ]);
    expect(
      readFileSync(bench.fileOf('trgvocab.spm', 'en-lv')).equals(vocabularies[1] ?? Buffer.alloc(0)),
    ).toBe(true);
  });

  it('goes on where a connection broke off', async () => {
    const packed = gzipSync(ESEN.model);
    await bench.registry().models();
    server.service.once({ body: packed, breakAfter: 10_000 });
    await expect(bench.store().get('es', 'en')).rejects.toMatchObject({ reason: 'model-unreachable' });
    const models = bench.store();
    await models.get('es', 'en');
    const [first, second] = server.asked('model.esen');
    expect(first?.headers.range).toBeUndefined();
    const from = Number(/^bytes=(\d+)-$/.exec(String(second?.headers.range))?.[1]);
    expect(from).toBeGreaterThan(0);
    expect(from).toBeLessThanOrEqual(10_000);
    await expect(models.isIntact(await models.get('es', 'en'))).resolves.toBe(true);
  });

  it('starts anew where a server cannot go on', async () => {
    await bench.registry().models();
    server.service.once({ body: gzipSync(ESEN.model), breakAfter: 10_000 });
    await expect(bench.store().get('es', 'en')).rejects.toThrow();
    server.hasRanges = false;
    const models = bench.store();
    await expect(models.isIntact(await models.get('es', 'en'))).resolves.toBe(true);
  });

  it('is not stuck with a part that is longer than the file', async () => {
    mkdirSync(bench.path('es-en.fetching'));
    writeFileSync(bench.path('es-en.fetching', 'model.bin.part'), Buffer.alloc(200_000));
    await expect(bench.store().get('es', 'en')).rejects.toMatchObject({ reason: 'model-unreachable' });
    await expect(bench.store().get('es', 'en')).resolves.toMatchObject({ from: 'es' });
  });

  it.each([
    ['another model', gzipSync(Buffer.from('another'.repeat(5_000)))],
    ['no packed file', Buffer.from('<html>Sign in to this network</html>'.repeat(200))],
    ['half a file', gzipSync(ESEN.model).subarray(0, 9_000)],
    ['an empty one', gzipSync(Buffer.alloc(0))],
  ])('keeps nothing of %s', async (_, body) => {
    await bench.registry().models();
    server.service.once({ body });
    const models = bench.store();
    await expect(models.get('es', 'en')).rejects.toMatchObject({ reason: 'model-unreachable' });
    expect(existsSync(bench.path('es-en'))).toBe(false);
    expect(readdirSync(bench.path('es-en.fetching'))).toEqual([]);
  });

  it('refuses a model of the right length with another sum', async () => {
    await bench.registry().models();
    const wrong = Buffer.from(ESEN.model);
    wrong[4_000] = (wrong[4_000] ?? 0) ^ 1;
    server.service.once({ body: gzipSync(wrong) });
    await expect(bench.store().get('es', 'en')).rejects.toMatchObject({ reason: 'model-unreachable' });
  });

  it('leaves a failing server alone for a while, and says why there is no model', async () => {
    server.models = [{ ...ESEN, model: ESEN.model }];
    await bench.registry().models();
    server.models = [];
    const models = bench.store();
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
    await bench.registry().models();
    server.service.once({ status: 503 });
    const models = bench.store(bench.url, 0);
    await expect(models.get('es', 'en')).rejects.toMatchObject({ reason: 'model-unreachable' });
    await expect(models.get('es', 'en')).resolves.toMatchObject({ from: 'es' });
  });

  it('says where there is no internet, and where there is no such model', async () => {
    const alone = bench.store(await bench.nowhere());
    await expect(alone.state('es', 'en')).resolves.toEqual({ state: 'unavailable', reason: 'no-model-list' });
    await expect(alone.get('es', 'en')).rejects.toMatchObject({ reason: 'no-model-list' });
    await expect(bench.store().state('sk', 'da')).resolves.toEqual({
      state: 'unavailable',
      reason: 'no-pair',
    });
    await expect(bench.store().get('sk', 'da')).rejects.toMatchObject({ reason: 'no-pair' });
  });

  it.each([
    ['is missing', () => rmSync(bench.fileOf('lex.bin'))],
    ['was cut off', () => truncateSync(bench.fileOf('model.bin'), 100)],
    ['has no description', () => rmSync(bench.fileOf('model.json'))],
    ['has a damaged description', () => writeFileSync(bench.fileOf('model.json'), '{"from":')],
    [
      'has a description of something else',
      () => writeFileSync(bench.fileOf('model.json'), '{"from":"es","to":"en","files":[{"name":"../../x"}]}'),
    ],
  ])('fetches a model anew of which a part %s', async (_, damage) => {
    await bench.store().get('es', 'en');
    damage();
    const models = bench.store();
    await expect(models.state('es', 'en')).resolves.toEqual({ state: 'fetchable' });
    await expect(models.list()).resolves.toEqual([]);
    await models.get('es', 'en');
    await expect(models.state('es', 'en')).resolves.toEqual({ state: 'ready' });
  });

  it('sees damage that left the length as it was', async () => {
    const models = bench.store();
    const model = await models.get('es', 'en');
    await expect(models.isIntact(model)).resolves.toBe(true);
    writeFileSync(bench.fileOf('model.bin'), Buffer.alloc(ESEN.model.length));
    await expect(models.isIntact(model)).resolves.toBe(false);
  });

  it('lets one process fetch while others wait', async () => {
    const [one, other] = [bench.store(), bench.store()];
    await Promise.all([one.get('es', 'en'), other.get('es', 'en')]);
    expect(server.asked('model.esen')).toHaveLength(1);
  });

  it('does not wait for a process that is no more', async () => {
    const lock = bench.path('es-en.lock');
    writeFileSync(lock, '');
    const longAgo = new Date(Date.now() - 600_000);
    utimesSync(lock, longAgo, longAgo);
    await expect(bench.store().get('es', 'en')).resolves.toMatchObject({ from: 'es' });
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
    await new ModelStore(bench.folder, bench.registry(), undefined, (message) => said.push(message)).get(
      'es',
      'en',
    );
    expect(said[0]).toBe('Fetching the model es-en (tiny).');
    expect(said.at(-1)).toBe('The model es-en is ready.');
    expect(said.slice(1, -1).length).toBeGreaterThan(0);
    for (const line of said.slice(1, -1)) expect(line).toMatch(/^The model es-en: (25|50|75) % of \d+ MB\.$/);
    server.models = [];
    said.length = 0;
    const other = new ModelStore(bench.path('other'), bench.registry(), undefined, (message) =>
      said.push(message),
    );
    await expect(other.get('es', 'en')).rejects.toThrow();
    expect(said).toEqual([expect.stringMatching(/Fetching/), expect.stringMatching(/could not be fetched/)]);
  });

  it('tells how far it is', async () => {
    const models = bench.store();
    const seen: (number | undefined)[] = [];
    const timer = setInterval(() => seen.push(models.progress('es-en')?.done), 0);
    await models.get('es', 'en');
    clearInterval(timer);
    expect(models.progress('es-en')).toBeUndefined();
    expect(seen.length).toBeGreaterThan(0);
  });
});
