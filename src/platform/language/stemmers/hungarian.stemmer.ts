import type { Stemmer } from './stemmer.type';
import { suffixTable } from './suffixes';

/**
 * Case endings, possessive endings and plurals of Hungarian, without diacritics: the layers of J. Savoy's light
 * stemmer ("Searching strategies for the Hungarian language", Information Processing & Management 44 (2008) 310–324).
 * Endings follow each other (`önkormányzat-ok-nak`), so they are taken off until none is left.
 */
const ENDINGS = suffixTable(
  `ban ben bol rol tol nak nek nal nel hoz hez kent ba be ra re ig
   jaban jeben jan jen an en on
   jai jei juk jaik jeik aik eik unk ja je ai ei uk
   ak ek ok at et ot a e i`,
  3,
);
/** `-val`, `-vel`: the v becomes what the word ends in (`fiatalok-kal`, `fogyatékosság-gal`), after a vowel it stays */
const INSTRUMENTAL = /(?<=[aeiou])v[ae]l$|(?<=([^aeiou]))\1[ae]l$/;

/** Hungarian stemmer for folded words: `fiatalokkal`, `fiatalok` → `fiatal`; `nok`, `noknek` → `no`. */
export const stemHungarian: Stemmer = (word) => {
  let stem = word;
  for (;;) {
    const shorter = stripOnce(stem);
    if (shorter === stem) return stem;
    stem = shorter;
  }
};

function stripOnce(word: string): string {
  if (word.length > 5 && INSTRUMENTAL.test(word)) return word.replace(INSTRUMENTAL, '');
  // -ért after a vowel only: without accents `iskoláért` and the object `polgármestert` end alike
  if (/...[aeiou]ert$/.test(word)) return word.slice(0, -3);
  const stem = ENDINGS.strip(word);
  if (stem !== word) return stem;
  // the plural of a short word (`nő-k`), the object of a word that ends in a vowel or a soft consonant (`ember-t`)
  if (/^[^aeiou]*[aeiou]k$/.test(word) && word.length > 2) return word.slice(0, -1);
  if (word.length > 4 && /[aeioulrnszj]t$/.test(word)) return word.slice(0, -1);
  return word;
}
