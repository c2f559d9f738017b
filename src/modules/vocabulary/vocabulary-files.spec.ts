import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface ConceptRow {
  id: string;
  scheme: string;
  position: number;
  broader?: string;
  meta?: { min?: number; max?: number };
}

interface LabelRow {
  label: string;
  alt?: string[];
  definition?: string;
}

function read<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(process.cwd(), ...path), 'utf8')) as T;
}

const labelsOf = (locale: string): Record<string, LabelRow> => read('i18n', locale, 'vocabulary.json');
const messagesOf = (locale: string): Record<string, string> =>
  Object.assign(
    {},
    ...readdirSync(join(process.cwd(), 'i18n', locale, 'messages')).map((file) =>
      read<Record<string, string>>('i18n', locale, 'messages', file),
    ),
  ) as Record<string, string>;

/** The names inside `{{…}}`, sorted. */
function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*([^}]+?)\s*\}\}/g)].map(([, name]) => name ?? '').sort();
}

/** What occurs more than once. */
function repeated(values: string[]): string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}

const concepts = read<ConceptRow[]>('src', 'modules', 'vocabulary', 'concepts.json');
const ids = concepts.map(({ id }) => id);
const schemes = [...new Set(concepts.map(({ scheme }) => scheme))];
const locales = read<{ tag: string }[]>('i18n', 'locales.json').map(({ tag }) => tag);
const ofScheme = (scheme: string) =>
  concepts.filter((concept) => concept.scheme === scheme).sort((a, b) => a.position - b.position);

describe('the concepts', () => {
  it('have ids that are unique and begin with their scheme', () => {
    expect(ids.length).toBeGreaterThan(0);
    expect(repeated(ids)).toEqual([]);
    expect(concepts.filter(({ id, scheme }) => !id.startsWith(`${scheme}/`))).toEqual([]);
  });

  it('have a position of their own within their scheme', () => {
    expect(repeated(concepts.map(({ scheme, position }) => `${scheme} ${position}`))).toEqual([]);
  });

  it('name as broader only concepts that exist', () => {
    expect(concepts.filter(({ broader }) => broader !== undefined && !ids.includes(broader))).toEqual([]);
  });

  it('hold no more themes than a reader can look over', () => {
    expect(ofScheme('theme').length).toBeGreaterThan(0);
    expect(ofScheme('theme').length).toBeLessThanOrEqual(40);
  });

  it.each(['cost-band', 'population-band'])('of %s leave no gap and do not overlap', (scheme) => {
    const bands = ofScheme(scheme).flatMap(({ meta }) => (meta ? [meta] : []));
    expect(bands.length).toBeGreaterThan(1);
    expect(bands[0]?.min).toBe(0);
    expect(bands.slice(1).map(({ min }) => min)).toEqual(bands.slice(0, -1).map(({ max }) => max));
    expect(bands.filter(({ min = NaN, max = Infinity }) => !(min < max))).toEqual([]);
    // the last one is open, so that every value has its band
    expect(bands.at(-1)?.max).toBeUndefined();
  });
});

describe.each(locales)('the labels in %s', (locale) => {
  const labels = labelsOf(locale);

  it('name every concept and no other', () => {
    expect(Object.keys(labels).sort()).toEqual([...ids].sort());
    expect(Object.keys(labels).filter((id) => !labels[id]?.label.trim())).toEqual([]);
  });

  it.each(schemes)('tell the concepts of %s apart', (scheme) => {
    const shown = ofScheme(scheme).map(({ id }) => labels[id]?.label.toLocaleLowerCase(locale) ?? id);
    expect(repeated(shown)).toEqual([]);
  });

  it('give other words that are not empty, not repeated and not the label itself', () => {
    const wrong = Object.entries(labels).filter(([, { label, alt = [] }]) => {
      const words = [label, ...alt];
      return words.some((word) => word !== word.trim() || !word) || repeated(words).length > 0;
    });
    expect(wrong).toEqual([]);
  });
});

describe.each(locales)('the messages in %s', (locale) => {
  const english = messagesOf('en');
  const messages = messagesOf(locale);

  it('have the keys of the English ones', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(english).sort());
    expect(Object.keys(messages).filter((key) => !messages[key]?.trim())).toEqual([]);
  });

  it('have the placeholders of the English ones', () => {
    const named = (texts: Record<string, string>) =>
      Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, placeholders(text)]));
    expect(named(messages)).toEqual(named(english));
  });
});
