import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ModelBench } from '../../../../../test/doubles/translation/model-bench';
import { ModelRegistry, readRegistry } from './model-registry';

describe('the list of models', () => {
  const bench = new ModelBench();
  const { server } = bench;

  it('is asked for once, and kept', async () => {
    const list = bench.registry();
    await Promise.all([list.models(), list.models()]);
    await bench.registry().models();
    expect(server.asked('models.json')).toHaveLength(1);
  });

  it('is used though it is old, where no new one can be had', async () => {
    await bench.registry().models();
    const path = bench.path('registry.json');
    const kept = JSON.parse(readFileSync(path, 'utf8')) as { fetchedAt: number };
    writeFileSync(path, JSON.stringify({ ...kept, fetchedAt: 0 }));
    server.service.once({ status: 500 });
    await expect(bench.registry().find('es', 'en')).resolves.toMatchObject({ from: 'es' });
  });

  it.each([
    ['no JSON', { body: '<html>Sign in to this network</html>' }],
    ['half of it', { body: '{"baseUrl":"http://127.0.0.1","models":{"es-en":[' }],
    ['another form', { body: '{"models":[]}' }],
    ['nothing', { status: 204, body: '' }],
    ['silence', { isSilent: true }],
  ] as const)('is none where what comes is %s', async (_, reply) => {
    server.service.once(reply);
    await expect(new ModelRegistry(bench.url, bench.path('r.json'), 300).models()).resolves.toBeNull();
    expect(existsSync(bench.path('r.json'))).toBe(false);
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
