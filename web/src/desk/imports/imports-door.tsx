import { type ComponentType, useContext, useEffect, useState } from 'react';
import { I18nContext } from 'react-i18next';
import { usePage } from '../../app/page-context';
import { useTranslation } from '../../i18n/use-translation';
import { Broken } from '../../ui/broken';
import { loadImports } from './load-imports';

/** Fetches the pages behind it once somebody comes. */
export function ImportsDoor() {
  const { t } = useTranslation();
  const { locale } = usePage();
  const words = useContext(I18nContext)?.i18n;
  const [rooms, setRooms] = useState<{ Component: ComponentType } | 'broken' | null>(null);
  useEffect(() => {
    if (!words) return;
    loadImports(locale, words).then(
      (Component) => setRooms({ Component }),
      () => setRooms('broken'),
    );
  }, [locale, words]);
  if (rooms === 'broken') return <Broken onRetry={() => window.location.reload()} />;
  if (rooms) return <rooms.Component />;
  return (
    <p className="desk-lead" aria-live="polite">
      {t('record.loading')}
    </p>
  );
}
