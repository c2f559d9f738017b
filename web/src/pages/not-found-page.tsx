import { useTranslation } from '../i18n/use-translation';
import { Link } from 'react-router';
import { usePage, usePageHead } from '../app/page-context';
import { EMPTY_SEARCH, searchPath, startPath } from '../app/paths';

export function NotFoundPage() {
  const { t } = useTranslation();
  const { locale } = usePage();
  usePageHead({ title: t('error.notFoundTitle'), status: 404, noIndex: true });
  return (
    <section className="message">
      <h1>{t('error.notFoundTitle')}</h1>
      <p>{t('error.notFoundLead')}</p>
      <p className="ways">
        <Link className="button" to={searchPath(locale, EMPTY_SEARCH)}>
          {t('error.toSearch')}
        </Link>
        <Link to={startPath(locale)}>{t('error.toStart')}</Link>
      </p>
    </section>
  );
}
