import type { LocaleDefinition } from '../../common/locale';
import { matchLocale, negotiateLocale } from '../../common/locale';
import { localeOfPath, localeOfReader } from './page-locale';

const supported: LocaleDefinition[] = [
  { tag: 'en', name: 'English', englishName: 'English', postgresDictionary: 'english' },
  { tag: 'da', name: 'Dansk', englishName: 'Danish', postgresDictionary: 'danish' },
  {
    tag: 'nb',
    name: 'Norsk bokmål',
    englishName: 'Norwegian Bokmål',
    postgresDictionary: 'norwegian',
    alsoKnownAs: ['no'],
  },
];
const languages = {
  match: (tag: string) => matchLocale(tag, supported),
  negotiate: (header: string | undefined) => negotiateLocale(header, supported),
};

describe('the language of an address', () => {
  it.each([
    ['/da/search', 'da'],
    ['/da', 'da'],
    ['/da?x=1', 'da'],
    ['/', undefined],
    ['/da-DK/', undefined],
    ['/no/', undefined],
    ['/DA/', undefined],
    ['/search', undefined],
  ])('%s → %s', (path, expected) => {
    expect(localeOfPath(path, languages)).toBe(expected);
  });
});

describe('the language for a reader who named none', () => {
  it('is the one that they last read in', () => {
    const headers = { cookie: 'a=b; crosstown_locale=nb', acceptLanguage: 'da' };
    expect(localeOfReader(headers, languages)).toBe('nb');
  });

  it('is what their software asks for, by its weights', () => {
    expect(localeOfReader({ acceptLanguage: 'fr, en;q=0.5, no;q=0.8' }, languages)).toBe('nb');
  });

  it('is English where nothing else is said or understood', () => {
    expect(localeOfReader({}, languages)).toBe('en');
    expect(localeOfReader({ cookie: 'crosstown_locale=%00xx', acceptLanguage: 'fr' }, languages)).toBe('en');
  });
});
