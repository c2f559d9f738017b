import { withEntry } from './term-entries';

const english = { locale: 'en', rendering: null, definition: 'A local group.' };
const danish = { locale: 'da', rendering: 'lokalgruppe', definition: null };

describe('what a glossary says of a term', () => {
  it('is begun in a language, and goes on there', () => {
    const begun = withEntry([english], 'da', { rendering: 'lokalgruppe' });
    expect(begun).toEqual([english, danish]);
    expect(withEntry(begun, 'da', { definition: 'En gruppe.' })).toEqual([
      english,
      { ...danish, definition: 'En gruppe.' },
    ]);
  });

  it('goes with its language once nothing is left of it', () => {
    expect(withEntry([english, danish], 'da', { rendering: '  ' })).toEqual([english]);
  });
});
