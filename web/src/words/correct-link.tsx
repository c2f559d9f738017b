import { Link } from 'react-router';
import { usePage } from '../app/page-context';
import { correctionPath } from '../app/paths';
import { useTranslation } from '../i18n/use-translation';
import type { WordsValue } from './provenance';

/** For those who may put a text right: the way to do it, in the language of the page. */
export function CorrectLink({ value }: { value: WordsValue }) {
  const { t } = useTranslation();
  const { locale } = usePage();
  const { recordId, field, viewerCanCorrect } = value;
  if (!viewerCanCorrect || !recordId || !field) return null;
  return (
    <>
      {' '}
      <Link to={correctionPath(locale, { recordId, field, locale })}>
        {t(value.isFallback ? 'words.translate' : 'words.correct')}
      </Link>
    </>
  );
}
