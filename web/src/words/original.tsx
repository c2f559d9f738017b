import { useId, useState } from 'react';
import { useTranslation } from '../i18n/use-translation';
import { useLanguageName } from '../app/page-context';
import { Paragraphs } from './paragraphs';

interface OriginalProps {
  locale: string;
  text: string;
  /** the original has changed since the text beside it was made */
  isNewer: boolean;
}

/** The button that opens the original, and the original, in its own language. */
export function Original({ locale, text, isNewer }: OriginalProps) {
  const { t } = useTranslation();
  const languageName = useLanguageName();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const open = isNewer ? t('words.showNewer') : t('words.showOriginal');
  return (
    <>
      {' '}
      <button
        type="button"
        className="link-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? t('words.hideOriginal') : open} ({languageName(locale)})
      </button>
      <div id={id} hidden={!isOpen} className="words-original" lang={locale}>
        <Paragraphs text={text} />
      </div>
    </>
  );
}
