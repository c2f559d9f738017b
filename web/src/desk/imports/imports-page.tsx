import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { MyImportsDocument } from '../gql/graphql';
import { DeskPage } from '../ui/desk-page';
import { Loaded } from '../ui/loaded';
import { CategoryPlaces } from './categories/category-places';
import { ImportList } from './import-list';
import { isUnderWay } from './import-state';
import { TableExports } from './tables/table-exports';
import { UploadForm } from './upload/upload-form';
import { useImportWords } from './use-import-words';

const POLL_MS = 1_500;

/** Hands files in, and shows what became of those that were. */
export function ImportsPage() {
  const words = useImportWords();
  const query = useQuery(MyImportsDocument, { fetchPolicy: 'cache-and-network' });
  const { data, startPolling, stopPolling, refetch } = query;
  const isBusy = [...(data?.myImports ?? []), ...(data?.myTableImports ?? [])].some(({ state }) =>
    isUnderWay(state),
  );
  useEffect(() => {
    if (!isBusy) return undefined;
    startPolling(POLL_MS);
    return stopPolling;
  }, [isBusy, startPolling, stopPolling]);
  return (
    <DeskPage title={words('title')} lead={words('lead')}>
      <UploadForm />
      <section>
        <h2>{words('mine')}</h2>
        <Loaded query={query}>
          {({ myImports, myTableImports }) => (
            <ImportList imports={myImports} tables={myTableImports} onChange={() => void refetch()} />
          )}
        </Loaded>
      </section>
      <TableExports />
      <CategoryPlaces />
    </DeskPage>
  );
}
