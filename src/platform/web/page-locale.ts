import type { Locale } from '../../common/locale';

/** Remembers the language that a reader last read in, where their software asks for another. */
export const LOCALE_COOKIE = 'crosstown_locale';

interface Languages {
  match(tag: string): Locale | undefined;
  negotiate(header: string | undefined): Locale | undefined;
}

const FALLBACK: Locale = 'en';

/** The language of the first step of a path, where it is exactly a supported tag: `/da/search` → `da`. */
export function localeOfPath(path: string, languages: Languages): Locale | undefined {
  const step = /^\/([^/?#]*)/.exec(path)?.[1] ?? '';
  return languages.match(step) === step && step !== '' ? step : undefined;
}

/** The language for a reader who named none in the address: the remembered one, else what their software asks for. */
export function localeOfReader(
  headers: { cookie?: string; acceptLanguage?: string },
  languages: Languages,
): Locale {
  const remembered = cookieValue(headers.cookie, LOCALE_COOKIE);
  return (
    (remembered === undefined ? undefined : languages.match(remembered)) ??
    languages.negotiate(headers.acceptLanguage) ??
    FALLBACK
  );
}

function cookieValue(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(';').find((part) => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}
