import type { JsonObject } from '../../../common/json';
import { completenessOf } from './completeness';

const FIELDS = [{ path: 'title' }, { path: 'summary' }, { path: 'sections.*.text' }] as never;
const text = (field: string, words: string, isSource = true): JsonObject => ({
  field,
  locale: 'en',
  text: words,
  isSource,
});

describe('how complete a draft is', () => {
  it('is counted over the texts of its kind and what every record had better tell', () => {
    const content = { texts: [text('title', 'Benches')], cities: ['genk'], concepts: { theme: ['theme/a'] } };
    expect(completenessOf(content, FIELDS)).toEqual({
      share: 3 / 7,
      missing: ['texts.summary', 'start', 'ask', 'sourceUrl'],
    });
  });

  it('is whole where all is told, whatever lists hold', () => {
    const content = {
      texts: [text('title', 'Benches'), text('summary', 'For neighbours')],
      cities: ['genk'],
      concepts: { theme: ['theme/a'] },
      start: '2025',
      ask: ['genk'],
      sourceUrl: 'https://example.org/',
    };
    expect(completenessOf(content, FIELDS)).toEqual({ share: 1, missing: [] });
  });

  it('counts neither empty words, nor translations, nor what is no list of texts', () => {
    const bare = completenessOf({ texts: 'none', concepts: {}, cities: [], start: '', ask: null }, FIELDS);
    expect(bare).toMatchObject({ share: 0 });
    const content = { texts: [text('title', '  '), text('summary', 'Voor buren', false)] };
    expect(completenessOf(content, FIELDS).missing).toEqual(bare.missing);
  });
});
