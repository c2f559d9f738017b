import { useQuery } from '@apollo/client/react';
import { Link, useNavigate } from 'react-router';
import { usePage } from '../../../app/page-context';
import { deskPath } from '../../../app/paths';
import { HandedInDocument, type ReadImportFragment, StartImportDocument } from '../../gql/graphql';
import { StateTag } from '../../review/state-tag';
import { FailureNote } from '../../ui/form';
import { useAction } from '../../ui/use-action';
import { useImportWords } from '../use-import-words';
import { type ReadRecord, titleOf } from '../values/read-value';

/** A confirmed import: where each of its drafts waits now. */
export function HandedIn({ read }: { read: ReadImportFragment }) {
  const words = useImportWords();
  const { locale } = usePage();
  const navigate = useNavigate();
  const start = useAction(StartImportDocument, (answer) => answer.startImport);
  const drafts = new Map<string, ReadRecord>();
  for (const record of read.records) {
    if (record.draftId && !drafts.has(record.draftId)) drafts.set(record.draftId, record);
  }
  const again = async () => {
    const outcome = await start.run({ documentId: read.document.id, again: true });
    if ('done' in outcome && 'id' in outcome.done)
      void navigate(deskPath(locale, `imports/${outcome.done.id}`));
  };
  return (
    <section className="notice">
      <h2>{words('confirmed')}</h2>
      <p>{words('confirmedLead')}</p>
      <ul className="plain-list">
        {[...drafts].map(([draftId, record]) => (
          <li key={draftId}>
            <Waiting draftId={draftId} record={record} />
          </li>
        ))}
      </ul>
      {start.failure && <FailureNote message={start.failure.message} />}
      <button type="button" className="link-button" aria-disabled={start.isBusy} onClick={() => void again()}>
        {words('readAgain')}
      </button>
    </section>
  );
}

function Waiting({ draftId, record }: { draftId: string; record: ReadRecord }) {
  const words = useImportWords();
  const { locale } = usePage();
  const { data } = useQuery(HandedInDocument, { variables: { draftId }, fetchPolicy: 'cache-and-network' });
  const submission = data?.draft?.submission;
  const { text, lang } = titleOf(record);
  const to = submission ? `review/${submission.id}` : `drafts/${draftId}`;
  return (
    <>
      <Link to={deskPath(locale, to)} lang={lang}>
        {text || words('untitled')}
      </Link>{' '}
      {submission && <StateTag state={submission.state} />}
    </>
  );
}
