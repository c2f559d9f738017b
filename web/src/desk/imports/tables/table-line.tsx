import { Link } from 'react-router';
import { usePage } from '../../../app/page-context';
import { deskPath } from '../../../app/paths';
import { useFormat } from '../../../ui/format';
import type { TableImportState, TableLineFragment } from '../../gql/graphql';
import { useImportWords } from '../use-import-words';

const TONES: Partial<Record<TableImportState, string>> = {
  QUEUED: 'state-open',
  RUNNING: 'state-open',
  FAILED: 'state-wrong',
};

/** One table that somebody brought in: where it stands, and what became of its rows. */
export function TableLine({ table }: { table: TableLineFragment }) {
  const words = useImportWords();
  const { locale } = usePage();
  const format = useFormat();
  const { id, kind, state, done, total, createdAt, counts, failure, document } = table;
  const sums = counts
    ? ([
        ['NEW', counts.newCount],
        ['CHANGED', counts.changedCount],
        ['UNCHANGED', counts.unchangedCount],
        ['REJECTED', counts.rejectedCount],
      ] as const)
    : [];
  const to = deskPath(locale, `imports/tables/${document.id}?kind=${kind}&import=${id}`);
  return (
    <li className="import-line">
      <div>
        <p className="work-title">
          <Link to={to} state={{ fileName: document.fileName }}>
            {document.fileName}
          </Link>
        </p>
        <p className="work-facts">
          <span className={`state ${TONES[state] ?? ''}`}>{words(`table.state.${state}`)}</span>
          <span>{words(`tableKind.${kind}`)}</span>
          <span>{words('handedIn', { day: format.day(createdAt) })}</span>
          {state === 'RUNNING' && total > 0 && (
            <span>{words('table.rowOf', { done: format.number(done), total: format.number(total) })}</span>
          )}
          {sums
            .filter(([, sum]) => sum > 0)
            .map(([name, sum]) => (
              <span key={name}>
                {words(`report.${name}`)}: {format.number(sum)}
              </span>
            ))}
        </p>
        {failure && <p className="field-error">{failure.message}</p>}
      </div>
    </li>
  );
}
