import { useTranslation } from '../i18n/use-translation';
import { Link } from 'react-router';
import { EMPTY_SEARCH, searchPath } from '../app/paths';
import { usePage } from '../app/page-context';

/** What a reader sees where data did not come: what happened, and two ways on. */
export function Broken({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation();
  const { locale } = usePage();
  return (
    <section className="message" role="alert">
      <h1>{t('error.brokenTitle')}</h1>
      <p>{t('error.brokenLead')}</p>
      <p className="ways">
        <button type="button" className="button" onClick={onRetry}>
          {t('error.again')}
        </button>
        <Link to={searchPath(locale, EMPTY_SEARCH)}>{t('error.toSearch')}</Link>
      </p>
    </section>
  );
}
