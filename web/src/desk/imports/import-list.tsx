import { Link } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath } from '../../app/paths';
import { useFormat } from '../../ui/format';
import type { ImportLineFragment, TableLineFragment } from '../gql/graphql';
import { ImportStateTag, isUnderWay, useProgressWords } from './import-state';
import { ImportSteps } from './import-steps';
import { TableLine } from './tables/table-line';
import { useImportWords } from './use-import-words';

interface ImportListProps {
  imports: readonly ImportLineFragment[];
  tables: readonly TableLineFragment[];
  onChange: () => void;
}

/** Documents and tables together, the newest first. */
export function ImportList({ imports, tables, onChange }: ImportListProps) {
  const words = useImportWords();
  const { locale } = usePage();
  const format = useFormat();
  const progress = useProgressWords();
  const lines = [...imports, ...tables].sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt));
  if (lines.length === 0) return <p className="desk-lead">{words('none')}</p>;
  return (
    <ul className="work-list">
      {lines.map((one) =>
        'counts' in one ? (
          <TableLine key={one.id} table={one} />
        ) : (
          <li key={one.id} className="import-line">
            <div>
              <p className="work-title">
                <Link to={deskPath(locale, `imports/${one.id}`)}>{one.document.fileName}</Link>
              </p>
              <p className="work-facts">
                <ImportStateTag state={one.state} />
                <span>{words('handedIn', { day: format.day(one.createdAt) })}</span>
                {isUnderWay(one.state) && <span>{progress(one.progress)}</span>}
              </p>
              {one.failure && <p className="field-error">{one.failure.message}</p>}
            </div>
            <ImportSteps line={one} onChange={onChange} />
          </li>
        ),
      )}
    </ul>
  );
}
