const files = import.meta.glob<object>('../../../i18n/*/web.json', { import: 'default', eager: true });

/** The words of one language, all of them at hand: for the server only. English for a language without a file. */
export function messagesOf(locale: string): object {
  const messages = files[`../../../i18n/${locale}/web.json`] ?? files['../../../i18n/en/web.json'];
  if (!messages) throw new Error('the build holds no interface words');
  return messages;
}
