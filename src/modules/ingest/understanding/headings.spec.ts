import { readHeading } from './headings';
import { HEADINGS, ROLES } from './headings.fixture';
import { lexiconsFor, loadLexicons } from './lexicon';

const LOCALES = ['en', 'nl', 'da', 'es', 'ca', 'pl', 'hu', 'lv', 'ro', 'sk', 'cs', 'nb'];
const all = loadLexicons(LOCALES);

describe.each(LOCALES)('headings in %s', (locale) => {
  const lexicons = lexiconsFor(all, locale);

  it.each((HEADINGS[locale] ?? []).map((text, index) => [text, ROLES[index] ?? 'title'] as const))(
    '%s: %s',
    (text, role) => {
      expect(readHeading(text, lexicons)?.role).toBe(role);
    },
  );

  it('give what stands on their own line', () => {
    const [, , start = '', , , , , , , , , , , resources = ''] = HEADINGS[locale] ?? [];
    expect(readHeading(start, lexicons)?.inline).toMatch(/2024/);
    expect(readHeading(resources, lexicons)?.inline).toMatch(/40.000/);
  });
});

describe('headings', () => {
  const english = lexiconsFor(all, 'en');

  it.each([
    ['Commitment 3: Open data for all', '3', 'Open data for all'],
    ['Action 1.2 – Youth council', '1.2', 'Youth council'],
  ])('%s begins an action with its number and title', (text, number, inline) => {
    expect(readHeading(text, english)).toMatchObject({ role: 'action', number, inline });
  });

  it('take no sentence for one', () => {
    for (const text of [
      'The council met three times and wrote everything down for those who could not come.',
      'Apples',
      'Genk',
    ]) {
      expect(readHeading(text, english)?.coverage ?? 0).toBeLessThan(0.5);
    }
  });
});
