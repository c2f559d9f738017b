import type { Stemmer } from './stemmer.type';
import { suffixTable } from './suffixes';

/**
 * Endings of Slovak nouns and adjectives in all cases, without diacritics. The method is that of Dolamic and Savoy's
 * light stemmer for Czech (see `czech.stemmer.ts`), the endings are those of the declension tables of "Morfológia
 * slovenského jazyka" (J. Ružička et al., Slovak Academy of Sciences, 1966).
 */
const CASES = suffixTable(
  `iami iach ieho iemu ami ach iam eho emu ych ich ymi imi och iou
   am om ou ej ym im ia ie iu ii mi um em a e i o u y`,
  3,
);
/** of nouns (`obyvateľov`, `synovia`) and between an adjective's stem and its ending (`pocitová`, `pocitovému`) */
const OV = suffixTable('ov', 3);

/** Slovak stemmer for folded words: `ludmi`, `ludia`, `ludi` → `lud`; `zien`, `zenami` → `zen`. */
export const stemSlovak: Stemmer = (word) => normaliseEnd(OV.strip(CASES.strip(word)));

/** an e or o between two consonants that other forms lack; in short words only where it is one for certain */
const FLEETING_VOWEL = /(?:..[^aeiouy]e[^aeiouy]|[^aeiouy]e[ck]|..ok)$/;

/** `obec` – `obce`, `začiatok` – `začiatku`; `žien` – `ženy`, `miest` – `mestá` (a lengthened vowel); `vojak` – `vojaci`. */
function normaliseEnd(stem: string): string {
  const contracted = FLEETING_VOWEL.test(stem) ? stem.slice(0, -2) + stem.slice(-1) : stem;
  const shortened = contracted.replace(/i([ea][^aeiouy]+)$/, '$1');
  return shortened.endsWith('c') ? `${shortened.slice(0, -1)}k` : shortened;
}
