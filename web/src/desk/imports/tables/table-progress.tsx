import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { usePage } from '../../../app/page-context';
import { deskPath } from '../../../app/paths';
import { useFormat } from '../../../ui/format';
import { CancelTableImportDocument, type TableKind, TableImportStateDocument } from '../../gql/graphql';
import { FailureNote } from '../../ui/form';
import { Loaded } from '../../ui/loaded';
import { useAction } from '../../ui/use-action';
import { useImportWords } from '../use-import-words';

const POLL_MS = 1_000;

interface TableProgressProps {
  id: string;
  kind: TableKind;
  /** back to the mapping, which is as it was */
  onAgain: () => void;
}

/** A table that is being brought in: how far it is, and what came of it. */
export function TableProgress({ id, kind, onAgain }: TableProgressProps) {
  const words = useImportWords();
  const { locale } = usePage();
  const format = useFormat();
  const query = useQuery(TableImportStateDocument, { variables: { id }, fetchPolicy: 'cache-and-network' });
  const cancel = useAction(CancelTableImportDocument, (answer) => answer.cancelTableImport);
  const { data, startPolling, stopPolling } = query;
  const state = data?.tableImport.state;
  const isUnderWay = state === 'QUEUED' || state === 'RUNNING';
  useEffect(() => {
    if (!isUnderWay) return undefined;
    startPolling(POLL_MS);
    return stopPolling;
  }, [isUnderWay, startPolling, stopPolling]);
  const again = (
    <button type="button" className="button button-quiet" onClick={onAgain}>
      {words('table.back')}
    </button>
  );
  return (
    <Loaded query={query}>
      {({ tableImport: { state: now, done, total, failure, counts } }) => {
        if (now === 'DONE') {
          return (
            <section className="notice" role="status">
              <h2>{words('table.done', { count: counts?.draftCount ?? 0 })}</h2>
              <p>{kind === 'CONTACTS' ? words('table.contactsLead') : words('table.doneLead')}</p>
              {kind !== 'CONTACTS' && <Link to={deskPath(locale)}>{words('table.toOverview')}</Link>}
            </section>
          );
        }
        if (now === 'FAILED' || now === 'CANCELLED') {
          return (
            <>
              {failure ? <FailureNote message={failure.message} /> : <p>{words('table.cancelled')}</p>}
              <p className="ways">{again}</p>
            </>
          );
        }
        return (
          <div className="progress reading">
            <progress
              {...(total > 0 ? { value: done, max: total } : {})}
              aria-label={words('table.taking')}
            />
            <p role="status">
              {words('table.taking')}
              {total > 0 &&
                `: ${words('table.rowOf', { done: format.number(done), total: format.number(total) })}`}
            </p>
            {cancel.failure && <FailureNote message={cancel.failure.message} />}
            <p className="ways">
              <button
                type="button"
                className="button button-quiet"
                aria-disabled={cancel.isBusy}
                onClick={() => void cancel.run({ id })}
              >
                {words('cancel')}
              </button>
            </p>
          </div>
        );
      }}
    </Loaded>
  );
}
