import { ASK_BELOW, detectLanguage } from '.';
import { bareWords, samples } from './sample';

const SENTENCES: readonly (readonly [string, string])[] = [
  ['en', 'The council and the residents decide together which street is planted first.'],
  ['nl', 'De gemeente en de bewoners beslissen samen welke straat eerst groen wordt.'],
  ['da', 'Kommunen og beboerne bestemmer sammen, hvilken gade der først bliver grøn.'],
  ['es', 'El ayuntamiento y los vecinos deciden juntos qué calle se planta primero.'],
  ['ca', 'L’ajuntament i els veïns decideixen plegats quin carrer es planta primer.'],
  ['pl', 'Miasto i mieszkańcy wspólnie decydują, która ulica zazieleni się pierwsza.'],
  ['hu', 'A város és a lakók együtt döntik el, melyik utca legyen először zöld.'],
  ['lv', 'Pašvaldība un iedzīvotāji kopā izlemj, kuru ielu apzaļumot vispirms.'],
  ['ro', 'Primăria și locuitorii hotărăsc împreună ce stradă va fi plantată prima.'],
  ['sk', 'Mesto a obyvatelia spolu rozhodujú, ktorá ulica sa bude zazeleňovať ako prvá.'],
  ['cs', 'Město a obyvatelé společně rozhodují, která ulice se ozelení jako první.'],
  ['nb', 'Kommunen og beboerne bestemmer sammen hvilken gate som skal bli grønn først.'],
];

const FOREIGN = [
  'Die Stadt und ihre Bewohner entscheiden gemeinsam, welche Straße zuerst begrünt wird.',
  'La ville et ses habitants décident ensemble quelle rue sera plantée la première.',
  'Staden och invånarna bestämmer tillsammans vilken gata som ska bli grön först.',
  'Місто та мешканці разом вирішують, яку вулицю озеленити першою.',
];

describe('detectLanguage', () => {
  it.each(SENTENCES)('knows a sentence in %s, surely', (locale, sentence) => {
    expect(detectLanguage(sentence)).toEqual({ locale, confidence: expect.closeTo(1, 1) as number });
  });

  it.each(FOREIGN)('takes no other language for one of ours: %s', (sentence) => {
    expect(detectLanguage(sentence).locale).toBeNull();
  });

  it('tells Danish from Norwegian by their words where the letters are alike', () => {
    expect(detectLanguage('Hvad kan vi gøre sammen?').locale).toBe('da');
    expect(detectLanguage('Hva kan vi gjøre sammen?').locale).toBe('nb');
  });

  it('says nothing where there is nothing to tell it by', () => {
    for (const text of [
      '',
      '   ',
      '12 345,67 €',
      '🙂🙂',
      'https://example.org/a',
      'office@example.org',
      '<p></p>',
    ]) {
      expect(detectLanguage(text)).toEqual({ locale: null, confidence: 0 });
    }
  });

  it.each(['ok', 'plan', 'Genk', 'Rada Spolupracovne', 'Local Group'])(
    'is never sure of a word or two: %s',
    (text) => expect(detectLanguage(text).confidence).toBeLessThan(ASK_BELOW),
  );

  it('looks through markup, addresses and numbers', () => {
    const { locale } = detectLanguage(
      '<div class="the-best-of-the-english-words"><a href="https://example.org/the/english/path">Obyvatelia</a> mesta 2024 sa stretli (info@english-words-here.example.org).</div>',
    );
    expect(locale).toBe('sk');
  });

  it('goes by the greater part of a long text, wherever it stands', () => {
    const [english = '', dutch = ''] = SENTENCES.map(([, sentence]) => `${sentence} `);
    const mostlyDutch = english.repeat(20) + dutch.repeat(2_000);
    expect(detectLanguage(mostlyDutch).locale).toBe('nl');
    expect(mostlyDutch.length).toBeGreaterThan(100_000);
  });
});

describe('passages of a text', () => {
  it('are few, short and cut between words', () => {
    const text = Array.from({ length: 40_000 }, (_, index) => `w${'x'.repeat(index % 9)}`).join(' ');
    const passages = samples(text);
    expect(passages).toHaveLength(6);
    for (const passage of passages) {
      expect(passage.length).toBeLessThanOrEqual(310);
      expect(passage).toMatch(/^w.*/);
    }
  });

  it('take a text without a blank as it comes', () => {
    expect(samples('x'.repeat(2_000)).every((passage) => passage.length <= 300)).toBe(true);
    expect(bareWords('<'.repeat(100_000))).toBe('');
  });
});
