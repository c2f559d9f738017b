import { useTranslation } from '../i18n/use-translation';
import { CorrectLink } from './correct-link';
import { Original } from './original';
import { usePageWords } from './page-words';
import { Paragraphs } from './paragraphs';
import { isMachineMade, otherOriginal, provenanceOf, type WordsValue } from './provenance';
import { RequestButton } from './request-button';
import { useProvenance, useShortProvenance } from './use-provenance';
import { useRequested } from './use-requested';

interface ProseProps {
  value: WordsValue;
  /** says it in full, however often it was said on this page */
  isFull?: boolean;
  className?: string;
}

/** A text of one or more paragraphs, with a line that says where its words come from and opens the original. */
export function Prose({ value: given, isFull = false, className = '' }: ProseProps) {
  const { t } = useTranslation();
  const describe = useProvenance();
  const inShort = useShortProvenance();
  const { said, sourceUrl } = usePageWords();
  const requested = useRequested(given);
  const value = requested.shown;
  const whole = describe(value);
  const isShort = whole === said && whole !== '' && !isFull;
  const note = isShort ? inShort(value) : whole;
  const machine = isMachineMade(provenanceOf(value));
  const original = otherOriginal(value);
  return (
    <div className={`words ${machine ? 'words-machine' : ''} ${className}`}>
      <div lang={value.locale}>
        <Paragraphs text={value.text} {...(value.terms ? { terms: value.terms } : {})} />
      </div>
      {(note !== '' || original || value.viewerCanCorrect || value.viewerCanRequest) && (
        <div className="words-note">
          {note}
          {isShort && original && ' ·'}
          {isFull && machine && ` ${t('words.unchecked')}`}
          {isFull && sourceUrl && (
            <>
              {' '}
              <a href={sourceUrl} rel="external">
                {t('words.source')}
              </a>
            </>
          )}
          <RequestButton requested={requested} />
          <CorrectLink value={value} />
          {original && (
            <Original locale={original.locale} text={original.text} isNewer={value.state === 'STALE'} />
          )}
        </div>
      )}
    </div>
  );
}
