import { ScriptedTranslator, type Script } from '../../../../test/doubles/scripted.translator';
import { loadConfig } from '../../../platform/config';
import { detectLanguage } from '../detection';
import { type TranslationAnswer, type Translator, TranslatorError } from '../translator';
import type { ChainOutcome, ChainRequest } from './chain.type';
import { EngineCall } from './engine-call';
import { PathFinder } from './path-finder';
import { TranslationChain } from './translation-chain.service';
import { TranslatorRegistry } from './translator-registry';

function chainOf(engines: Translator[], order = ''): TranslationChain {
  const config = Object.assign(loadConfig({ NODE_ENV: 'test' }), { TRANSLATION_ENGINES: order || undefined });
  const registry = new TranslatorRegistry(config, engines);
  return new TranslationChain(registry, new PathFinder(registry), new EngineCall(), { detectLanguage });
}

async function one(
  chain: TranslationChain,
  text: string,
  from = 'en',
  to = 'es',
  more: Partial<ChainRequest> = {},
): Promise<ChainOutcome | undefined> {
  return (await chain.translate({ from, to, texts: [text], ...more }))[0];
}

const EN = 'The council and the neighbours decide together which square gets new trees and benches.';
const ES = 'El ayuntamiento y los vecinos deciden juntos qué plaza recibe nuevos árboles y bancos.';
const CS = 'Radnice a sousedé společně rozhodují, které náměstí dostane nové stromy a lavičky.';
/** Puts Spanish words before what it was given, as an engine that keeps everything. */
const keeping: Script = (text) => `Con los vecinos ${text}`;
/** Spanish with whatever it was given that is no word: numbers, placeholders. */
const spanish: Script = (text) => [ES, ...(text.match(/Zq\d+zq|[\d.,]*\d/g) ?? [])].join(' ');
const engine = (name: string, script: Script, ...pairs: string[]): ScriptedTranslator =>
  new ScriptedTranslator(name, script, pairs);
const failing = (name: string, error: () => unknown): ScriptedTranslator =>
  engine(name, () => Promise.reject(error() as Error));

