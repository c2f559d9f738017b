import { findFundingShares, findFundingSources } from './funding';
import { lexiconsFor, loadLexicons } from './lexicon';
import { findFundingStatus, findMoney } from './money';

const LOCALES = ['en', 'nl', 'da', 'es', 'ca', 'pl', 'hu', 'lv', 'ro', 'sk', 'cs', 'nb'];
const all = loadLexicons(LOCALES);
const of = (locale: string) => lexiconsFor(all, locale);

describe('sums of money', () => {
  it.each([
    ['sk', 'približne 40 000 eur, čiastočne zabezpečené', { min: 40000, currency: 'EUR', approximate: true }],
    ['sk', 'približne 40000 eur,', { min: 40000, currency: 'EUR', approximate: true }],
    ['lv', 'Budžets - 66 785 EUR (80% - ERAF)', { min: 66785, currency: 'EUR', approximate: false }],
    ['en', 'about €1.5 million', { min: 1_500_000, currency: 'EUR', approximate: true }],
    ['en', 'up to 20,000 euros', { max: 20000, currency: 'EUR', approximate: false }],
    ['en', 'between 10,000 and 20,000 EUR', { min: 10000, max: 20000, currency: 'EUR', approximate: false }],
    ['nl', 'circa € 12.500', { min: 12500, currency: 'EUR', approximate: true }],
    ['nl', 'maximaal 40 duizend euro', { max: 40000, currency: 'EUR', approximate: false }],
    ['da', 'ca. 300.000 kr.', { min: 300000, currency: 'DKK', approximate: true }],
    ['nb', '1,2 millioner kroner', { min: 1_200_000, currency: 'NOK', approximate: false }],
    ['es', 'unos 2,5 millones de euros', { min: 2_500_000, currency: 'EUR', approximate: true }],
    ['ca', 'aproximadament 15.000 euros', { min: 15000, currency: 'EUR', approximate: true }],
    ['pl', 'około 120 tys. zł', { min: 120000, currency: 'PLN', approximate: true }],
    ['hu', 'kb. 3 millió forint', { min: 3_000_000, currency: 'HUF', approximate: true }],
    ['hu', '500 ezer Ft', { min: 500000, currency: 'HUF', approximate: false }],
    ['lv', 'aptuveni 5 tūkst. eiro', { min: 5000, currency: 'EUR', approximate: true }],
    ['ro', 'aproximativ 75.000 lei', { min: 75000, currency: 'RON', approximate: true }],
    ['cs', 'cca 250 000 Kč', { min: 250000, currency: 'CZK', approximate: true }],
    ['cs', '10–20 tis. Kč', { min: 10000, max: 20000, currency: 'CZK', approximate: false }],
    ['en', 'EUR 1,234.50 in all', { min: 1234.5, currency: 'EUR', approximate: false }],
  ])('%s: %s', (locale, text, expected) => {
    expect(findMoney(text, of(locale))).toMatchObject([expected]);
    expect(findMoney(text, of(locale))[0]).toEqual(expect.objectContaining(expected));
  });

  it.each(['66 785', 'in 2024 the city', '22 participants', '5.1.1', 'page 40 eurovision'])(
    '%s is none',
    (text) => {
      expect(findMoney(text, of('en'))).toEqual([]);
    },
  );
});

describe('whether the money is there', () => {
  it.each([
    ['en', 'resources are secured', 'secured'],
    ['en', 'partly secured', 'partly-secured'],
    ['en', 'not yet secured', 'unsecured'],
    ['nl', 'nog niet gedekt', 'unsecured'],
    ['da', 'delvist finansieret', 'partly-secured'],
    ['nb', 'delvis sikret', 'partly-secured'],
    ['es', 'no está asegurado', 'unsecured'],
    ['ca', 'parcialment assegurat', 'partly-secured'],
    ['pl', 'środki są zapewnione', 'secured'],
    ['hu', 'részben biztosított', 'partly-secured'],
    ['lv', 'finansējums nav nodrošināts', 'unsecured'],
    ['ro', 'parțial asigurate', 'partly-secured'],
    ['sk', 'zdroje sú zabezpečené', 'secured'],
    ['sk', 'ktoré sú čiastočne zabezpečené', 'partly-secured'],
    ['sk', 'zatiaľ nie sú zabezpečené', 'unsecured'],
    ['cs', 'zdroje nejsou zajištěny', 'unsecured'],
  ])('%s: %s', (locale, text, status) => {
    expect(findFundingStatus(text, of(locale).slice(0, 1))).toBe(status);
  });

  it('is not told by words about other things', () => {
    expect(findFundingStatus('approximately 40 000 euro', of('en'))).toBeUndefined();
  });
});

describe('shares', () => {
  const share = (source: string, percent: number) => ({ source: `funding-source/${source}`, share: percent });

  it.each([
    [
      'lv',
      '66 785 EUR (80% - ERAF, 10%- valsts, 10%- pašvaldība)',
      ['erdf', 80],
      ['national', 10],
      ['municipal', 10],
    ],
    ['en', 'ERDF 80 %, state 10 %, city 10 %', ['erdf', 80], ['national', 10], ['municipal', 10]],
    ['nl', '60% EFRO en 40% gemeente', ['erdf', 60], ['municipal', 40]],
    ['cs', '85 % EFRR, 5 % státní rozpočet, 10 % město', ['erdf', 85], ['national', 5], ['municipal', 10]],
    ['pl', 'EFRR: 85%, budżet państwa: 15%', ['erdf', 85], ['national', 15]],
    ['ro', '80% FEDR, 13% bugetul de stat, 7% primăria', ['erdf', 80], ['national', 13], ['municipal', 7]],
    ['hu', '85% ERFA, 15% önkormányzat', ['erdf', 85], ['municipal', 15]],
    ['es', '70 % FEDER y 30 % ayuntamiento', ['erdf', 70], ['municipal', 30]],
    ['ca', '70 % FEDER i 30 % ajuntament', ['erdf', 70], ['municipal', 30]],
    ['da', '50 % EU-midler, 50 % kommunen', ['other-eu', 50], ['municipal', 50]],
    ['nb', '85 % EØS-midler, 15 % kommunen', ['eea-norway-grants', 85], ['municipal', 15]],
    ['sk', '85 % EFRR, 10 % štátny rozpočet, 5 % mesto', ['erdf', 85], ['national', 10], ['municipal', 5]],
  ] as [string, string, ...[string, number][]][])('%s: %s', (locale, text, ...expected) => {
    expect(findFundingShares(text, of(locale))).toEqual(
      expected.map(([source, percent]) => share(source, percent)),
    );
  });

  it('are none where percentages tell of something else', () => {
    expect(findFundingShares('40 % of residents are under 30', of('en'))).toEqual([]);
    expect(findFundingShares('70 % ERDF, 80 % state', of('en'))).toEqual([]);
  });

  it('of named funds are known without a figure', () => {
    const text =
      'je financován finančními mechanismy Islandu, Lichtenštejska a Norska prostřednictvím fondů EHP';
    expect(findFundingSources(text, of('cs'), false)).toEqual([
      { source: 'funding-source/eea-norway-grants' },
    ]);
    expect(findFundingSources('město a stát', of('cs'), false)).toEqual([]);
  });
});
