import { useQuery } from '@apollo/client/react';
import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react';
import { MeDocument, type PersonFragment } from './gql/graphql';
import { useTranslation } from '../i18n/use-translation';
import { Broken } from '../ui/broken';

interface MeValue {
  me: PersonFragment | null;
  refresh: () => Promise<void>;
}

const MeContext = createContext<MeValue | null>(null);

/** Knows who is signed in. Nothing of the desk is shown before that is known. */
export function MeProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(MeDocument, { fetchPolicy: 'cache-and-network' });
  const refresh = useCallback(async () => {
    await refetch();
  }, [refetch]);
  const value = useMemo(() => (data ? { me: data.me ?? null, refresh } : null), [data, refresh]);
  if (value) return <MeContext value={value}>{children}</MeContext>;
  if (error) return <Broken onRetry={() => void refetch().catch(() => undefined)} />;
  return (
    <p className="message" aria-live="polite">
      {t('record.loading')}
    </p>
  );
}

export function useMe(): MeValue {
  const value = useContext(MeContext);
  if (!value) throw new Error('the desk stands inside MeProvider');
  return value;
}

/** Who is signed in, on pages that are shown to nobody else. */
export function usePerson(): PersonFragment {
  const { me } = useMe();
  if (!me) throw new Error('this page is shown to people who are signed in');
  return me;
}

/** After signing in or out: a new page, so that nothing stays of what was fetched for somebody else. */
export function beginAnew(path: string): void {
  window.location.assign(path);
}
