import { useLazyQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import {
  CheckTableDocument,
  StartTableImportDocument,
  type TableColumnInput,
  type TableKind,
  type TableMappingQuery,
  type TableMode,
  type TableOutcomeFragment,
} from '../../gql/graphql';
import { FailureNote } from '../../ui/form';
import { useAction } from '../../ui/use-action';
import { useDeskWords } from '../../use-desk-words';
import { useImportWords } from '../use-import-words';
import { Mapping } from './mapping';
import { TableProgress } from './table-progress';
import { TableReport } from './table-report';

interface TableWorkProps {
  documentId: string;
  kind: TableKind;
  mapping: TableMappingQuery['tableMapping'];
}

/** The mapping, the dry run of it, and the import of what the dry run showed. */
export function TableWork({ documentId, kind, mapping }: TableWorkProps) {
  const words = useImportWords();
  const deskWords = useDeskWords();
  const [columns, setColumns] = useState<TableColumnInput[]>(() =>
    mapping.columns.map(({ index, column }) => ({ index, column })),
  );
  const [check, checked] = useLazyQuery(CheckTableDocument, { fetchPolicy: 'network-only' });
  const take = useAction(StartTableImportDocument, (answer) => answer.startTableImport);
  const [report, setReport] = useState<TableOutcomeFragment | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  // In the address, so that who loads the page again finds it.
  const [parameters, setParameters] = useSearchParams();
  const { state } = useLocation();
  const importId = parameters.get('import');
  const follow = (id: string | null) =>
    setParameters(id ? { kind, import: id } : { kind }, { replace: true, state });
  const change = (index: number, column: string | null) => {
    // What was shown of another mapping is no longer true.
    setReport(null);
    setFailure(null);
    setColumns((all) => all.map((one) => changed(one, index, column)));
  };
  const run = async () => {
    setFailure(null);
    const { data, error } = await check({ variables: { documentId, kind, columns } });
    const answer = data?.checkTable;
    if (answer && 'rows' in answer) setReport(answer);
    else setFailure(answer?.message ?? error?.message ?? deskWords('failure.network'));
  };
  const doImport = async (mode: TableMode) => {
    const outcome = await take.run({ documentId, kind, mode, columns });
    if ('done' in outcome) follow(outcome.done.id);
  };
  if (importId !== null) {
    return <TableProgress id={importId} kind={kind} onAgain={() => follow(null)} />;
  }
  const canTake = report !== null && report.newCount + report.changedCount > 0;
  return (
    <>
      <Mapping mapping={mapping} columns={columns} onChange={change} />
      <p className="ways">
        <button
          type="button"
          className={report ? 'button button-quiet' : 'button'}
          aria-disabled={checked.loading}
          onClick={() => void run()}
        >
          {checked.loading ? words('table.checking') : words('table.check')}
        </button>
      </p>
      {failure && <FailureNote message={failure} />}
      {report && (
        <TableReport report={report} choices={mapping.choices}>
          {take.failure && <FailureNote message={take.failure.message} />}
          {canTake ? (
            <p className="ways report-ways">
              <button
                type="button"
                className="button"
                aria-disabled={take.isBusy}
                onClick={() => void doImport(report.rejectedCount === 0 ? 'ALL_OR_NOTHING' : 'GOOD_ROWS')}
              >
                {words(report.rejectedCount === 0 ? 'table.takeAll' : 'table.takeGood', {
                  count: report.newCount + report.changedCount,
                })}
              </button>
              <span className="field-help">{words('publishesNothing')}</span>
            </p>
          ) : (
            <p className="notice">{words('table.nothingToDo')}</p>
          )}
        </TableReport>
      )}
    </>
  );
}

/** One of ours stands for one of theirs: where it stood before it is taken away. */
function changed(one: TableColumnInput, index: number, column: string | null): TableColumnInput {
  if (one.index === index) return { index, column };
  return column !== null && one.column === column ? { index: one.index, column: null } : one;
}
