import type { SiteLocale } from '../app/page-context';

/**
 * The languages with their names in the reader's own. Worked out here and handed to the browser, because two
 * engines may know different names and the page must not change as it comes alive.
 */
export function describeLocales(
  reader: string,
  locales: readonly { tag: string; name: string }[],
): SiteLocale[] {
  const names = new Intl.DisplayNames([reader], { type: 'language', fallback: 'code' });
  return locales.map(({ tag, name }) => {
    const label = names.of(tag);
    return { tag, name, label: label === undefined || label === tag ? name : label };
  });
}
