/** BCP 47 tag of a supported language. The list is data (`i18n/locales.json`), so the type is no closed union. */
export type Locale = string;

export interface LocaleDefinition {
  tag: Locale;
  /** the language's name in itself */
  name: string;
  englishName: string;
  /** name of PostgreSQL's Snowball dictionary, null where there is none */
  postgresDictionary: string | null;
  /** other tags that readers' software sends for this language, e.g. `no` for `nb` */
  alsoKnownAs?: string[];
}

/** The supported locale that a BCP 47 tag means (`nl-BE` → `nl`, `no` → `nb`), or undefined. */
export function matchLocale(tag: string, supported: readonly LocaleDefinition[]): Locale | undefined {
  const wanted = tag.trim().toLowerCase();
  const primary = wanted.split('-')[0];
  const found =
    supported.find((l) => l.tag.toLowerCase() === wanted) ??
    supported.find((l) => l.alsoKnownAs?.some((a) => a.toLowerCase() === wanted)) ??
    supported.find((l) => l.tag.toLowerCase() === primary) ??
    supported.find((l) => l.alsoKnownAs?.some((a) => a.toLowerCase() === primary));
  return found?.tag;
}

/** The first supported language of an Accept-Language header by its q-values, or undefined. */
export function negotiateLocale(
  header: string | undefined,
  supported: readonly LocaleDefinition[],
): Locale | undefined {
  if (!header) return undefined;
  const wishes = header
    .slice(0, 1000)
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.split(';');
      const q = parameters.map((p) => /^\s*q=([0-9.]+)\s*$/.exec(p)?.[1]).find((v) => v !== undefined);
      return { tag: tag.trim(), q: q === undefined ? 1 : Number(q), index };
    })
    .filter((wish) => wish.tag !== '' && wish.tag !== '*' && wish.q > 0)
    .sort((a, b) => b.q - a.q || a.index - b.index);
  for (const wish of wishes) {
    const match = matchLocale(wish.tag, supported);
    if (match) return match;
  }
  return undefined;
}
