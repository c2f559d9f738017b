import type { Stemmer } from './stemmer.type';
import { suffixTable } from './suffixes';

/**
 * Endings of Czech nouns and adjectives in all cases and of possessive adjectives, as listed for the light stemmer of
 * L. Dolamic and J. Savoy, "Indexing and stemming approaches for the Czech language", Information Processing &
 * Management 45 (2009) 714–720; here without diacritics, as words come folded.
 */
const CASES = suffixTable(
  `ech ich eho emi emu iho imi imu ach ych ama ami ove ovi ymi
   em es im um am os us ym mi ou ii a e i o u y`,
  3,
);
/** an e between two consonants that other forms lack; in short words only where it is one for certain */
const FLEETING_E = /(?:..[^aeiouy]e[^aeiouy]|[^aeiouy]e[ck])$/;
const POSSESSIVES = suffixTable('ov uv in', 4);

/** Czech stemmer for folded words: `mladymi`, `mladych`, `mladi` → `mlad`; `praze`, `prahou` → `prah`. */
export const stemCzech: Stemmer = (word) => normaliseEnd(POSSESSIVES.strip(CASES.strip(word)));

/** Undoes what endings do to the stem's last letters: `obec` – `obce`, `rozpočet` – `rozpočtu`, `řeka` – `řece`, `Praha` – `Praze`. */
function normaliseEnd(stem: string): string {
  const contracted = FLEETING_E.test(stem) ? stem.slice(0, -2) + stem.slice(-1) : stem;
  if (contracted.endsWith('c')) return `${contracted.slice(0, -1)}k`;
  if (contracted.length > 3 && contracted.endsWith('z')) return `${contracted.slice(0, -1)}h`;
  return contracted;
}
