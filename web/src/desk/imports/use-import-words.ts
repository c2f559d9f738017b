import type { TFunction } from 'i18next';
import { useContext, useMemo } from 'react';
import { I18nContext } from 'react-i18next';

/** The words of the pages about imports, in the page's language. */
export function useImportWords(): TFunction<'imports'> {
  const words = useContext(I18nContext)?.i18n;
  if (!words) throw new Error('words are used inside I18nextProvider');
  return useMemo(() => words.getFixedT(words.language, 'imports'), [words]);
}
