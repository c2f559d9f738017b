import { useQuery } from '@apollo/client/react';
import { type ReactNode, useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';
import { usePage } from '../app/page-context';
import { accountPath, deskPath } from '../app/paths';
import { useFormat } from '../ui/format';
import { UnreadCountDocument } from './gql/graphql';
import { usePerson } from './me';
import { useDeskWords } from './use-desk-words';

/** The rooms of the desk, of which each person sees those that they have something to do in. */
export function DeskFrame({ children }: { children: ReactNode }) {
  const words = useDeskWords();
  const { locale } = usePage();
  const format = useFormat();
  const { may, roles } = usePerson();
  const { data, refetch } = useQuery(UnreadCountDocument);
  const { pathname } = useLocation();
  const counted = useRef(pathname);
  // Each page of the desk is a moment to look whether there is news.
  useEffect(() => {
    if (counted.current === pathname) return;
    counted.current = pathname;
    refetch().catch(() => undefined);
  }, [pathname, refetch]);
  const rooms: { to: string; label: string; isShown: boolean; count?: number }[] = [
    { to: deskPath(locale), label: words('nav.overview'), isShown: true },
    {
      to: deskPath(locale, 'drafts'),
      label: words('nav.drafts'),
      isShown: may.includes('record.draft.read'),
    },
    {
      to: deskPath(locale, 'review'),
      label: words('nav.review'),
      isShown: may.includes('review.queue'),
    },
    {
      to: deskPath(locale, 'imports'),
      label: words('nav.imports'),
      isShown: may.includes('import.run'),
    },
    {
      to: deskPath(locale, 'translations'),
      label: words('nav.translations'),
      isShown: may.includes('translation.queue'),
    },
    {
      to: deskPath(locale, 'collections'),
      label: words('nav.collections'),
      isShown: may.includes('collection.keep'),
    },
    { to: deskPath(locale, 'trail'), label: words('trail.title'), isShown: may.includes('record.audit') },
    { to: deskPath(locale, 'places'), label: words('nav.places'), isShown: roles.length > 0 },
    {
      to: accountPath(locale, 'notifications'),
      label: words('nav.notifications'),
      count: data?.notifications.unread ?? 0,
      isShown: true,
    },
    { to: accountPath(locale), label: words('nav.account'), isShown: true },
  ];
  return (
    <div className="desk">
      <nav className="desk-nav" aria-label={words('nav.label')}>
        <ul>
          {rooms
            .filter(({ isShown }) => isShown)
            .map(({ to, label, count = 0 }) => (
              <li key={to}>
                <NavLink to={to} end>
                  {label}
                  {count > 0 && <span className="count">{format.number(count)}</span>}
                </NavLink>
              </li>
            ))}
        </ul>
      </nav>
      {children}
    </div>
  );
}
