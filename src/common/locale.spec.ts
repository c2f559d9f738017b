import { type LocaleDefinition, matchLocale, negotiateLocale } from './locale';

const define = (tag: string, alsoKnownAs?: string[]): LocaleDefinition => ({
  tag,
  name: tag,
  englishName: tag,
  postgresDictionary: null,
  ...(alsoKnownAs ? { alsoKnownAs } : {}),
});
const SUPPORTED = [define('en'), define('nl'), define('ca', ['ca-valencia']), define('nb', ['no', 'nn'])];

describe('matchLocale', () => {
  it.each([
    ['nl', 'nl'],
    ['nl-BE', 'nl'],
    ['NL', 'nl'],
    ['no', 'nb'],
    ['nn-NO', 'nb'],
    ['ca-valencia', 'ca'],
    ['de', undefined],
    ['', undefined],
    ['<script>', undefined],
  ])('takes %j for %j', (tag, locale) => expect(matchLocale(tag, SUPPORTED)).toBe(locale));
});

describe('negotiateLocale', () => {
  it.each([
    ['de, nl;q=0.5, en;q=0.8', 'en'],
    ['nl;q=0.5, ca;q=0.5', 'nl'],
    ['de', undefined],
    ['*', undefined],
    ['nl;q=0', undefined],
    ['no', 'nb'],
    [undefined, undefined],
    [';;;,,q=1', undefined],
  ])('reads %j as %j', (header, locale) => expect(negotiateLocale(header, SUPPORTED)).toBe(locale));

  it('reads no more of a header than a person would send', () => {
    expect(negotiateLocale(`${'x,'.repeat(100_000)}nl`, SUPPORTED)).toBeUndefined();
  });
});
