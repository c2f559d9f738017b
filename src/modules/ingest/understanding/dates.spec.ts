import { DateWords } from './date-words';
import { findDates, findPeriods } from './dates';
import { lexiconsFor, loadLexicons } from './lexicon';

const LOCALES = ['en', 'nl', 'da', 'es', 'ca', 'pl', 'hu', 'lv', 'ro', 'sk', 'cs', 'nb'];
const lexicons = loadLexicons(LOCALES);
const words = (locale: string): DateWords => new DateWords(lexiconsFor(lexicons, locale));

describe('dates', () => {
  it.each([
    ['en', 'in April 2024', '2024-04'],
    ['en', 'on 31 March 2021', '2021-03-31'],
    ['en', 'March 31st, 2021', '2021-03-31'],
    ['nl', 'april 2024', '2024-04'],
    ['nl', 'op 3 mei 2024', '2024-05-03'],
    ['da', 'marts 2024', '2024-03'],
    ['da', 'den 3. maj 2024', '2024-05-03'],
    ['nb', 'desember 2025', '2025-12'],
    ['es', 'abril de 2024', '2024-04'],
    ['es', '3 de mayo del 2024', '2024-05-03'],
    ['ca', "l'abril de 2024", '2024-04'],
    ['ca', '3 de maig de 2024', '2024-05-03'],
    ['pl', 'kwiecień 2024 r.', '2024-04'],
    ['pl', '3 maja 2024 roku', '2024-05-03'],
    ['hu', '2024. április', '2024-04'],
    ['hu', '2024. május 3-án', '2024-05-03'],
    ['lv', '2024. gada aprīlī', '2024-04'],
    ['lv', '2024. gada 3. maijā', '2024-05-03'],
    ['ro', 'aprilie 2024', '2024-04'],
    ['ro', '3 mai 2024', '2024-05-03'],
    ['sk', 'apríl/2024', '2024-04'],
    ['sk', '31. marca 2021', '2021-03-31'],
    ['cs', 'dubna 2022', '2022-04'],
    ['cs', '3. května 2024', '2024-05-03'],
    ['en', '2024-04-03', '2024-04-03'],
    ['en', '04/2024', '2024-04'],
    ['sk', '31.03.2021', '2021-03-31'],
    ['cs', '31. 3. 2021', '2021-03-31'],
    ['es', '31/03/2021', '2021-03-31'],
  ])('%s: %s is %s', (locale, text, value) => {
    expect(findDates(text, words(locale)).map((date) => date.value)).toEqual([value]);
  });

  it.each([
    ['cs', 'do jarních měsíců roku 2024', '2024'],
    ['en', 'in spring 2024', '2024'],
    ['lv', '2026 rudenī', '2026'],
    ['nl', 'najaar 2025', '2025'],
    ['pl', 'wiosną 2024', '2024'],
    ['hu', '2024 tavasza', '2024'],
    ['en', 'Q3 2024', '2024'],
    ['sk', '2. štvrťrok 2024', '2024'],
  ])('%s: of "%s" the year is held and the rest kept as words', (locale, text, value) => {
    expect(findDates(text, words(locale))).toMatchObject([{ value, isVague: true }]);
  });

  it.each([
    ['en', 'It cost 2024 euros'],
    ['sk', 'zákon č. 14/2018 Z. z.'],
    ['sk', 'opatrenie 5.1.2020.3'],
    ['en', 'https://example.org/2022/11/plan-2024.pdf'],
    ['es', 'el mar y el cielo'],
    ['sk', 'máj, jún'],
    ['lv', 'Budžets 66 2025 EUR'],
    ['cs', 'psali 13/2021'],
  ])('%s: "%s" holds no date that could be trusted', (locale, text) => {
    expect(findDates(text, words(locale))).toEqual([]);
  });
});

describe('periods', () => {
  it.each([
    ['cs', 'od dubna 2022 do jarních měsíců roku 2024', '2022-04', '2024'],
    ['lv', '2023-2025', '2023', '2025'],
    ['sk', '2024 – 2026', '2024', '2026'],
    ['en', 'from April to August 2024', '2024-04', '2024-08'],
    ['en', 'November 2023 – February 2024', '2023-11', '2024-02'],
    ['en', 'November – February 2024', '2023-11', '2024-02'],
    ['en', 'between 2023 and 2025', '2023', '2025'],
    ['nl', 'van januari 2024 tot en met juni 2025', '2024-01', '2025-06'],
    ['da', 'fra januar 2024 til juni 2025', '2024-01', '2025-06'],
    ['nb', 'fra mars 2024 til mai 2025', '2024-03', '2025-05'],
    ['es', 'de enero de 2024 a junio de 2025', '2024-01', '2025-06'],
    ['es', 'desde 2023 hasta 2025', '2023', '2025'],
    ['ca', 'de gener de 2024 a juny de 2025', '2024-01', '2025-06'],
    ['pl', 'od stycznia 2024 do czerwca 2025 r.', '2024-01', '2025-06'],
    ['hu', '2024. januártól 2025. júniusig', '2024-01', '2025-06'],
    ['hu', '2023-tól 2025-ig', '2023', '2025'],
    ['lv', 'no 2024. gada janvāra līdz 2025. gada jūnijam', '2024-01', '2025-06'],
    ['ro', 'din ianuarie 2024 până în iunie 2025', '2024-01', '2025-06'],
    ['sk', 'od januára 2024 do júna 2025', '2024-01', '2025-06'],
  ])('%s: %s', (locale, text, start, end) => {
    expect(findPeriods(text, words(locale))).toMatchObject([
      { start: { value: start }, end: { value: end } },
    ]);
  });

  it('knows a beginning or an end alone', () => {
    expect(findPeriods('od apríla 2024', words('sk'))).toMatchObject([{ start: { value: '2024-04' } }]);
    expect(findPeriods('do augusta 2026', words('sk'))).toMatchObject([{ end: { value: '2026-08' } }]);
    expect(findPeriods('until August 2026', words('en'))).toMatchObject([{ end: { value: '2026-08' } }]);
    expect(findPeriods('in August 2026', words('en'))).toMatchObject([{ on: { value: '2026-08' } }]);
  });

  it('takes two years of a list for two dates', () => {
    expect(findPeriods('v rokoch 2023 a 2025', words('sk'))).toHaveLength(2);
    expect(findPeriods('2023, 2025', words('sk'))).toHaveLength(2);
  });

  it('keeps the words as written', () => {
    const [period] = findPeriods('potrvá od dubna 2022 do jarních měsíců roku 2024.', words('cs'));
    expect(period?.asWritten).toBe('dubna 2022 do jarních měsíců roku 2024');
  });
});
