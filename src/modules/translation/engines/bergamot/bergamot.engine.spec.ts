import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeUp, ModelServer } from '../../../../../test/doubles/translation/model-server';
import { writeRuntimeDouble } from '../../../../../test/doubles/translation/runtime-double';
import { BergamotThread } from './bergamot-thread';
import { BergamotEngine } from './bergamot.engine';
import { ModelRegistry } from './model-registry';
import { ModelStore } from './model-store';

const labelled = (label: string): Buffer => Buffer.concat([Buffer.from(label), Buffer.alloc(5_000, 7)]);

describe('Bergamot', () => {
  const server = new ModelServer();
  let url: string;
  let folder: string;
  let store: ModelStore;
  let runtime: string;
  const threads: BergamotThread[] = [];

  beforeAll(async () => {
    url = await server.start();
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'crosstown-bergamot-'));
    runtime = writeRuntimeDouble(join(folder, 'runtime'));
    server.models = [
      madeUp('es', 'en', { model: labelled('ESEN') }),
      madeUp('en', 'da', { model: labelled('ENDA') }),
      madeUp('en', 'hu', { model: labelled('BAD!') }),
    ];
    server.service.asked.length = 0;
    store = new ModelStore(folder, new ModelRegistry(url, join(folder, 'registry.json'), 2_000));
  });

  afterEach(async () => {
    await Promise.all(threads.splice(0).map((thread) => thread.stop()));
    rmSync(folder, { recursive: true });
  });

  afterAll(() => server.stop());

  function engineWith(
    options: { timeoutMs?: number; runtime?: string; idleMs?: number; waitMs?: number } = {},
  ): { engine: BergamotEngine; thread: BergamotThread } {
    const thread = new BergamotThread(
      options.timeoutMs ?? 60_000,
      options.runtime ?? runtime,
      options.idleMs,
    );
    threads.push(thread);
    return { engine: new BergamotEngine(store, thread, options.waitMs), thread };
  }

  const ask = (engine: BergamotEngine, ...texts: string[]) =>
    engine.translate({ from: 'es', to: 'en', texts });

  it('fetches what it needs on the first text, and translates', async () => {
    const { engine } = engineWith();
    await expect(engine.pair('es', 'en')).resolves.toEqual({ state: 'fetchable' });
    await expect(ask(engine, 'uno', 'dos', '')).resolves.toEqual({
      kind: 'done',
      texts: ['ESEN UNO', 'ESEN DOS', 'ESEN '],
    });
    await expect(engine.pair('es', 'en')).resolves.toEqual({ state: 'ready' });
  });

  it('has several models at once, and answers each question by its own', async () => {
    const { engine } = engineWith();
    const answers = await Promise.all([
      ask(engine, 'uno'),
      engine.translate({ from: 'en', to: 'da', texts: ['two'] }),
      ask(engine, 'tres'),
    ]);
    expect(answers.map((answer) => answer.kind === 'done' && answer.texts)).toEqual([
      ['ESEN UNO'],
      ['ENDA TWO'],
      ['ESEN TRES'],
    ]);
  });

  it('translates elsewhere: this process goes on while it computes', async () => {
    const { engine } = engineWith();
    const mark = join(folder, 'mark');
    let isDone = false;
    const answer = ask(engine, `busy ${mark}`).then((result) => {
      isDone = true;
      return result;
    });
    // Turns of this process's own loop, while the thread does nothing but compute until the file is there.
    for (let turn = 0; turn < 1_000; turn += 1) await new Promise(setImmediate);
    expect(isDone).toBe(false);
    writeFileSync(mark, '');
    await expect(answer).resolves.toMatchObject({ kind: 'done' });
  });

  it('is ended when it takes too long, and the next text finds another thread', async () => {
    const { engine } = engineWith({ timeoutMs: 5_000 });
    await ask(engine, 'uno');
    const waiting = ask(engine, 'forever');
    const next = ask(engine, 'dos');
    await expect(waiting).rejects.toMatchObject({ engine: 'bergamot', failure: 'timeout' });
    await expect(next).resolves.toMatchObject({ texts: ['ESEN DOS'] });
  }, 60_000);

  it('is ended when nobody waits any more', async () => {
    const { engine } = engineWith();
    await ask(engine, 'uno');
    const controller = new AbortController();
    const waiting = engine.translate({ from: 'es', to: 'en', texts: ['forever'], signal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(waiting).rejects.toMatchObject({ failure: 'timeout' });
    await expect(ask(engine, 'dos')).resolves.toMatchObject({ texts: ['ESEN DOS'] });
    await expect(
      engine.translate({ from: 'es', to: 'en', texts: ['x'], signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ failure: 'timeout' });
  });

  it('whose thread died can be tried again', async () => {
    const { engine } = engineWith();
    await expect(ask(engine, 'die')).rejects.toMatchObject({
      failure: 'unavailable',
      message: 'bergamot: unavailable',
    });
    await expect(ask(engine, 'dos')).resolves.toMatchObject({ texts: ['ESEN DOS'] });
  });

  it('ends a thread that has nothing to do', async () => {
    const { engine, thread } = engineWith({ idleMs: 0 });
    await ask(engine, 'uno');
    for (let turn = 0; thread.isRunning && turn < 10_000; turn += 1) await new Promise(setImmediate);
    expect(thread.isRunning).toBe(false);
    await expect(ask(engine, 'dos')).resolves.toMatchObject({ texts: ['ESEN DOS'] });
  });

  it('fetches a model anew whose files are no longer what they were', async () => {
    const { engine } = engineWith();
    await store.get('es', 'en');
    writeFileSync(join(folder, 'es-en', 'model.bin'), labelled('FAKE'));
    await expect(ask(engine, 'uno')).rejects.toMatchObject({ failure: 'unavailable', retryAfterMs: 15_000 });
    await expect(ask(engine, 'uno')).resolves.toMatchObject({ texts: ['ESEN UNO'] });
    expect(server.asked('model.esen')).toHaveLength(2);
  });

  it('does not fetch a model for ever that is whole and cannot be used', async () => {
    const { engine } = engineWith();
    const translate = () => engine.translate({ from: 'en', to: 'hu', texts: ['x'] });
    await expect(translate()).rejects.toMatchObject({ failure: 'unsupported' });
    await expect(engine.pair('en', 'hu')).resolves.toEqual({
      state: 'unavailable',
      reason: 'model-unusable',
    });
    await expect(translate()).rejects.toMatchObject({ failure: 'unsupported' });
    expect(server.asked('model.enhu')).toHaveLength(1);
    await expect(ask(engine, 'uno')).resolves.toMatchObject({ texts: ['ESEN UNO'] });
  });

  it('does not keep a text waiting for a model that is slow to come', async () => {
    await store.state('es', 'en');
    server.service.once({ isSilent: true });
    const { engine } = engineWith({ waitMs: 200 });
    await expect(ask(engine, 'uno')).rejects.toMatchObject({ failure: 'unavailable', retryAfterMs: 15_000 });
  });

  it('says where there is no internet and no model', async () => {
    const gone = new ModelServer();
    const nowhere = await gone.start();
    await gone.stop();
    store = new ModelStore(folder, new ModelRegistry(nowhere, join(folder, 'none.json')));
    const { engine } = engineWith();
    await expect(engine.pair('es', 'en')).resolves.toEqual({ state: 'unavailable', reason: 'no-model-list' });
    await expect(ask(engine, 'uno')).rejects.toMatchObject({ failure: 'unavailable', retryAfterMs: 300_000 });
  });

  it('has no pair that the list has not', async () => {
    const { engine } = engineWith();
    await expect(engine.pair('sk', 'da')).resolves.toEqual({ state: 'unavailable', reason: 'no-pair' });
    await expect(engine.translate({ from: 'sk', to: 'da', texts: ['x'] })).rejects.toMatchObject({
      failure: 'unsupported',
    });
  });

  it('refuses more than it may be asked', async () => {
    const { engine } = engineWith();
    await expect(ask(engine, 'x'.repeat(5_001))).rejects.toMatchObject({ failure: 'too-long' });
    await expect(ask(engine, ...Array<string>(17).fill('x'))).rejects.toMatchObject({ failure: 'too-long' });
    await expect(ask(engine)).resolves.toEqual({ kind: 'done', texts: [] });
  });

  it('whose runtime broke on a text goes on with the next one', async () => {
    const { engine } = engineWith();
    await expect(ask(engine, 'trap')).rejects.toMatchObject({ failure: 'bad-answer' });
    await expect(ask(engine, 'dos')).resolves.toMatchObject({ texts: ['ESEN DOS'] });
  });

  it('is unavailable where its runtime is not there', async () => {
    const { engine } = engineWith({ runtime: join(folder, 'nothing') });
    await expect(ask(engine, 'uno')).rejects.toMatchObject({ failure: 'unavailable' });
  });

  it('starts the real runtime, which refuses what is no model, and lives through it', async () => {
    const thread = new BergamotThread(60_000);
    threads.push(thread);
    const engine = new BergamotEngine(store, thread);
    await expect(ask(engine, 'uno')).rejects.toMatchObject({ failure: 'unsupported' });
    await expect(engine.pair('es', 'en')).resolves.toEqual({
      state: 'unavailable',
      reason: 'model-unusable',
    });
    await expect(engine.translate({ from: 'en', to: 'da', texts: ['x'] })).rejects.toMatchObject({
      failure: 'unsupported',
    });
  }, 60_000);
});
