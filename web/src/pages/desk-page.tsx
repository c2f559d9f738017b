import { type ComponentType, useContext, useEffect, useState } from 'react';
import { I18nContext } from 'react-i18next';
import { usePage, usePageHead } from '../app/page-context';
import { loadDesk } from '../desk/load-desk';
import { useTranslation } from '../i18n/use-translation';
import { Broken } from '../ui/broken';

/**
 * The door of the desk, where people who are signed in do their work. Behind it everything is made in the browser:
 * what a person may see stands in no page that the server sends.
 */
export function DeskPage() {
  const { t } = useTranslation();
  const { locale } = usePage();
  const words = useContext(I18nContext)?.i18n;
  const [desk, setDesk] = useState<{ Component: ComponentType } | 'broken' | null>(null);
  usePageHead({ title: t('site.desk'), noIndex: true });
  useEffect(() => {
    if (!words) return;
    loadDesk(locale, words).then(
      (Component) => setDesk({ Component }),
      () => setDesk('broken'),
    );
  }, [locale, words]);
  if (desk === 'broken') return <Broken onRetry={() => window.location.reload()} />;
  if (desk) return <desk.Component />;
  return (
    <div className="message">
      <p aria-live="polite">{t('record.loading')}</p>
      <noscript>{t('site.needsScript')}</noscript>
    </div>
  );
}
