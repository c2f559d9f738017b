import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fold, segment } from '../../src/modules/search/analysis';
import type { BenchDocument } from './bench-engine.type';
import { readCsv } from './csv';
import { readDemo } from './demo-documents';
import { mistype, rareWords } from './flores';
import { committedPairs } from './inflection';
import { MemoryEngine } from './memory.engine';
import { ndcgAtTen, recallAtTen, reciprocalRank } from './metrics';
import { MiniSearchEngine } from './minisearch.engine';
import { PlainBm25Engine } from './plain-bm25.engine';

const ROOT = resolve(__dirname, '..', '..');

describe('metrics', () => {
  it('count places from one and look at ten', () => {
    const found = Array.from({ length: 20 }, (_, index) => String(index));
    expect(reciprocalRank(found, new Set(['0']))).toBe(1);
    expect(reciprocalRank(found, new Set(['3', '9']))).toBe(0.25);
    expect(reciprocalRank(found, new Set(['10']))).toBe(0);
    expect(recallAtTen(found, new Set(['1', '15']))).toBe(0.5);
    expect(ndcgAtTen(found, new Set(['0', '1']))).toBe(1);
    expect(ndcgAtTen(found, new Set(['1']))).toBeCloseTo(1 / Math.log2(3), 10);
    expect(ndcgAtTen(found, new Set())).toBe(0);
  });
});

describe('queries made of sentences', () => {
  const sentences = ['The council met residents in Genk', 'The council voted', 'Residents of the harbour'];

  it('are three rare words in their order', () => {
    expect(rareWords(sentences)).toEqual([
      ['council', 'residents', 'Genk'],
      ['council', 'voted'],
      ['Residents', 'harbour'],
    ]);
  });

  it('get one slip in one long word, never in its first letter, the same ones each time', () => {
    const queries = Array.from({ length: 50 }, () => ['council', 'residents', 'Genk']);
    const slipped = mistype(queries, false);
    expect(mistype(queries, false)).toEqual(slipped);
    for (const [index, words] of slipped.entries()) {
      const changed = words.filter((word, place) => word !== queries[index]?.[place]);
      expect(changed).toHaveLength(1);
      expect(changed[0]).toMatch(/^[cr]/);
      expect(words[2]).toBe('Genk');
    }
    expect(
      mistype(queries, true).every(([first, second]) => first !== 'council' && second !== 'residents'),
    ).toBe(true);
  });
});

describe('readCsv', () => {
  it('reads quoted cells with commas, line ends and quotes', () => {
    expect(readCsv('\ufeffa,b\r\n1,"x, ""y""\nz"\r\n2,\r\n')).toEqual([
      { a: '1', b: 'x, "y"\nz' },
      { a: '2', b: '' },
    ]);
  });
});

describe('engines', () => {
  const documents: BenchDocument[] = [
    {
      id: 'councils',
      texts: [
        { locale: 'lv', title: 'Iedzīvotāju padomes' },
        { locale: 'en', title: 'Resident councils' },
      ],
    },
    { id: 'maps', texts: [{ locale: 'cs', body: 'Pocitové mapy ukazují, kde se lidé bojí' }] },
    { id: 'plan', texts: [{ locale: 'sk', title: 'Otvorené vládnutie', summary: 'Spolupracovňa mesta' }] },
  ];

  it.each([
    ['resident councils', 'da', 'councils'],
    ['council of residents', 'en', 'councils'],
    ['iedzivotaju padomes', 'en', 'councils'],
    ['iedzīvotājiem padomē', 'lv', 'councils'],
    ['pocitove mapy', 'en', 'maps'],
    ['pocitových map', 'cs', 'maps'],
    ['otvorene vladnutie', 'sk', 'plan'],
    ['spolupracovnou', 'en', 'plan'],
    ['spoluprac', 'en', 'plan'],
    ['resdient', 'en', 'councils'],
    ['resident unheardof', 'en', 'councils'],
  ])('by the shared rule, %s (%s) finds %s first', async (query, locale, expected) => {
    const engine = new MemoryEngine();
    await engine.index(documents);
    expect((await engine.search(query, locale, 10))[0]).toBe(expected);
  });

  it('by the shared rule, a word that stands nowhere finds nothing', async () => {
    const engine = new MemoryEngine();
    await engine.index(documents);
    expect(await engine.search('zeppelin', 'en', 10)).toEqual([]);
    expect(await engine.search('?!', 'en', 10)).toEqual([]);
  });

  it.each([new PlainBm25Engine(), new MiniSearchEngine()])('$name finds whole words', async (engine) => {
    await engine.index(documents);
    expect((await engine.search('resident councils', 'en', 10))[0]).toBe('councils');
    expect(await engine.search('zeppelin', 'en', 10)).toEqual([]);
  });
});

describe('inflection pairs', () => {
  const pairs = committedPairs(join(ROOT, 'bench', 'pairs'));
  const demo = readDemo(join(ROOT, 'src', 'demo', 'content'));
  const wordsOf = (text: string): string[] => segment(text).map((word) => fold(word.text));

  it.each(['cs', 'hu', 'lv', 'pl', 'ro', 'sk'])('there are thirty or more in %s, none twice', (locale) => {
    const own = pairs
      .filter((pair) => pair.locale === locale)
      .map(({ query, record }) => `${query}\t${record}`);
    expect(own.length).toBeGreaterThanOrEqual(30);
    expect(new Set(own).size).toBe(own.length);
  });

  it('name records of the demo or the imports', () => {
    const slugs = new Set(demo.map(({ id }) => id));
    expect(
      pairs
        .map(({ record }) => record)
        .filter((record) => !record.startsWith('imports:') && !slugs.has(record)),
    ).toEqual([]);
  });

  it('are in other word forms than the title and summary they are meant to find', () => {
    const same = pairs.filter(({ query, locale, record }) => {
      const text = demo.find(({ id }) => id === record)?.texts.find((known) => known.locale === locale);
      const words = new Set(wordsOf(`${text?.title ?? ''} ${text?.summary ?? ''}`));
      return text !== undefined && wordsOf(query).every((word) => words.has(word));
    });
    expect(same).toEqual([]);
  });

  it('are no entry of the synonyms: no exonym and no inflected name of a place', () => {
    const names = new Set(
      ['genk', 'banska-bystrica', ...demo.map(({ id }) => id)].flatMap((slug) => placeNames(slug).map(fold)),
    );
    expect(names.size).toBeGreaterThan(50);
    expect(pairs.filter(({ query }) => names.has(fold(query)))).toEqual([]);
  });
});

function placeNames(slug: string): string[] {
  try {
    const city = JSON.parse(
      readFileSync(join(ROOT, 'src', 'demo', 'content', 'cities', `${slug}.json`), 'utf8'),
    ) as { fields: { exonyms: { name: string; forms: string[] }[] } };
    return city.fields.exonyms.flatMap(({ name, forms }) => [name, ...forms]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
