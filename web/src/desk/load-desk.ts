import type { i18n } from 'i18next';
import type { ComponentType } from 'react';

const loaders = import.meta.glob<object>('../../../i18n/*/desk.json', { import: 'default' });

/** Fetches the desk and its words, which readers of the public pages never need. */
export async function loadDesk(locale: string, words: i18n): Promise<ComponentType> {
  const load = loaders[`../../../i18n/${locale}/desk.json`] ?? loaders['../../../i18n/en/desk.json'];
  if (!load) throw new Error('the build holds no words for the desk');
  const [{ Desk }, messages] = await Promise.all([import('./desk'), load()]);
  words.addResourceBundle(locale, 'desk', messages);
  return Desk;
}
