import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describeIf } from '../../../../../test/harness/skip';
import {
  type Asked,
  json,
  type Reply,
  ServiceDouble,
} from '../../../../../test/doubles/translation/service-double';
import { ApertiumCommand } from './apertium-command';
import { ApertiumServer } from './apertium-server';
import { ApertiumEngine } from './apertium.engine';
import { protectSpans, restoreSpans } from './protected-spans';

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

/** APY's answers, after its own source: github.com/apertium/apertium-apy. */
function apy({ path, body }: Asked): Reply {
  if (path === '/listPairs') {
    return json({
      responseData: [
        { sourceLanguage: 'spa', targetLanguage: 'cat' },
        { sourceLanguage: 'dan', targetLanguage: 'nob' },
      ],
      responseDetails: null,
      responseStatus: 200,
    });
  }
  const fields = new URLSearchParams(body);
  if (fields.get('langpair') !== 'spa|cat') {
    const error = {
      status: 'error',
      code: 400,
      message: 'Bad Request',
      explanation: 'That pair is not installed',
    };
    return json(error, 400);
  }
  const translatedText = (fields.get('q') ?? '').replace(/Hola/g, 'Hola!').replace(/\bmundo/g, 'món');
  return json({ responseData: { translatedText }, responseDetails: null, responseStatus: 200 });
}

describe('the server, APY', () => {
  const service = new ServiceDouble(apy);
  let engine: ApertiumEngine;
  let url: string;

  beforeAll(async () => {
    url = await service.start();
  });

  beforeEach(() => {
    engine = new ApertiumEngine(new ApertiumServer(url));
  });

  afterAll(() => service.stop());

  const translate = (...texts: string[]) => engine.translate({ from: 'es', to: 'ca', texts });

  it('is asked for all texts at once, without marks, as plain text', async () => {
    await expect(translate('Hola', 'mundo\nmundo', '')).resolves.toEqual({
      kind: 'done',
      texts: ['Hola!', 'món\nmón', ''],
    });
    const fields = Object.fromEntries(new URLSearchParams(service.asked.at(-1)?.body));
    expect(fields).toEqual({
      langpair: 'spa|cat',
      q: 'Hola\n\nmundo\nmundo\n\n',
      format: 'txt',
      markUnknown: 'no',
    });
  });

  it('tells its pairs', async () => {
    await expect(engine.pair('da', 'nb')).resolves.toEqual({ state: 'ready' });
    await expect(engine.pair('nb', 'da')).resolves.toEqual({
      state: 'unavailable',
      reason: 'no-pair',
    });
  });

  it.each([
    [
      'a pair that went missing',
      json({ status: 'error', code: 400, explanation: 'That pair is not installed' }, 400),
      'unsupported',
    ],
    [
      'a stuck pipeline',
      json({ status: 'error', code: 503, explanation: 'internal error' }, 503),
      'unavailable',
    ],
    ['a broken server', { status: 500, body: 'oops' }, 'unavailable'],
    ['half an answer', { body: '{"responseData": {"transl' }, 'bad-answer'],
    ['a connection that breaks off', { body: '{"responseData": {}}', breakAfter: 5 }, 'unavailable'],
    ['another form of answer', json({ responseData: null }), 'bad-answer'],
    ['an empty translation', json({ responseData: { translatedText: '' } }), 'bad-answer'],
    ['a page somewhere else', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }, 'bad-answer'],
  ] as const)('%s', async (_, reply, failure) => {
    await engine.pair('es', 'ca');
    service.once(reply);
    await expect(translate('Hola')).rejects.toMatchObject({ name: 'Error', engine: 'apertium', failure });
  });

  it('that stays silent is given up', async () => {
    const impatient = new ApertiumEngine(new ApertiumServer(url, 200));
    service.once({ isSilent: true });
    await expect(impatient.translate({ from: 'es', to: 'ca', texts: ['Hola'] })).rejects.toMatchObject({
      failure: 'timeout',
    });
  });

  it('that is not there makes every pair unavailable', async () => {
    const closed = new ServiceDouble(apy);
    const nowhere = await closed.start();
    await closed.stop();
    await expect(new ApertiumEngine(new ApertiumServer(nowhere)).pair('es', 'ca')).resolves.toEqual({
      state: 'unavailable',
      reason: 'engine-unreachable',
    });
  });

  it('whose list could not be had is asked again', async () => {
    service.once({ status: 503 });
    await expect(engine.pair('es', 'ca')).resolves.toMatchObject({ state: 'unavailable' });
    await expect(engine.pair('es', 'ca')).resolves.toEqual({ state: 'ready' });
  });
});

describe('protected spans', () => {
  it('come back where they were, whatever case the words got', () => {
    const { text, spans } = protectSpans('See https://example.org/a, or office@example.org!');
    expect(text).not.toContain('example');
    expect(restoreSpans(text.toUpperCase(), spans)).toBe('SEE https://example.org/a, OR office@example.org!');
  });

  it('that were lost or doubled are told', () => {
    const { text, spans } = protectSpans('See https://example.org/a');
    expect(restoreSpans('See', spans)).toBeUndefined();
    expect(restoreSpans(`${text} ${text}`, spans)).toBeUndefined();
  });

  it('are not made in a text that has such a word of its own', () => {
    expect(protectSpans('zqxbxqz https://example.org')).toEqual({
      text: 'zqxbxqz https://example.org',
      spans: [],
    });
  });
});
