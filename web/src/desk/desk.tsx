import type { ReactNode } from 'react';
import { Navigate, useLocation, useRoutes } from 'react-router';
import { usePage } from '../app/page-context';
import { accountPath } from '../app/paths';
import { NotFoundPage } from '../pages/not-found-page';
import { AccountPage } from './account/account-page';
import { ConfirmEmailPage, ForgottenPage, InvitationPage, ResetPage } from './account/letter-pages';
import { SignInPage } from './account/sign-in-page';
import { CollectionPage, CollectionsPage } from './collections/collections-page';
import { GlossaryPage } from './glossary/glossary-page';
import { DeskFrame } from './desk-frame';
import { DraftPage } from './drafts/draft-page';
import { DraftsPage } from './drafts/drafts-page';
import { ImportsDoor } from './imports/imports-door';
import { MeProvider, useMe } from './me';
import { NotificationsPage } from './notifications/notifications-page';
import { OverviewPage } from './overview-page';
import { AdministratorsPage } from './places/administrators-page';
import { NetworkPage } from './places/network-page';
import { PlacePage } from './places/place-page';
import { PlacesPage } from './places/places-page';
import { TrailPage } from './trail/trail-page';
import { ArchivePage } from './records/archive-page';
import { RecordWorkPage } from './records/record-work-page';
import { ReviewQueuePage } from './review/queue-page';
import { SubmissionPage } from './review/submission-page';
import { CorrectionPage } from './translations/correction-page';
import { TranslationQueuePage } from './translations/queue-page';

/** Everything behind the door of the desk. */
export function Desk() {
  return (
    <MeProvider>
      <DeskRoutes />
    </MeProvider>
  );
}

/** Pages below `/<locale>/account` that letters lead to, for people who are not signed in yet. */
const OPEN_PAGES = [
  { path: 'sign-in', element: <SignInPage /> },
  { path: 'forgotten', element: <ForgottenPage /> },
  { path: 'reset', element: <ResetPage /> },
  { path: 'email', element: <ConfirmEmailPage /> },
  { path: 'invitation', element: <InvitationPage /> },
];

const ACCOUNT_PAGES = [
  { path: '', element: <AccountPage /> },
  { path: 'notifications', element: <NotificationsPage /> },
];

const DESK_PAGES = [
  { path: '', element: <OverviewPage /> },
  { path: 'drafts', element: <DraftsPage /> },
  { path: 'drafts/:id', element: <DraftPage /> },
  { path: 'review', element: <ReviewQueuePage /> },
  { path: 'review/:id', element: <SubmissionPage /> },
  { path: 'records/:slug', element: <RecordWorkPage /> },
  { path: 'archive', element: <ArchivePage /> },
  { path: 'administrators', element: <AdministratorsPage /> },
  { path: 'places', element: <PlacesPage /> },
  { path: 'places/:slug', element: <PlacePage /> },
  { path: 'places/:slug/glossary', element: <GlossaryPage /> },
  { path: 'places/:slug/settings', element: <NetworkPage /> },
  { path: 'trail', element: <TrailPage /> },
  { path: 'collections', element: <CollectionsPage /> },
  { path: 'collections/:id', element: <CollectionPage /> },
  { path: 'imports/*', element: <ImportsDoor /> },
  { path: 'translations', element: <TranslationQueuePage /> },
  { path: 'translations/text', element: <CorrectionPage /> },
];

/** Paths count from the door: `/<locale>/account` or `/<locale>/desk`. */
function DeskRoutes() {
  const { locale } = usePage();
  const { pathname } = useLocation();
  const isAccount = pathname.startsWith(accountPath(locale));
  const signedIn = (isAccount ? ACCOUNT_PAGES : DESK_PAGES).map(({ path, element }) => ({
    path,
    element: <SignedIn>{element}</SignedIn>,
  }));
  return useRoutes([...(isAccount ? OPEN_PAGES : []), ...signedIn, { path: '*', element: <NotFoundPage /> }]);
}

/** Pages for who is signed in; others sign in first and come back. */
function SignedIn({ children }: { children: ReactNode }) {
  const { locale } = usePage();
  const { me } = useMe();
  const { pathname, search } = useLocation();
  if (me) return <DeskFrame>{children}</DeskFrame>;
  const next = encodeURIComponent(`${pathname}${search}`);
  return <Navigate to={`${accountPath(locale, 'sign-in')}?next=${next}`} replace />;
}
