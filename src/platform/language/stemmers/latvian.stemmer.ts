import type { Stemmer } from './stemmer.type';
import { suffixTable } from './suffixes';

/**
 * Endings of Latvian nouns and adjectives in all cases, without diacritics: the light algorithm described by
 * K. Krēsliņš, "A stemming algorithm for Latvian" (PhD thesis, Loughborough University, 1996), inflection only.
 */
const CASES = suffixTable(
  `ajiem ajam ajai ajas ajos iem aja ais iju ij am em im um as es is us os ai ei ie a e i o u s`,
  3,
);

/** Latvian stemmer for folded words: `padomem`, `padomju` → `padom`; `brivpratigajiem`, `brivpratigo` → `brivpratig`. */
export const stemLatvian: Stemmer = (word) => {
  const stem = CASES.strip(word);
  // `iedzīvotāja` is no definite adjective in -āja: people who do something keep their -tāj-
  const doer = /^.*[aeiou]taj(?=(?:iem|am|ai|as|os|a)$)/.exec(word);
  return normaliseEnd(doer ? doer[0] : stem);
};

/**
 * Undoes the softening of a stem's last letters before some endings: `upe` – `upju`; `sieviete` – `sieviešu` and
 * `jaunietis` – `jaunieši`, `briedis` – `brieži`, whose š and ž are s and z here and may have been t and d.
 */
function normaliseEnd(stem: string): string {
  if (stem.length < 4) return stem;
  if (/[bpmv]j$/.test(stem)) return stem.slice(0, -1);
  if (stem.length < 5) return stem;
  if (/[aeiou]t$/.test(stem)) return `${stem.slice(0, -1)}s`;
  if (/[aeiou]d$/.test(stem)) return `${stem.slice(0, -1)}z`;
  return stem;
}
