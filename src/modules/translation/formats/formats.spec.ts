import { readGlossaryCsv, writeGlossaryCsv } from './glossary-csv';
import type { ExchangedTerm } from './glossary-exchange.type';
import { readGlossaryTbx, writeGlossaryTbx } from './glossary-tbx';
import { writeMemoryTmx } from './memory-tmx';
import { elementsOf, readXml } from './xml';

const LOCALES = ['en', 'sk', 'nb'];
const find = (tag: string): string | undefined =>
  LOCALES.find((locale) => locale === tag.toLowerCase().split('-')[0]);
const TERMS: ExchangedTerm[] = [
  {
    locale: 'sk',
    term: 'Spolupracovňa',
    leaveAsIs: true,
    renderings: {},
    definitions: { en: 'A place to meet, "shared" by all;\nopen <daily> & free', sk: 'Miesto' },
  },
  {
    locale: 'en',
    term: 'local group',
    leaveAsIs: false,
    renderings: { sk: 'miestna skupina', nb: 'lokalgruppe' },
    definitions: {},
  },
];

describe('a glossary', () => {
  it('comes back from CSV as it went', () => {
    const csv = writeGlossaryCsv(TERMS, LOCALES);
    expect(csv.split('\r\n')[0]).toBe(
      '\ufefflanguage,term,leave as is,en,sk,nb,en definition,sk definition,nb definition',
    );
    expect(readGlossaryCsv(csv, find)).toEqual({ terms: TERMS, problems: [] });
  });

  it('comes back from TBX as it went', () => {
    const tbx = writeGlossaryTbx(TERMS, 'Terms & more');
    expect(readGlossaryTbx(tbx, find)).toEqual({ terms: TERMS, problems: [] });
    expect(readXml(tbx)?.getAttribute('type')).toBe('TBX-Basic');
  });

  it('is read from TBX of 2008, without languages that are not ours', () => {
    const old = `<?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX" xml:lang="en"><text><body>
      <termEntry id="e1"><langSet xml:lang="de"><tig><term>Ortsgruppe</term></tig></langSet>
        <langSet xml:lang="en-GB"><ntig><termGrp><term>local group</term></termGrp></ntig></langSet>
        <langSet xml:lang="nb"><tig><term>lokalgruppe</term></tig></langSet></termEntry>
      <termEntry id="e2"><langSet xml:lang="de"><tig><term>Rat</term></tig></langSet></termEntry>
    </body></text></martif>`;
    expect(readGlossaryTbx(old, find)).toEqual({
      terms: [
        {
          locale: 'en',
          term: 'local group',
          leaveAsIs: false,
          renderings: { nb: 'lokalgruppe' },
          definitions: {},
        },
      ],
      problems: [{ place: 'entry e2', problem: 'no-term', found: '' }],
    });
  });

  it('is read from a spreadsheet’s semicolons, with columns left out', () => {
    expect(readGlossaryCsv('Term;Language;Leave as is\nULG;EN;x\n\n', find).terms).toMatchObject([
      { term: 'ULG', locale: 'en', leaveAsIs: true },
    ]);
  });

  it('is no formula to a spreadsheet, and the same when it comes back', () => {
    const [base] = TERMS;
    const risky = [{ ...(base as ExchangedTerm), term: '=HYPERLINK("x")', definitions: { en: '-1' } }];
    const csv = writeGlossaryCsv(risky, LOCALES);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(readGlossaryCsv(csv, find).terms).toEqual(risky);
  });

  it('says where a CSV is wrong', () => {
    expect(readGlossaryCsv('a,b\n1,2', find).problems).toEqual([
      { place: 'line 1', problem: 'no-header', found: 'a, b' },
    ]);
    expect(readGlossaryCsv('language,term,colour\nxx,"a\nb"\nen,', find).problems).toEqual([
      { place: 'line 1', problem: 'unknown-column', found: 'colour' },
      { place: 'line 2', problem: 'unknown-language', found: 'xx' },
      { place: 'line 4', problem: 'no-term', found: '' },
    ]);
  });

  it.each([
    '',
    'no xml',
    '<tbx',
    '<html/>',
    '<!DOCTYPE t [<!ENTITY a "b">]><tbx>&a;</tbx>',
    '<tbx>&nbsp;</tbx>',
  ])('is not read from %j', (content) =>
    expect(readGlossaryTbx(content, find).problems).toMatchObject([{ problem: 'no-tbx' }]),
  );
});

describe('a translation memory', () => {
  it('is TMX 1.4 with each text and its translation, whatever they hold', () => {
    const source = 'A <b>bold</b> & "quoted" text\u0000\u000b with \ud83c\udf33 and \ud800.';
    const tmx = writeMemoryTmx(
      [
        {
          sourceLocale: 'en',
          source,
          locale: 'nb',
          text: 'En tekst',
          updatedAt: new Date('2026-11-21T09:30:00Z'),
        },
      ],
      '1.0',
    );
    const root = readXml(tmx);
    expect(root?.getAttribute('version')).toBe('1.4');
    const [unit] = root ? elementsOf(root, 'tu') : [];
    expect(unit?.getAttribute('changedate')).toBe('20261121T093000Z');
    expect((root ? elementsOf(root, 'seg') : []).map(({ textContent }) => textContent)).toEqual([
      'A <b>bold</b> & "quoted" text with \ud83c\udf33 and .',
      'En tekst',
    ]);
  });
});
