import type { Locale } from '../../../common/locale';
import { fold } from '../../../platform/language';

/** Countries whose cities our networks have had so far, and their neighbours: ISO 3166-1 alpha-2. */
const CODES =
  'AD AL AM AT AZ BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM TR UA XK';

const known = new Map<Locale, ReadonlySet<string>>();

/** Folded names of countries in a language, and names that people use beside the official one. */
export function countryNames(locale: Locale): ReadonlySet<string> {
  const made = known.get(locale);
  if (made) return made;
  const names = new Set<string>();
  for (const style of ['long', 'short'] as const) {
    const display = new Intl.DisplayNames([locale], { type: 'region', style, fallback: 'none' });
    for (const code of CODES.split(' ')) {
      const name = display.of(code);
      if (name !== undefined) names.add(fold(name));
    }
  }
  known.set(locale, names);
  return names;
}

const NAMED =
  /(\p{Lu}[\p{L}\p{M}’'-]*(?:\s+(?:\p{Ll}{1,4}\s+)?\p{Lu}[\p{L}\p{M}’'-]*){0,3})\s*\(([^()]{3,30})\)/gu;

/** `Example Town (Portugal)`: places named with their country, in order. */
export function placesWithCountry(
  text: string,
  locale: Locale,
): { name: string; start: number; end: number }[] {
  const countries = countryNames(locale);
  return [...text.matchAll(NAMED)].flatMap((match) =>
    countries.has(fold(match[2] ?? '').trim())
      ? [{ name: match[1] ?? '', start: match.index, end: match.index + (match[1] ?? '').length }]
      : [],
  );
}
