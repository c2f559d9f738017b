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

/** `participacio` → `participació`, `qualitats` is unaccented as it is. */
export function restoreCatalanAccents(word: string): string {
  return word.replace(/([cs])io$/, '$1ió');
}
