const loaders = import.meta.glob<object>('../../../i18n/*/web.json', { import: 'default' });

/** The words of one language, fetched on their own; English for a language that has no file. */
export async function loadMessages(locale: string): Promise<object> {
  const load = loaders[`../../../i18n/${locale}/web.json`] ?? loaders['../../../i18n/en/web.json'];
  if (!load) throw new Error('the build holds no interface words');
  return load();
}
