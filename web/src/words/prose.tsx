import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguageName } from '../app/page-context';
import { isMachineMade, otherOriginal, provenanceOf, type WordsValue } from './provenance';
import { useProvenance } from './use-provenance';

interface ProseProps {
  value: WordsValue;
  /** where the source of the words can be read */
  sourceUrl?: string | null;
  className?: string;
}

/** A text of one or more paragraphs, with a line that says where its words come from and opens the original. */
export function Prose({ value, sourceUrl, className = '' }: ProseProps) {
  const { t } = useTranslation();
  const describe = useProvenance();
  const note = describe(value);
  const machine = isMachineMade(provenanceOf(value));
  const original = otherOriginal(value);
  return (
    <div className={`words ${machine ? 'words-machine' : ''} ${className}`}>
      <div lang={value.locale}>
        <Paragraphs text={value.text} />
      </div>
      {(note !== '' || original) && (
        <div className="words-note">
          {note}
          {machine && sourceUrl && (
            <>
              {' '}
              <a href={sourceUrl} rel="external">
                {t('words.source')}
              </a>
            </>
          )}
          {original && (
            <Original locale={original.locale} text={original.text} stale={value.state === 'STALE'} />
          )}
        </div>
      )}
    </div>
  );
}

/** The button that opens the original, and the original, in its own language. */
export function Original({ locale, text, stale }: { locale: string; text: string; stale: boolean }) {
  const { t } = useTranslation();
  const languageName = useLanguageName();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const open = stale ? t('words.showNewer') : t('words.showOriginal');
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

/** Blank lines part paragraphs; lines that follow each other are items of a list. */
export function Paragraphs({ text }: { text: string }) {
  const blocks = text
    .split(/\n\s*\n/)
    .map((block) =>
      block
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    )
    .filter((lines) => lines.length > 0);
  return blocks.map((lines, index) =>
    lines.length === 1 ? (
      <p key={index}>{lines[0]}</p>
    ) : (
      <ul key={index} className="prose-list">
        {lines.map((line, item) => (
          <li key={item}>{line.replace(/^[-•–*]\s+/, '')}</li>
        ))}
      </ul>
    ),
  );
}
