import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { usePage } from '../app/page-context';
import { accountPath, deskPath } from '../app/paths';
import { usePerson } from './me';
import { useDeskWords } from './use-desk-words';

/** The rooms of the desk, of which each person sees those that they have something to do in. */
export function DeskFrame({ children }: { children: ReactNode }) {
  const words = useDeskWords();
  const { locale } = usePage();
  const { may } = usePerson();
  const rooms = [
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
      to: deskPath(locale, 'translations'),
      label: words('nav.translations'),
      isShown: may.includes('translation.queue'),
    },
    { to: accountPath(locale), label: words('nav.account'), isShown: true },
  ];
  return (
    <div className="desk">
      <nav className="desk-nav" aria-label={words('nav.label')}>
        <ul>
          {rooms
            .filter(({ isShown }) => isShown)
            .map(({ to, label }) => (
              <li key={to}>
                <NavLink to={to} end>
                  {label}
                </NavLink>
              </li>
            ))}
        </ul>
      </nav>
      {children}
    </div>
  );
}
