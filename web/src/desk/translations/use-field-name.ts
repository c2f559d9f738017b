import { useContext } from 'react';
import { I18nContext } from 'react-i18next';

/** What a text field is called on the public page, from its path (`milestones.m1.title`); null where it has no name. */
export function useFieldName(): (path: string) => string | null {
  const words = useContext(I18nContext)?.i18n;
  return (path) => {
    const key = `field.${path.split('.').at(-1) ?? path}`;
    return words?.exists(key) ? String(words.t(key as never)) : null;
  };
}
