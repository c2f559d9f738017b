import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation';
import { Broken } from '../../ui/broken';

interface LoadedProps<T> {
  query: { data?: T | undefined; error?: Error | undefined; refetch: () => Promise<unknown> };
  children: (data: T) => ReactNode;
}

/** What a query brought; before that a word of patience, and where it failed a way to try again. */
export function Loaded<T>({ query, children }: LoadedProps<T>) {
  const { t } = useTranslation();
  const { data, error, refetch } = query;
  if (data !== undefined) return children(data);
  if (error) return <Broken onRetry={() => void refetch().catch(() => undefined)} />;
  return (
    <p aria-live="polite" className="desk-lead">
      {t('record.loading')}
    </p>
  );
}
