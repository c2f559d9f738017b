import type { i18n } from 'i18next';
import type { ComponentType } from 'react';

const loaders = import.meta.glob<object>('../../../../i18n/*/imports.json', { import: 'default' });

/** Fetches the pages about imports and their words, which few people of the desk need. */
export async function loadImports(locale: string, words: i18n): Promise<ComponentType> {
  const load =
    loaders[`../../../../i18n/${locale}/imports.json`] ?? loaders['../../../../i18n/en/imports.json'];
  if (!load) throw new Error('the build holds no words for imports');
  const [{ ImportRooms }, messages] = await Promise.all([import('./import-rooms'), load()]);
  words.addResourceBundle(locale, 'imports', messages);
  return ImportRooms;
}
