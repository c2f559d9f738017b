import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ModelBench } from '../../../../../test/doubles/translation/model-bench';
import { filesOf, madeUp } from '../../../../../test/doubles/translation/model-server';

describe('a store of models that is filled by hand', () => {
  const bench = new ModelBench();
  const { esen: ESEN } = bench;

  let given: string;

  beforeEach(() => {
    given = mkdtempSync(join(tmpdir(), 'crosstown-given-'));
  });

  afterEach(() => rmSync(given, { recursive: true }));

  const put = (files: Record<string, Buffer>): void => {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(given, name), bytes);
  };

  it('has the pairs of that bench.folder, packed or not, with no internet', async () => {
    put(filesOf(ESEN));
    const packed = Object.entries(filesOf(madeUp('da', 'en'))).map(
      ([name, bytes]) => [`${name}.gz`, gzipSync(bytes)] as const,
    );
    put(Object.fromEntries(packed));
    put({ 'README.txt': Buffer.from('x') });
    const alone = bench.store(await bench.nowhere());
    await expect(alone.add(given)).resolves.toEqual({
      added: ['da-en', 'es-en'],
      incomplete: [],
      damaged: [],
    });
    await expect(alone.state('da', 'en')).resolves.toEqual({ state: 'ready' });
    const model = await alone.get('es', 'en');
    expect(model).toMatchObject({ origin: 'by hand' });
    await expect(alone.isIntact(model)).resolves.toBe(true);
    expect(readFileSync(bench.fileOf('model.bin', 'da-en')).equals(madeUp('da', 'en').model)).toBe(true);
  });

  it('knows a model of the list by its sum', async () => {
    put(filesOf(ESEN));
    const models = bench.store();
    await models.add(given);
    await expect(models.list()).resolves.toMatchObject([{ architecture: 'tiny', origin: 'by hand' }]);
  });

  it('refuses a damaged one, and leaves what it had', async () => {
    const models = bench.store();
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
    await expect(bench.store().add(given)).resolves.toEqual({
      added: [],
      incomplete: ['en-lv', 'es-en'],
      damaged: ['en-da'],
    });
    expect(readdirSync(bench.folder)).toEqual(['registry.json']);
  });

  it('has nothing of an empty folder', async () => {
    await expect(bench.store().add(given)).resolves.toEqual({ added: [], incomplete: [], damaged: [] });
  });
});
