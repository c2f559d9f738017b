import { useId, useState } from 'react';
import { useTranslation } from '../i18n/use-translation';
import { useLanguageName, usePage } from '../app/page-context';
import { otherOriginal, type WordsValue } from './provenance';
import { useShortProvenance } from './use-provenance';

/** A short text inside a line: its words, in their language, and nothing else. */
export function Plain({ value }: { value: WordsValue }) {
  const { locale } = usePage();
  return value.locale === locale ? value.text : <span lang={value.locale}>{value.text}</span>;
}

/** A short text with its quiet mark; where there is an original, the mark is the button that opens it. */
export function InlineWords({ value }: { value: WordsValue }) {
  const { t } = useTranslation();
  const short = useShortProvenance();
  const languageName = useLanguageName();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const mark = short(value) || (value.isFallback ? languageName(value.locale) : '');
  const original = otherOriginal(value);
  if (mark === '') return <Plain value={value} />;
  if (!original) {
    return (
      <>
        <Plain value={value} /> <span className="mark">{mark}</span>
      </>
    );
  }
  return (
    <>
      <Plain value={value} />{' '}
      <button
        type="button"
        className="mark mark-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {mark}
        <span className="visually-hidden">
          : {isOpen ? t('words.hideOriginal') : t('words.showOriginal')} ({languageName(original.locale)})
        </span>
      </button>
      <span id={id} hidden={!isOpen} className="words-original" lang={original.locale}>
        {original.text}
      </span>
    </>
  );
}
