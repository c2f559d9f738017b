import { useQuery } from '@apollo/client/react';
import { Link, useLocation, useParams, useSearchParams } from 'react-router';
import { usePage } from '../../../app/page-context';
import { deskPath } from '../../../app/paths';
import { TableMappingDocument, type TableKind } from '../../gql/graphql';
import { DeskPage } from '../../ui/desk-page';
import { SelectField } from '../../ui/select-field';
import { useImportWords } from '../use-import-words';
import { TABLE_KINDS } from './table-kinds';
import { TableWork } from './table-work';

/** A table on its way in: what its rows are, what its columns are, what each row would do, and then doing it. */
export function TablePage() {
  const { documentId = '' } = useParams();
  const words = useImportWords();
  const { locale } = usePage();
  const { state } = useLocation();
  const [parameters, setParameters] = useSearchParams();
  const kind = kindOf(parameters.get('kind'));
  const { data, error, loading } = useQuery(TableMappingDocument, {
    variables: { documentId, kind },
    fetchPolicy: 'cache-and-network',
  });
  return (
    <DeskPage title={fileNameIn(state) ?? words('table.title')} lead={words('table.lead')}>
      <p className="work-facts">
        <Link to={deskPath(locale, 'imports')}>{words('allImports')}</Link>
      </p>
      <div className="form">
        <SelectField
          label={words('table.kind')}
          value={kind}
          onChange={(chosen) => {
            // What was brought in as another kind is over and done with.
            setParameters({ kind: kindOf(chosen) }, { replace: true, state });
          }}
          options={TABLE_KINDS.map((one) => ({ value: one, label: words(`tableKind.${one}`) }))}
        />
      </div>
      {error && (
        <p className="failure" role="alert">
          {error.message}
        </p>
      )}
      {loading && !data && (
        <p className="desk-lead" aria-live="polite">
          {words('table.reading')}
        </p>
      )}
      {data && <TableWork key={kind} documentId={documentId} kind={kind} mapping={data.tableMapping} />}
    </DeskPage>
  );
}

const kindOf = (name: string | null): TableKind => TABLE_KINDS.find((one) => one === name) ?? 'ACTIONS';

/** The page before tells what the file is called; who comes by a link is told nothing. */
function fileNameIn(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !('fileName' in state)) return null;
  return typeof state.fileName === 'string' ? state.fileName : null;
}
