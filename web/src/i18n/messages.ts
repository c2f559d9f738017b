import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type englishDesk from '../../../i18n/en/desk.json';
import type englishImports from '../../../i18n/en/imports.json';
import type english from '../../../i18n/en/web.json';

/**
 * The interface's words of one language: `i18n/<locale>/web.json`. Every language has every key (`npm test` checks
 * it), so that a page carries the words of its own language only.
 */
export type Messages = typeof english;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'web';
    resources: { web: Messages; desk: typeof englishDesk; imports: typeof englishImports };
  }
}

/**
 * An i18next instance that is ready at once and stays in its language: changing the language is a new page, so
 * that its address, `lang` and words never disagree.
 */
export function createI18n(locale: string, messages: object): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    defaultNS: 'web',
    ns: ['web'],
    resources: { [locale]: { web: messages } },
    interpolation: { escapeValue: false },
    initAsync: false,
    react: { useSuspense: false },
  });
  return instance;
}
