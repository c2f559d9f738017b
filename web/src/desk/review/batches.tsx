import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { useFormat } from '../../ui/format';
import {
  type BatchLineFragment,
  MoreOfReviewQueueDocument,
  type SubmissionLineFragment,
} from '../gql/graphql';
import { FailureNote } from '../ui/form';
import { useDeskWords } from '../use-desk-words';
import { isForTogether, type Selection } from './use-selection';

/** What came in together, as an import brings it: chosen as a whole, however long it is. */
export function Batches({ batches, selection }: { batches: BatchLineFragment[]; selection: Selection }) {
  const words = useDeskWords();
  const format = useFormat();
  const client = useApolloClient();
  const [looking, setLooking] = useState<string | null>(null);
  const [isBroken, setBroken] = useState(false);
  if (batches.length === 0) return null;
  const choose = async (batchId: string) => {
    setLooking(batchId);
    setBroken(false);
    try {
      const all: SubmissionLineFragment[] = [];
      for (let page: SubmissionLineFragment[] | null = null; page === null || page.length > 0;) {
        const { data } = await client.query({
          query: MoreOfReviewQueueDocument,
          variables: { batchId, after: all.at(-1)?.id ?? null },
          fetchPolicy: 'no-cache',
        });
        page = data?.reviewQueue ?? [];
        all.push(...page);
      }
      selection.add(all.filter(isForTogether));
    } catch {
      setBroken(true);
    } finally {
      setLooking(null);
    }
  };
  return (
    <section>
      <h2>{words('together.handedIn')}</h2>
      {isBroken && <FailureNote message={words('failure.network')} />}
      <ul className="work-list">
        {batches.map(({ id, count, author, submittedAt, sampleTitle }) => (
          <li key={id}>
            <p className="work-title">{words('collections.count', { count })}</p>
            <p className="work-facts">
              <span>
                {words('review.from', {
                  name: author?.name ?? words('review.someone'),
                  day: format.day(submittedAt),
                })}
              </span>
              {sampleTitle && <span>{words('together.among', { title: sampleTitle.text })}</span>}
            </p>
            <button
              type="button"
              className="link-button"
              aria-disabled={looking !== null}
              onClick={() => {
                if (looking === null) void choose(id);
              }}
            >
              {words(looking === id ? 'together.looking' : 'together.selectBatch')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
