import { applyFacts, applyTexts, factOf } from './draft-texts';

const document = {
  kind: 'PRACTICE',
  sourceLocale: 'sk',
  texts: [
    { field: 'title', locale: 'sk', text: 'Dielňa', origin: 'MACHINE', engine: 'demo', isSource: true },
    { field: 'title', locale: 'en', text: 'Workshop', origin: 'HUMAN' },
    { field: 'summary', locale: 'sk', text: 'Raz za mesiac.', origin: 'ORIGINAL', isSource: true },
    { field: 'summary', locale: 'en', text: 'Once a month.', origin: 'HUMAN' },
  ],
  concepts: { theme: ['theme/youth'], sdg: ['sdg/11'] },
  fields: { tier: 'practice-tier/full', staff: 2 },
  start: '2024',
};

describe('texts that a person has written', () => {
  it('are theirs, whatever stood there before, and leave the others alone', () => {
    const { texts } = applyTexts(document, { title: 'Opravovňa' });
    expect(texts).toEqual([
      { field: 'title', locale: 'sk', text: 'Opravovňa', origin: 'ORIGINAL', isSource: true },
      ...document.texts.slice(1),
    ]);
  });

  it('that are the same as before keep where they come from', () => {
    expect(applyTexts(document, { title: 'Dielňa' })['texts']).toEqual(document.texts);
  });

  it('take their translations with them as they are emptied', () => {
    expect(applyTexts(document, { summary: '  ' })['texts']).toEqual(document.texts.slice(0, 2));
  });

  it('of a new field stand in the language that the document is written in', () => {
    const { texts } = applyTexts({ ...document, texts: [] }, { results: 'Málo odpadu.', lessons: '' });
    expect(texts).toEqual([
      { field: 'results', locale: 'sk', text: 'Málo odpadu.', origin: 'ORIGINAL', isSource: true },
    ]);
  });

  it('leave the document that they began from as it was', () => {
    const before = JSON.parse(JSON.stringify(document)) as unknown;
    applyTexts(document, { title: 'X', summary: '' });
    applyFacts(document, { start: '', 'fields.tier': '' });
    expect(document).toEqual(before);
  });
});

describe('facts that a person has chosen', () => {
  it('stand at their place, beside what was there', () => {
    const next = applyFacts(document, { 'concepts.theme': ['theme/housing'], end: '2025-06' });
    expect(next).toMatchObject({ end: '2025-06', concepts: { theme: ['theme/housing'], sdg: ['sdg/11'] } });
  });

  it('go where they are emptied', () => {
    const next = applyFacts(document, { 'fields.tier': '', 'concepts.theme': [], start: '' });
    expect(next).toMatchObject({ fields: { staff: 2 }, concepts: { sdg: ['sdg/11'] } });
    expect(JSON.parse(JSON.stringify(next))).not.toHaveProperty('start');
    expect(next['fields']).not.toHaveProperty('tier');
  });

  it('are read as text, several as a list, and nothing as nothing', () => {
    expect(factOf(document, 'start')).toBe('2024');
    expect(factOf(document, 'concepts.theme')).toEqual(['theme/youth']);
    expect(factOf(document, 'fields.planKind')).toBe('');
    expect(factOf(document, 'nothing.here')).toBe('');
  });
});
