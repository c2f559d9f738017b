import type { Locale } from '../../../../common/locale';
import { fold } from '../fold';
import { restoreCatalanAccents, restoreSpanishAccents, snowball } from './snowball';
import type { Stemmer } from './stemmer.type';

export type { Stemmer } from './stemmer.type';

/** Language → maker of its stemmer. A language without an entry is found by whole words and prefixes only. */
const MAKERS: Readonly<Record<string, () => Stemmer>> = {
  en: () => snowball('english'),
  nl: () => snowball('dutch'),
  da: () => snowball('danish'),
  nb: () => snowball('norwegian'),
  es: () => snowball('spanish', restoreSpanishAccents),
  ca: () => snowball('catalan', restoreCatalanAccents),
};

export const STEMMED_LOCALES: readonly Locale[] = Object.keys(MAKERS);

const made = new Map<Locale, Stemmer | undefined>();

/** The stemmer of a language, or undefined where there is none. */
export function stemmerFor(locale: Locale): Stemmer | undefined {
  if (!made.has(locale)) {
    const stem = MAKERS[locale]?.();
    made.set(locale, stem && ((word) => fold(stem(word)) || word));
  }
  return made.get(locale);
}