describe('the chain of engines', () => {
  it('takes the first engine of the order, and says which', async () => {
    const [a, b] = [engine('aa', () => ES), engine('bb', () => ES)];
    expect(await one(chainOf([a, b], 'bb,aa'), EN)).toEqual({ kind: 'translated', text: ES, engine: 'bb' });
    expect(a.asked).toHaveLength(0);
  });

  it('asks rules first for near languages, unless the configuration names another for the pair', async () => {
    const engines = [engine('deepl', () => ES), engine('apertium', () => ES)];
    const ca = 'L’ajuntament i els veïns decideixen junts quina plaça rep arbres i bancs nous.';
    expect(await one(chainOf(engines), ca, 'ca', 'es')).toMatchObject({ engine: 'apertium' });
    expect(await one(chainOf(engines, 'ca-es:deepl,apertium,deepl'), ca, 'ca', 'es')).toMatchObject({
      engine: 'deepl',
    });
  });

  it('goes through English where nothing is direct, and says so', async () => {
    const script: Script = (_, __, to) => (to === 'en' ? EN : ES);
    const bergamot = engine('bergamot', script, 'sk-en', 'en-es');
    expect(await one(chainOf([bergamot]), CS, 'sk', 'es')).toEqual({
      kind: 'translated',
      text: ES,
      engine: 'bergamot sk→en→es',
    });
    const mixed = [engine('bergamot', script, 'sk-en'), engine('apertium', script, 'en-es')];
    expect(await one(chainOf(mixed), CS, 'sk', 'es')).toMatchObject({
      engine: 'bergamot sk→en, apertium en→es',
    });
  });

  it('reaches Norwegian over Danish, and nothing without a way', async () => {
    const da = 'Kommunen og naboerne bestemmer sammen, hvilken plads der får nye træer og bænke.';
    const nb = 'Kommunen og naboene bestemmer sammen hvilken plass som skal få nye trær og benker.';
    const script: Script = (_, __, to) => (to === 'da' ? da : nb);
    const engines = [engine('bergamot', script, 'en-da'), engine('apertium', script, 'da-nb')];
    expect(await one(chainOf(engines), EN, 'en', 'nb')).toMatchObject({
      text: nb,
      engine: 'bergamot en→da, apertium da→nb',
    });
    expect(await one(chainOf(engines), EN, 'en', 'lv')).toEqual({
      kind: 'unavailable',
      reason: 'no-pair',
      retryAfterMs: null,
    });
    expect(await one(chainOf([]), EN)).toMatchObject({ reason: 'no-engine' });
  });

  it.each<[string, Script]>([
    ['nothing', () => ''],
    ['white space', () => ' \n '],
    ['the source unchanged', (text) => text],
    ['another language', () => CS],
    ['an endless loop', (text) => `${text} los vecinos`.repeat(60)],
  ])('takes %s for no translation and asks the next', async (_, script) => {
    const bad = engine('bad', script);
    expect(await one(chainOf([bad, engine('good', () => ES)], 'bad,good'), EN)).toEqual({
      kind: 'translated',
      text: ES,
      engine: 'good',
    });
    expect(await one(chainOf([bad]), EN)).toMatchObject({ kind: 'unavailable', reason: 'rejected' });
  });

  it('refuses what lost a number, an address or a tag, however the engine was asked', async () => {
    const dropping =
      (pattern: RegExp): Script =>
      (text) =>
        keeping(text.replace(pattern, ''), '', '') as string;
    for (const [text, pattern] of [
      ['In 2024 we planted 1,200 trees with our neighbours here.', /Zq\d+zq|\{\d+\}|1,200/gi],
      ['Write to trees@example.org or see https://example.org/a?b=1#c.', /Zq\d+zq|\{\d+\}/gi],
      ['All <b>neighbours</b> are welcome &amp; heard in our square.', /Zq\d+zq|\{\d+\}/gi],
    ] as const) {
      expect(await one(chainOf([engine('bad', dropping(pattern))]), text)).toMatchObject({
        kind: 'unavailable',
        reason: 'rejected',
      });
    }
  });

  it('shows an engine numbers as placeholders after it lost one', async () => {
    const clumsy = engine('clumsy', (text, from, to) => spanish(text.replace('1,200', 'many'), from, to));
    const outcome = await one(chainOf([clumsy]), 'We planted 1,200 trees with our neighbours here.');
    expect(outcome).toMatchObject({ kind: 'translated', text: expect.stringContaining('1,200') as string });
    expect(clumsy.asked.map(({ texts }) => texts[0])).toEqual([
      'We planted 1,200 trees with our neighbours here.',
      'We planted Zq0zq trees with our neighbours here.',
    ]);
  });

  it('takes a number for kept that is written as the language writes it', async () => {
    const spanish = engine(
      'spanish',
      () => 'Plantamos 1.200 árboles por 3.450,50 euros con los vecinos del barrio.',
    );
    expect(
      await one(chainOf([spanish]), 'We planted 1,200 trees for 3,450.50 euros with the neighbours.'),
    ).toMatchObject({ kind: 'translated' });
    expect(spanish.asked).toHaveLength(1);
  });

  it('keeps lines, list marks and white space, and translates each line', async () => {
    const text = '  The square\n\n- trees\n- benches\n\t1. Place\tpeople  \n';
    const words: Record<string, string> = { 'The square': 'La plaza', trees: 'árboles', benches: 'bancos' };
    const known: Script = (line) => words[line] ?? { Place: 'Sitio', people: 'gente' }[line] ?? '';
    expect(await one(chainOf([engine('e', known)]), text)).toMatchObject({
      text: '  La plaza\n\n- árboles\n- bancos\n\t1. Sitio\tgente  \n',
    });
  });

  it('parts 200,000 characters at sentences within the engine’s limit, and puts them together again', async () => {
    const text = Array.from({ length: 2_300 }, (_, index) => `${EN} That was ${index}.`)
      .join(' ')
      .slice(0, 200_000);
    const small = engine('small', spanish);
    small.limits = { charactersPerText: 700, textsPerRequest: 3 };
    const outcome = await one(chainOf([small]), text);
    const parts = small.asked.flatMap(({ texts }) => texts);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(700);
    expect(Math.max(...small.asked.map(({ texts }) => texts.length))).toBeLessThanOrEqual(3);
    expect(parts.every((part) => /^(The council|That was)/.test(part))).toBe(true);
    // Nothing was sent twice or left out.
    expect(parts.join(' ').length).toBe(text.length);
    expect(outcome).toMatchObject({ kind: 'translated', engine: 'small' });
  });

  it('parts what has no space at all, between characters', async () => {
    const pieces = engine('pieces', () => 'x');
    pieces.limits = { charactersPerText: 100, textsPerRequest: 50 };
    const family = '👨‍👩‍👧‍👦';
    await one(chainOf([pieces]), `a${family.repeat(100)}`);
    for (const { texts } of pieces.asked) {
      for (const text of texts) expect(text.replaceAll(family, '').replace(/^a/, '')).toBe('');
    }
  });

  it('needs no engine for what is in the language already, or holds no words', async () => {
    const never = failing('never', () => new Error('was asked'));
    for (const text of ['2024', '🙂🎉', 'https://example.org/a', '  ', '12 %, 5 €']) {
      expect(await one(chainOf([never]), text)).toEqual({
        kind: 'kept',
        text,
        reason: 'nothing-to-translate',
      });
    }
    expect(await one(chainOf([never]), ES)).toEqual({
      kind: 'kept',
      text: ES,
      reason: 'already-in-language',
    });
    expect(never.asked).toHaveLength(0);
  });

  it('translates one word, and emoji within a text', async () => {
    expect(await one(chainOf([engine('e', () => 'Mediación')]), 'Mediation')).toMatchObject({
      text: 'Mediación',
    });
    expect(await one(chainOf([engine('e', () => 'Taxi')]), 'Taxi')).toMatchObject({ reason: 'rejected' });
    expect(await one(chainOf([engine('e', keeping)]), 'Trees 🌳 for all')).toMatchObject({
      text: 'Con los vecinos Trees 🌳 for all',
    });
  });

  it('accepts what an engine made of mixed languages', async () => {
    const outcome = await one(
      chainOf([engine('e', () => `${ES} „Rada spolupracovne“ je názov.`)]),
      `${EN} ${CS}`,
    );
    expect(outcome).toMatchObject({ kind: 'translated' });
  });
});

