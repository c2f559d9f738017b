import { useId } from 'react';
import { useFormat } from '../../../ui/format';
import type { TableColumnInput, TableMappingQuery } from '../../gql/graphql';
import { useImportWords } from '../use-import-words';

const SURE = 0.75;

interface MappingProps {
  mapping: TableMappingQuery['tableMapping'];
  columns: readonly TableColumnInput[];
  onChange: (index: number, column: string | null) => void;
}

/** What each column of the file is taken for, with cells of it to see by; each can be said otherwise. */
export function Mapping({ mapping, columns, onChange }: MappingProps) {
  const words = useImportWords();
  const format = useFormat();
  const id = useId();
  const { choices, rowCount } = mapping;
  const chosen = new Map(columns.map(({ index, column }) => [index, column ?? '']));
  const used = new Set(chosen.values());
  const missing = choices.filter(({ key, isNeeded }) => isNeeded && !used.has(key));
  return (
    <section>
      <h2>{words('mapping.title')}</h2>
      <p className="desk-lead">{words('mapping.lead', { count: rowCount })}</p>
      <ul className="mapping">
        {mapping.columns.map(({ index, header, column, confidence, sample }) => {
          const now = chosen.get(index) ?? '';
          const isProposed = now !== '' && now === column;
          return (
            <li key={index}>
              <div>
                <p className="mapping-name" id={`${id}-${index}`}>
                  {header || words('mapping.unnamed', { number: format.number(index + 1) })}
                </p>
                <p className="mapping-sample">{sample.join(' · ')}</p>
              </div>
              <div className="field">
                <select
                  aria-labelledby={`${id}-${index}`}
                  aria-describedby={`${id}-${index}-note`}
                  value={now}
                  onChange={({ target }) => onChange(index, target.value === '' ? null : target.value)}
                >
                  <option value="">{words('mapping.leaveOut')}</option>
                  {choices.map(({ key, label, isNeeded }) => (
                    <option key={key} value={key}>
                      {isNeeded ? `${label} *` : label}
                    </option>
                  ))}
                </select>
                <p className="field-help" id={`${id}-${index}-note`}>
                  {isProposed &&
                    (confidence >= SURE
                      ? words('mapping.proposed')
                      : words('mapping.guess', { share: format.percent(Math.round(confidence * 100)) }))}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
      <p role="status" className={missing.length > 0 ? 'field-error' : 'visually-hidden'}>
        {missing.length > 0 &&
          words('mapping.missing', { columns: format.list(missing.map(({ label }) => label)) })}
      </p>
    </section>
  );
}
