import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { usePage } from '../app/page-context';
import { deskPath } from '../app/paths';
import { DraftList } from './drafts/drafts-page';
import { OverviewDocument } from './gql/graphql';
import { usePerson } from './me';
import { SubmissionList } from './review/submission-list';
import { DeskPage } from './ui/desk-page';
import { Loaded } from './ui/loaded';
import { useDeskWords } from './use-desk-words';

/** What waits for this person, first of all. */
export function OverviewPage() {
  const words = useDeskWords();
  const { locale } = usePage();
  const { displayName, may } = usePerson();
  const mayReview = may.includes('review.queue');
  const mayWrite = may.includes('record.draft.read');
  const query = useQuery(OverviewDocument, {
    variables: { mayReview, mayWrite },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <DeskPage title={words('overview.title', { name: displayName })}>
      <Loaded query={query}>
        {({ waiting, mySubmissions, drafts }) => (
          <>
            {waiting && (
              <section>
                <h2>{words('overview.waiting')}</h2>
                <SubmissionList submissions={waiting} empty={words('overview.nothingWaits')} />
              </section>
            )}
            {mySubmissions && (
              <section>
                <h2>{words('overview.submissions')}</h2>
                <SubmissionList submissions={mySubmissions} empty={words('overview.noSubmissions')} />
              </section>
            )}
            {drafts && (
              <section>
                <h2>{words('drafts.title')}</h2>
                <DraftList drafts={drafts} />
              </section>
            )}
            {may.includes('translation.queue') && (
              <p className="ways">
                <Link to={deskPath(locale, 'translations')}>{words('translations.title')}</Link>
              </p>
            )}
          </>
        )}
      </Loaded>
    </DeskPage>
  );
}
