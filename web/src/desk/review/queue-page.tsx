import { useQuery } from '@apollo/client/react';
import { ReviewQueueDocument } from '../gql/graphql';
import { DeskPage } from '../ui/desk-page';
import { Loaded } from '../ui/loaded';
import { useDeskWords } from '../use-desk-words';
import { SubmissionList } from './submission-list';

/** Everything that waits to be reviewed where the person has a say, the nearest deadline first. */
export function ReviewQueuePage() {
  const words = useDeskWords();
  const query = useQuery(ReviewQueueDocument, { fetchPolicy: 'cache-and-network' });
  return (
    <DeskPage title={words('review.title')} lead={words('review.lead')}>
      <Loaded query={query}>
        {(data) => <SubmissionList submissions={data.reviewQueue} empty={words('review.empty')} />}
      </Loaded>
    </DeskPage>
  );
}
