import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordedEngine } from './recorded.engine';

describe('the recorded engine', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'crosstown-recorded-'));
    writeFileSync(join(folder, 'nl.txt'), 'Goede morgen.\nTot straks.\n');
    writeFileSync(join(folder, 'nl-en.some-model.txt'), 'Good morning.\nSee you soon.\n');
    writeFileSync(join(folder, 'da.txt'), 'Godmorgen.\n');
    writeFileSync(join(folder, 'da-en.some-model.txt'), 'Good morning.\nOne line too many.\n');
    writeFileSync(join(folder, 'es-en.some-model.txt'), 'Whose lines are missing.\n');
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  const translate = (from: string, ...texts: string[]) =>
    new RecordedEngine(folder, false).translate({ from, to: 'en', texts });

  it('gives the lines back in the order asked', async () => {
    await expect(translate('nl', 'Tot straks.', 'Goede morgen.')).resolves.toEqual({
      kind: 'done',
      texts: ['See you soon.', 'Good morning.'],
    });
  });

  it('knows which pairs it has', async () => {
    const engine = new RecordedEngine(folder, false);
    await expect(engine.pair('nl', 'en')).resolves.toEqual({ state: 'ready' });
    await expect(engine.pair('en', 'nl')).resolves.toEqual({
      state: 'unavailable',
      reason: 'no-pair',
    });
  });

  it('makes nothing up for a text or a pair that nobody recorded', async () => {
    await expect(translate('nl', 'Goede avond.', 'Tot straks.')).resolves.toEqual({
      kind: 'done',
      texts: ['', 'See you soon.'],
    });
    await expect(translate('hu', 'Jó reggelt.')).rejects.toMatchObject({ failure: 'unsupported' });
  });

  it('does not go on with files that do not belong together', async () => {
    await expect(translate('da', 'Godmorgen.')).rejects.toMatchObject({ failure: 'bad-answer' });
    await expect(translate('es', 'Buenos días.')).rejects.toMatchObject({ failure: 'unavailable' });
  });

  it('refuses to start in production, or on no folder', () => {
    expect(() => new RecordedEngine(folder, true)).toThrow(/for tests/);
    expect(() => new RecordedEngine(join(folder, 'none'), false)).toThrow(/TRANSLATION_RECORDED/);
  });
});
