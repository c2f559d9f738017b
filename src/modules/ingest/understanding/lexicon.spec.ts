import { HEADING_ROLES, loadLexicons } from './lexicon';

const LOCALES = ['en', 'nl', 'da', 'es', 'ca', 'pl', 'hu', 'lv', 'ro', 'sk', 'cs', 'nb'];
const all = loadLexicons(LOCALES);
const english = all.get('en');

describe.each(LOCALES)('words by which documents in %s are read', (locale) => {
  const lexicon = all.get(locale);

  it('are there for everything that English has', () => {
    expect(Object.keys(lexicon?.words ?? {}).sort()).toEqual(Object.keys(english?.words ?? {}).sort());
    for (const role of HEADING_ROLES) expect(lexicon?.headings.get(role)).not.toHaveLength(0);
    for (const key of english?.fundingSources.keys() ?? [])
      expect(lexicon?.fundingSources.has(key)).toBe(true);
    for (const key of english?.eventKinds.keys() ?? []) expect(lexicon?.eventKinds.has(key)).toBe(true);
  });

  it('name twelve months, each by words of its own', () => {
    const months = lexicon?.words.months ?? [];
    expect(months).toHaveLength(12);
    expect(new Set(months.flat()).size).toBe(months.flat().length);
  });

  it('mean one thing as a whole heading', () => {
    const meanings = new Map<string, string>();
    for (const [role, phrases] of Object.entries(lexicon?.words.headings ?? {})) {
      // "Contact" or "Dates" may head several things; words of money and time may not
      for (const phrase of phrases) {
        const other = meanings.get(phrase);
        const isMoney = ['resources', 'start', 'end', 'milestones'].includes(role);
        if (other !== undefined && isMoney) expect([phrase, other]).toEqual([phrase, role]);
        meanings.set(phrase, role);
      }
    }
    expect(meanings.size).toBeGreaterThan(100);
  });
});
