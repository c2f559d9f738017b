import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelRegistry } from '../../../src/modules/translation/engines/bergamot/model-registry';
import { ModelStore } from '../../../src/modules/translation/engines/bergamot/model-store';
import { madeUp, ModelServer } from './model-server';

/** A server with made-up models for the tests of a file, and an empty folder for each test. */
export class ModelBench {
  readonly server = new ModelServer();
  readonly esen = madeUp('es', 'en');
  url = '';
  folder = '';

  constructor() {
    beforeAll(async () => {
      this.url = await this.server.start();
    });
    beforeEach(() => {
      this.folder = mkdtempSync(join(tmpdir(), 'crosstown-models-'));
      this.server.models = [this.esen, madeUp('en', 'es')];
      this.server.hasRanges = true;
      this.server.service.asked.length = 0;
    });
    afterEach(() => rmSync(this.folder, { recursive: true }));
    afterAll(() => this.server.stop());
  }

  registry(at = this.url): ModelRegistry {
    return new ModelRegistry(at, this.path('registry.json'), 2_000);
  }

  store(at = this.url, retryMs?: number): ModelStore {
    return new ModelStore(this.folder, this.registry(at), retryMs);
  }

  path(...names: string[]): string {
    return join(this.folder, ...names);
  }

  fileOf(name: string, pair = 'es-en'): string {
    return this.path(pair, name);
  }

  /** An address at which nobody is. */
  async nowhere(): Promise<string> {
    const gone = new ModelServer();
    const at = await gone.start();
    await gone.stop();
    return at;
  }
}
