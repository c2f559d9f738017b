import type { Stemmer } from './stemmer.type';
import { suffixTable } from './suffixes';

/**
 * Plurals, cases and attached articles of Romanian nouns and adjectives, without diacritics: the first layer of
 * Snowball's Romanian stemmer (M. F. Porter, 2006), whose later layers take derivations apart that mean other things.
 */
const ENDINGS = suffixTable(
  `urilor urile ului ilor elor iilor iile iei iilor ile ele lor uri ul ii ei ea ia ie le a e i o u`,
  3,
);

/** Romanian stemmer for folded words: `tinerilor`, `tineri` → `tiner`; `asociatiile`, `asociatie` → `asociat`. */
export const stemRomanian: Stemmer = (word) => {
  let stem = ENDINGS.strip(word);
  while (stem.length > 3 && /[aeiou]$/.test(stem)) stem = stem.slice(0, -1);
  return stem;
};
