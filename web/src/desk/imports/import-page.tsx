import { useQuery } from '@apollo/client/react';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath } from '../../app/paths';
import { NotFoundPage } from '../../pages/not-found-page';
import { useLanguageName } from '../../app/page-context';
import { useFormat } from '../../ui/format';
import { ImportPageDocument, type ReadImportFragment } from '../gql/graphql';
import { DeskPage } from '../ui/desk-page';
import { Loaded } from '../ui/loaded';
import { ImportStateTag, isUnderWay } from './import-state';
import { ImportSteps } from './import-steps';
import { Reading } from './result/reading';
import { Result } from './result/result';
import { useImportWords } from './use-import-words';
import { useSize } from './use-size';

const POLL_MS = 1_000;

/** One file on its way: followed while it is read, then looked through value by value. */
export function ImportPage() {
  const { id = '' } = useParams();
  const query = useQuery(ImportPageDocument, { variables: { id }, fetchPolicy: 'cache-and-network' });
  const { data, error, startPolling, stopPolling, refetch } = query;
  const isBusy = data ? isUnderWay(data.import.state) : false;
  useEffect(() => {
    if (!isBusy) return undefined;
    startPolling(POLL_MS);
    return stopPolling;
  }, [isBusy, startPolling, stopPolling]);
  if (!data && isMissing(error)) return <NotFoundPage />;
  return (
    <Loaded query={query}>
      {(found) => <Shown read={found.import} onChange={() => void refetch().catch(() => undefined)} />}
    </Loaded>
  );
}

function Shown({ read, onChange }: { read: ReadImportFragment; onChange: () => void }) {
  const words = useImportWords();
  const { locale } = usePage();
  const format = useFormat();
  const size = useSize();
  const languageName = useLanguageName();
  const { state, document, documentKind, createdAt, failure } = read;
  const isRead = state === 'READY' || state === 'CONFIRMED';
  return (
    <DeskPage title={document.fileName}>
      <p className="work-facts">
        <ImportStateTag state={state} />
        {documentKind && <span>{words(`documentKind.${kindOf(documentKind)}`)}</span>}
        {read.locale && <span>{languageName(read.locale)}</span>}
        {document.pageCount !== null && <span>{words('pages', { count: document.pageCount })}</span>}
        <span>{words('handedIn', { day: format.day(createdAt) })}</span>
        <a href={document.url}>
          {words('openFile')} ({size(document.bytes)})
        </a>
        <Link to={deskPath(locale, 'imports')}>{words('allImports')}</Link>
      </p>
      {failure && (
        <p className="failure" role="alert">
          {failure.message}
        </p>
      )}
      {isUnderWay(state) && <Reading read={read} />}
      {state === 'CANCELLED' && <p className="desk-lead">{words('cancelledLead')}</p>}
      {!isRead && <ImportSteps line={read} onChange={onChange} />}
      {isRead && <Result key={read.id} read={read} onChange={onChange} />}
    </DeskPage>
  );
}

const KINDS = ['plan', 'practice', 'event', 'network', 'membership', 'contacts', 'actions'] as const;

const kindOf = (kind: string) => KINDS.find((one) => one === kind) ?? 'other';

function isMissing(error: Error | undefined): boolean {
  return (
    CombinedGraphQLErrors.is(error) && error.errors.some((one) => one.extensions?.['code'] === 'NOT_FOUND')
  );
}
