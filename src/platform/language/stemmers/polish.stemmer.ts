import type { Stemmer } from './stemmer.type';
import { suffixTable } from './suffixes';

/**
 * Endings of Polish nouns and adjectives in all cases, without diacritics: a light stemmer in the manner of
 * Dolamic and Savoy's for Czech (see `czech.stemmer.ts`), with the endings of the declension tables of Z. Saloni et al.,
 * "Słownik gramatyczny języka polskiego" (2007).
 */
const CASES = suffixTable(
  `iami iach iego iemu owie iej iom iem ami ach ego emu ymi imi ych ich owi
   ej om em ow ym im ie ia io iu ii a e i o u y`,
  3,
);

/** Polish stemmer for folded words: `osob`, `osobami` → `osob`; `mlodziezy` → `mlodziez`; `polsce`, `polska` → `polsk`. */
export const stemPolish: Stemmer = (word) => normaliseEnd(CASES.strip(word));

/** an e between two consonants that other forms lack; in short words only where it is one for certain */
const FLEETING_E = /(?:..[^aeiouy]e[^aeiouy]|..ie[ck])$/;

/**
 * Undoes what endings do to the stem's last letters: `Belgia` – `Belgii`, `mieszkaniec` – `mieszkańca`,
 * `biuro` – `biurze`, `Polska` – `Polsce`.
 */
function normaliseEnd(stem: string): string {
  let end = stem;
  if (end.length > 3 && /[^aeiouy][ij]$/.test(end)) end = end.slice(0, -1);
  if (end.length > 4 && FLEETING_E.test(end)) end = end.replace(/i?e(.)$/, '$1');
  if (end.length > 3 && /[rd]z$/.test(end)) return end.slice(0, -1);
  return end.endsWith('c') ? `${end.slice(0, -1)}k` : end;
}
