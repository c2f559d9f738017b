import { useApolloClient, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import {
  MoreOfReviewQueueDocument,
  ReviewQueueDocument,
  type ReviewQueueQuery,
  type SubmissionLineFragment,
} from '../gql/graphql';
import { DeskPage } from '../ui/desk-page';
import { FailureNote } from '../ui/form';
import { Loaded } from '../ui/loaded';
import { useDeskWords } from '../use-desk-words';
import { Batches } from './batches';
import { SubmissionList } from './submission-list';
import { TogetherBar } from './together-bar';
import { useSelection } from './use-selection';

/** As many as the API answers with at once. */
const PAGE = 200;

/** Everything that waits to be reviewed where the person has a say, the nearest deadline first. */
export function ReviewQueuePage() {
  const words = useDeskWords();
  const query = useQuery(ReviewQueueDocument, { fetchPolicy: 'cache-and-network' });
  return (
    <DeskPage title={words('review.title')} lead={words('review.lead')}>
      <Loaded query={query}>{(data) => <Queue first={data} onChange={() => query.refetch()} />}</Loaded>
    </DeskPage>
  );
}

function Queue({ first, onChange }: { first: ReviewQueueQuery; onChange: () => Promise<unknown> }) {
  const words = useDeskWords();
  const selection = useSelection();
  const client = useApolloClient();
  const [further, setFurther] = useState<SubmissionLineFragment[][]>([]);
  const [isLoading, setLoading] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const pages = [first.reviewQueue, ...further];
  const shown = [...new Map(pages.flat().map((one) => [one.id, one])).values()];
  const hasMore = pages.at(-1)?.length === PAGE;
  const more = async () => {
    if (isLoading) return;
    setLoading(true);
    setBroken(false);
    try {
      const { data } = await client.query({
        query: MoreOfReviewQueueDocument,
        variables: { after: shown.at(-1)?.id ?? null },
        fetchPolicy: 'no-cache',
      });
      setFurther([...further, data?.reviewQueue ?? []]);
    } catch {
      setBroken(true);
    } finally {
      setLoading(false);
    }
  };
  const reload = async () => {
    await onChange();
    setFurther([]);
  };
  return (
    <>
      <Batches batches={first.reviewBatches} selection={selection} />
      <TogetherBar shown={shown} selection={selection} onDone={reload} />
      <SubmissionList submissions={shown} empty={words('review.empty')} selection={selection} />
      {isBroken && <FailureNote message={words('failure.network')} />}
      {hasMore && (
        <p className="ways">
          <button
            type="button"
            className="button button-quiet"
            aria-disabled={isLoading}
            onClick={() => void more()}
          >
            {words('together.more')}
          </button>
        </p>
      )}
    </>
  );
}