describe('an engine that fails', () => {
  const good = (): ScriptedTranslator => engine('good', () => ES);

  it.each([
    'rate-limited',
    'unavailable',
    'timeout',
    'bad-answer',
    'quota',
    'refused',
    'unsupported',
  ] as const)('%s: the next is asked', async (failure) => {
    const bad = failing('bad', () => new TranslatorError('bad', failure));
    expect(await one(chainOf([bad, good()], 'bad,good'), EN)).toMatchObject({ engine: 'good' });
  });

  it('is taken for a bad answer where it throws anything else, or answers too little', async () => {
    const rude = failing('rude', () => new Error('secret text'));
    expect(await one(chainOf([rude, good()], 'rude,good'), EN)).toMatchObject({ engine: 'good' });
    const short: Translator = {
      name: 'short',
      limits: { charactersPerText: 100, textsPerRequest: 5 },
      pair: () => Promise.resolve({ state: 'ready' }),
      translate: (): Promise<TranslationAnswer> => Promise.resolve({ kind: 'done', texts: [] }),
    };
    expect(await one(chainOf([short, good()], 'short,good'), EN)).toMatchObject({ engine: 'good' });
  });

  it('says when to ask again for what may pass, and that it will not for what may not', async () => {
    const limited = chainOf([failing('bad', () => new TranslatorError('bad', 'rate-limited', 90_000))]);
    expect(await one(limited, EN)).toEqual({
      kind: 'unavailable',
      reason: 'rate-limited',
      retryAfterMs: 90_000,
    });
    const refused = chainOf([failing('bad', () => new TranslatorError('bad', 'refused'))]);
    expect(await one(refused, EN)).toEqual({ kind: 'unavailable', reason: 'refused', retryAfterMs: null });
  });

  it('is left alone for a pair after three failures, and at once where it names a time', async () => {
    const bad = failing('bad', () => new TranslatorError('bad', 'timeout'));
    const chain = chainOf([bad]);
    for (let count = 0; count < 6; count++) await one(chain, EN);
    expect(bad.asked).toHaveLength(3);
    await one(chain, EN, 'en', 'da');
    expect(bad.asked).toHaveLength(4);
    const limited = failing('limited', () => new TranslatorError('limited', 'rate-limited', 5_000));
    const other = chainOf([limited]);
    await one(other, EN);
    await one(other, EN, 'en', 'da');
    expect(limited.asked).toHaveLength(1);
  });
});
