import { useTranslation } from '../i18n/use-translation';
import { useLanguageName } from '../app/page-context';
import { useFormat } from '../ui/format';
import { provenanceOf, type WordsValue } from './provenance';

/**
 * Says in the reader's language where a text comes from: whole sentences for beside a text, empty for an original
 * in the reader's own language.
 */
export function useProvenance(): (value: WordsValue) => string {
  const { t } = useTranslation();
  const languageName = useLanguageName();
  const format = useFormat();
  return (value) => {
    const parts: string[] = [];
    if (value.isFallback) {
      const waiting = value.state === 'PENDING' ? t('words.pending') : t('words.unavailable');
      parts.push(`${waiting} ${languageName(value.locale)}.`);
      if (value.stateNote) parts.push(value.stateNote);
    }
    const provenance = provenanceOf(value);
    if (provenance !== 'original') {
      const what = t(`words.${provenance}`);
      const made = [value.engine, value.updatedAt ? format.day(value.updatedAt) : null].filter(Boolean);
      parts.push(value.engine ? `${t('words.by', { what, engine: made.join(', ') })}.` : `${what}.`);
    }
    if (value.state === 'STALE') parts.push(t('words.stale'));
    return parts.join(' ');
  };
}

/** The same in one word, for beside a title in a list; empty for an original. */
export function useShortProvenance(): (value: WordsValue) => string {
  const { t } = useTranslation();
  return (value) => {
    if (value.state === 'STALE') return t('words.shortStale');
    switch (provenanceOf(value)) {
      case 'original':
        return '';
      case 'human':
        return t('words.shortHuman');
      case 'machineEdited':
        return t('words.shortEdited');
      case 'retold':
        return t('words.shortRetold');
      case 'machine':
      case 'retoldTranslated':
        return t('words.shortMachine');
    }
  };
}
