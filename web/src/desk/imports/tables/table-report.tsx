import { type ReactNode, useState } from 'react';
import { useFormat } from '../../../ui/format';
import type { TableMappingQuery, TableOutcomeFragment, TableRowState } from '../../gql/graphql';
import { useImportWords } from '../use-import-words';

const STEP = 50;
const TONES: Record<TableRowState, string> = {
  REJECTED: 'state-wrong',
  CHANGED: 'state-open',
  NEW: 'state-open',
  UNCHANGED: '',
};

interface TableReportProps {
  /** what can be done with it, before its many rows */
  children: ReactNode;
  report: TableOutcomeFragment;
  choices: TableMappingQuery['tableMapping']['choices'];
}

/** What each row would do, those that cannot come in first and with the reason. */
export function TableReport({ report, choices, children }: TableReportProps) {
  const words = useImportWords();
  const format = useFormat();
  const [count, setCount] = useState(STEP);
  const labels = new Map(choices.map(({ key, label }) => [key, label]));
  const nameOf = (column: string) => labels.get(column) ?? column;
  const { newCount, changedCount, unchangedCount, rejectedCount, rows } = report;
  const sums = [
    ['NEW', newCount],
    ['CHANGED', changedCount],
    ['UNCHANGED', unchangedCount],
    ['REJECTED', rejectedCount],
  ] as const;
  const total = newCount + changedCount + unchangedCount + rejectedCount;
  return (
    <section>
      <h2>{words('report.title')}</h2>
      <p className="desk-lead" role="status">
        {words('report.lead')}
      </p>
      <dl className="tally">
        {sums
          .filter(([, sum]) => sum > 0)
          .map(([state, sum]) => (
            <div key={state}>
              <dt>{words(`report.${state}`)}</dt>
              <dd>{format.number(sum)}</dd>
            </div>
          ))}
      </dl>
      {children}
      <ol className="report">
        {rows.slice(0, count).map(({ row, state, title, changes, problems, leftOut }) => (
          <li key={row}>
            <p className="work-facts">
              <span>{words('report.row', { row: format.number(row) })}</span>
              <span className={`state ${TONES[state]}`}>{words(`report.state.${state}`)}</span>
            </p>
            <p className="work-title">{title || words('untitled')}</p>
            {problems.map(({ column, message }, index) => (
              <p key={index} className="field-error">
                {nameOf(column)}: {message}
              </p>
            ))}
            {leftOut.map(({ column, message }, index) => (
              <p key={index} className="field-help">
                {nameOf(column)}, {words('report.leftOut')}: {message}
              </p>
            ))}
            {state === 'CHANGED' && (
              <dl className="report-changes">
                {changes.map(({ column, before, after }) => (
                  <div key={column}>
                    <dt>{nameOf(column)}</dt>
                    <dd>
                      {before !== '' && <del>{before}</del>} <ins>{after}</ins>
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        ))}
      </ol>
      {rows.length > count && (
        <p className="ways">
          <button type="button" className="button button-quiet" onClick={() => setCount(count + STEP)}>
            {words('report.more')}
          </button>
        </p>
      )}
      {count >= rows.length && rows.length < total && (
        <p className="field-help">{words('report.cut', { count: rows.length })}</p>
      )}
    </section>
  );
}
