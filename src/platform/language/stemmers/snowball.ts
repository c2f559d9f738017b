import { newStemmer } from 'snowball-stemmers';
import type { Stemmer } from './stemmer.type';

/**
 * A stemmer of the Snowball project for words that are folded already. `restore` puts back the accent on which the
 * algorithm's suffix tables depend and which people leave out.
 */
export function snowball(language: string, restore?: (folded: string) => string): Stemmer {
  const algorithm = newStemmer(language);
  return restore ? (word) => algorithm.stem(restore(word)) : (word) => algorithm.stem(word);
}

/** `participacion` → `participación`: Spanish tells these nouns by their accent in the singular only. */
export function restoreSpanishAccents(word: string): string {
  return word.replace(/([cs])ion$/, '$1ión');
}

/**
 * `participacio` → `participació`; before that, what an accent tells in the singular and an n elsewhere:
 * `ciutadà`, `ciutadans`, `ciutadana`; `veí`, `veïns`, `veïna`; `acció`, `accions`.
 */
export function restoreCatalanAccents(word: string): string {
  return word
    .replace(/([ai])n(?:s|a|es)$/, '$1')
    .replace(/([csgtxn])ions$/, '$1io')
    .replace(/([cs])io$/, '$1ió');
}

/** `innbyggere`, `innbyggeren`, `innbyggerne` → `innbygger`: Snowball takes one ending off each and leaves three stems. */
export function shortenNorwegianDoers(word: string): string {
  return word.length < 7 ? word : word.replace(/er(?:e|en|ene|ne)s?$/, 'er');
}
