import type { Locale } from '../../../common/locale';
import { fold } from '../fold';
import { stemCzech } from './czech.stemmer';
import { stemHungarian } from './hungarian.stemmer';
import { stemLatvian } from './latvian.stemmer';
import { stemPolish } from './polish.stemmer';
import { stemRomanian } from './romanian.stemmer';
import { stemSlovak } from './slovak.stemmer';
import { restoreCatalanAccents, restoreSpanishAccents, shortenNorwegianDoers, snowball } from './snowball';
import type { Stemmer } from './stemmer.type';

export type { Stemmer } from './stemmer.type';

/** Language → maker of its stemmer. A language without an entry is found by whole words and prefixes only. */
const MAKERS: Readonly<Record<string, () => Stemmer>> = {
  en: () => snowball('english'),
  nl: () => snowball('dutch'),
  da: () => snowball('danish'),
  nb: () => snowball('norwegian', shortenNorwegianDoers),
  es: () => snowball('spanish', restoreSpanishAccents),
  ca: () => snowball('catalan', restoreCatalanAccents),
  cs: () => stemCzech,
  sk: () => stemSlovak,
  pl: () => stemPolish,
  lv: () => stemLatvian,
  hu: () => stemHungarian,
  ro: () => stemRomanian,
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
