import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BOOT_TIMEOUT_MS, startApplication, type TestApplication } from '../../test/harness/application';
import { ModelStore } from '../modules/translation';
import { filesOf, madeUp, ModelServer } from '../../test/doubles/translation/model-server';
import { MODEL_COMMANDS } from './model.commands';

describe('commands of translation models', () => {
  const server = new ModelServer();
  let running: TestApplication;
  let given: string;
  let said: string;

  beforeAll(async () => {
    server.models = [madeUp('es', 'en')];
    running = await startApplication({
      BERGAMOT_REGISTRY: await server.start(),
      APERTIUM_COMMAND: 'apertium-that-is-not-installed',
    });
    given = mkdtempSync(join(tmpdir(), 'crosstown-given-'));
  }, BOOT_TIMEOUT_MS);

  afterAll(async () => {
    await running.close();
    await server.stop();
    rmSync(given, { recursive: true });
  });

  beforeEach(() => {
    said = '';
    const listen = (words: unknown): void => {
      said += `${String(words)}\n`;
    };
    jest.spyOn(console, 'log').mockImplementation(listen);
    jest.spyOn(console, 'error').mockImplementation(listen);
  });

  afterEach(() => jest.restoreAllMocks());

  async function run(command: string, ...words: string[]): Promise<number> {
    const found = MODEL_COMMANDS[command];
    if (!found) throw new Error(`There is no ${command}`);
    return found.run(running.app, words);
  }

  it('take models from a folder, and list them', async () => {
    for (const [name, bytes] of Object.entries(filesOf(madeUp('da', 'en'))))
      writeFileSync(join(given, name), bytes);
    await expect(run('translation models add', given)).resolves.toBe(0);
    expect(said).toBe('da-en  ready\n');
    await expect(run('translation models list')).resolves.toBe(0);
    expect(said).toMatch(/da-en {2}0\.0 MB {2}unknown, put there by hand {2}ready\n1 models in /);
  });

  it('say what is wrong with a folder', async () => {
    writeFileSync(join(given, 'vocab.sken.spm'), 'x');
    await expect(run('translation models add', given)).resolves.toBe(1);
    expect(said).toContain('sk-en  needs a model');
    await expect(run('translation models add', join(given, 'nothing'))).resolves.toBe(2);
    expect(said).toContain('There is no folder');
    await expect(run('translation models add')).resolves.toBe(2);
  });

  it('say which models are damaged', async () => {
    const store = running.app.get(ModelStore, { strict: false });
    writeFileSync(join(store.folderOf('da-en'), 'model.bin'), Buffer.alloc(madeUp('da', 'en').model.length));
    await expect(run('translation models list')).resolves.toBe(1);
    expect(said).toContain('damaged');
  });

  it('check a pair: the model is fetched and tried, by the real runtime', async () => {
    await expect(run('translation check', 'es-en')).resolves.toBe(1);
    expect(said).toContain('es  La ciudad y sus vecinos deciden juntos.\n');
    expect(said).toContain('apertium: has no es-en (no-pair)\n');
    // What was fetched is no model that any runtime could use.
    expect(said).toContain('bergamot: unsupported\n');
    expect(server.asked('model.esen')).toHaveLength(1);
  });

  it('say where a pair cannot be had', async () => {
    await expect(run('translation check', 'sk-da')).resolves.toBe(1);
    expect(said).toContain('bergamot: has no sk-da (no-pair)\n');
    await expect(run('translation check', 'xx-yy')).resolves.toBe(2);
  });
});
