import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describeIf } from '../../../../../test/harness/skip';
import { ApertiumCommand } from './apertium-command';
import { ApertiumEngine } from './apertium.engine';

const installed = spawnSync('apertium', ['-l'], { encoding: 'utf8' });
const hasApertium = installed.status === 0 && installed.stdout.includes('spa-cat');

describeIf(
  hasApertium,
  'Debian’s apertium and its language pairs are not installed',
  'Apertium itself',
  () => {
    const engine = new ApertiumEngine(new ApertiumCommand());
    const translate = async (from: string, to: string, ...texts: string[]): Promise<string[]> => {
      const answer = await engine.translate({ from, to, texts });
      if (answer.kind !== 'done') throw new Error('Apertium answers at once');
      return answer.texts;
    };

    it.each([
      ['ca', 'es'],
      ['es', 'ca'],
      ['en', 'es'],
      ['es', 'en'],
      ['en', 'ca'],
      ['ca', 'en'],
      ['da', 'nb'],
      ['nb', 'da'],
      ['ro', 'es'],
    ])('has the pair %s→%s', async (from, to) => {
      await expect(engine.pair(from, to)).resolves.toEqual({ state: 'ready' });
    });

    it.each([
      ['es', 'ro'],
      ['en', 'da'],
      ['sk', 'hu'],
      ['en', 'en'],
    ])('says that it has not %s→%s', async (from, to) => {
      await expect(engine.pair(from, to)).resolves.toEqual({
        state: 'unavailable',
        reason: 'no-pair',
      });
      await expect(translate(from, to, 'x')).rejects.toMatchObject({
        engine: 'apertium',
        failure: 'unsupported',
      });
    });

    it('translates each text, in order, whatever its lines are', async () => {
      const texts = ['La ciutat és gran.', '', 'Un poble\n\n  petit.\n', 'Els veïns', '\nLes dones.'];
      await expect(translate('ca', 'es', ...texts)).resolves.toEqual([
        'La ciudad es grande.',
        '',
        'Un pueblo\n\n  pequeño.\n',
        'Los vecinos',
        '\nLas mujeres.',
      ]);
    });

    it('sets no marks at words that it does not know', async () => {
      const [text = ''] = await translate('es', 'ca', 'La Spolupracovňa es un lugar.');
      expect(text).toMatch(/Spolupracovňa/);
      expect(text).not.toContain('*');
    });

    it('leaves addresses, tags, place-holders, numbers and signs as they are', async () => {
      const kept = [
        'https://example.org/En/path_a?x=1,2&y=%20#top',
        'office@example.org',
        '{{name}}',
        '<a href="https://example.org/the/city">',
        '1.234,50',
        '@',
        '🙂',
        '⟦1⟧',
      ];
      for (const [from, to] of [
        ['da', 'nb'],
        ['es', 'ca'],
        ['en', 'es'],
      ] as const) {
        const source = kept.map((span) => `${span} a, `).join('');
        const [text = ''] = await translate(from, to, source);
        for (const span of kept) expect(text.split(span)).toHaveLength(source.split(span).length);
      }
    });

    it('does not take the text for a command or a format', async () => {
      const [text = ''] = await translate('es', 'ca', '$(rm -rf /) `ls` ^casa<n>$ [perro] \\ / ; -l');
      expect(text).toContain('$(rm -rf /) `ls`');
      expect(text).toContain('[');
    });

    it('is done with 20,000 characters, and refuses more', async () => {
      const long = 'Los vecinos deciden juntos. '.repeat(714);
      await expect(translate('es', 'ca', long)).resolves.toEqual([
        expect.stringMatching(/^(Els veïns decideixen junts\. ){714}$/) as string,
      ]);
      await expect(translate('es', 'ca', 'x'.repeat(20_001))).rejects.toMatchObject({ failure: 'too-long' });
      await expect(translate('es', 'ca', ...Array<string>(51).fill('x'))).rejects.toMatchObject({
        failure: 'too-long',
      });
    });

    it('ends when the caller no longer waits', async () => {
      const signal = AbortSignal.abort();
      await expect(engine.translate({ from: 'es', to: 'ca', texts: ['Hola'], signal })).rejects.toMatchObject(
        {
          failure: 'timeout',
        },
      );
    });
  },
);

describe('the command', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'crosstown-apertium-'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  /** A program that lists one mode and does what is given in the place of translating. */
  function program(body: string, timeoutMs = 60_000, atOnce = 2): ApertiumCommand {
    const command = join(folder, `program-${Math.random().toString(36).slice(2)}`);
    writeFileSync(
      command,
      `#!/bin/sh\ncd "${folder}"\n[ "$1" = -l ] && { echo "  spa-cat"; exit 0; }\n${body}\n`,
    );
    chmodSync(command, 0o755);
    return new ApertiumCommand({ command, timeoutMs, atOnce });
  }

  it('that is not installed has no pair', async () => {
    const engine = new ApertiumEngine(new ApertiumCommand({ command: join(folder, 'nothing') }));
    await expect(engine.pair('es', 'ca')).resolves.toEqual({ state: 'unavailable', reason: 'no-pair' });
    await expect(engine.translate({ from: 'es', to: 'ca', texts: ['Hola'] })).rejects.toMatchObject({
      failure: 'unsupported',
    });
  });

  it('whose list fails makes every pair unavailable, and says so', async () => {
    const command = join(folder, 'broken');
    writeFileSync(command, '#!/bin/sh\nexit 3\n');
    chmodSync(command, 0o755);
    await expect(new ApertiumEngine(new ApertiumCommand({ command })).pair('es', 'ca')).resolves.toEqual({
      state: 'unavailable',
      reason: 'engine-unreachable',
    });
  });

  it.each([
    ['that fails', 'exit 1', 'unavailable'],
    ['that says nothing', 'cat >/dev/null', 'bad-answer'],
    ['that never ends its answer', 'cat /dev/zero', 'bad-answer'],
  ])('%s: %s', async (_, body, failure) => {
    const engine = new ApertiumEngine(program(body));
    await expect(engine.translate({ from: 'es', to: 'ca', texts: ['Hola'] })).rejects.toMatchObject({
      failure,
    });
  });

  it('that takes too long is ended with all that it started', async () => {
    const mark = join(folder, 'started');
    const command = program(`(sleep 600 & echo $! > "${mark}"; wait) | cat`, 2_000);
    await expect(command.translate('spa-cat', 'Hola')).rejects.toMatchObject({ failure: 'timeout' });
    expect(existsSync(mark)).toBe(true);
    const child = Number(readFileSync(mark, 'utf8'));
    // The signal is sent to the whole group at once; the process is gone when nobody can reach it, or nobody buried it.
    await expect(isGone(child)).resolves.toBe(true);
  });

  it('runs no more often at once than it may', async () => {
    const command = program(
      `n=$(ls -d run-* 2>/dev/null | wc -l); mkdir "run-$$"; sleep 0.05; rmdir "run-$$"; echo "$n"`,
      60_000,
      2,
    );
    const others = await Promise.all(Array.from({ length: 8 }, () => command.translate('spa-cat', 'Hola')));
    expect(Math.max(...others.map(Number))).toBeLessThanOrEqual(1);
  });
});

async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 200; tries += 1) {
    const state = existsSync(`/proc/${pid}/stat`) ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
    if (state === '' || / Z /.test(state)) return true;
    await pause(10);
  }
  return false;
}
