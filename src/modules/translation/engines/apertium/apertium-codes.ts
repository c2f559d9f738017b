import type { Locale } from '../../../../common/locale';

/** Apertium names languages by ISO 639-3, older pairs by 639-1, Latvian by either of two codes. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  en: ['eng'],
  nl: ['nld'],
  da: ['dan'],
  es: ['spa'],
  ca: ['cat'],
  pl: ['pol'],
  hu: ['hun'],
  lv: ['lvs', 'lav'],
  ro: ['ron'],
  sk: ['slk'],
  cs: ['ces'],
  nb: ['nob'],
};

/** The installed mode for a pair: `spa-cat`, `ro-es`. */
export function modeFor(from: Locale, to: Locale, installed: ReadonlySet<string>): string | undefined {
  const names = (locale: Locale): string[] => [...(CODES[locale] ?? []), locale];
  return names(from)
    .flatMap((source) => names(to).map((target) => `${source}-${target}`))
    .find((mode) => installed.has(mode));
}
