import { isMachineMade, otherOriginal, provenanceOf, type WordsValue } from './provenance';

const text: WordsValue = {
  text: 'Unge i Litoměřice',
  locale: 'da',
  origin: 'MACHINE',
  state: 'CURRENT',
  isFallback: false,
  engine: 'demo',
  original: { locale: 'cs', origin: 'ORIGINAL', text: 'Mladí v Litoměřicích' },
};

describe('where words come from', () => {
  it('tells a translation of the city’s own words from one of a retelling', () => {
    expect(provenanceOf(text)).toBe('machine');
    expect(provenanceOf({ ...text, original: { locale: 'cs', origin: 'MACHINE' } })).toBe('retoldTranslated');
  });

  it('calls a machine’s words in the source’s own language a retelling, never a translation', () => {
    expect(provenanceOf({ ...text, locale: 'cs' })).toBe('retold');
    expect(provenanceOf({ ...text, original: null })).toBe('retold');
  });

  it('marks no name that is the same in both languages', () => {
    const name = {
      ...text,
      text: 'Genk',
      original: { locale: 'nl', origin: 'ORIGINAL', text: 'Genk' },
    } as const;
    expect(provenanceOf(name)).toBe('original');
    expect(otherOriginal(name)).toBeNull();
  });

  it('counts as unchecked all that a machine made alone', () => {
    expect(['machine', 'retold', 'retoldTranslated'].every((p) => isMachineMade(p as never))).toBe(true);
    expect(['original', 'human', 'machineEdited'].some((p) => isMachineMade(p as never))).toBe(false);
  });

  it('offers an original only where it is another text', () => {
    expect(otherOriginal(text)).toEqual({ locale: 'cs', text: 'Mladí v Litoměřicích' });
    expect(otherOriginal({ ...text, locale: 'cs' })).toBeNull();
    expect(otherOriginal({ ...text, original: null })).toBeNull();
  });
});
