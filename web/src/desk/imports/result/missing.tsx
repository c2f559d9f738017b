import { useLayoutEffect, useRef, useState } from 'react';
import { useFormat } from '../../../ui/format';
import { FailureNote } from '../../ui/form';
import { useImportWords } from '../use-import-words';
import type { Json, MissingField, ReadRecord, ValueForm } from '../values/read-value';
import { ValueEditor } from '../values/value-editor';
import { useValueName } from '../values/value-name';
import { SECTIONS } from './sections';
import type { Added } from './use-decisions';

interface MissingProps {
  record: ReadRecord;
  onAdd: (path: string, value: Json) => Promise<Added>;
}

/** Fields that the document tells nothing about, each of which a person may fill. */
export function Missing({ record, onAdd }: MissingProps) {
  const words = useImportWords();
  const format = useFormat();
  const valueName = useValueName();
  const [adding, setAdding] = useState<MissingField | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const part = useRef<HTMLDetailsElement>(null);
  /** a value that was added, or the path of a field that was not after all: where the focus goes on */
  const focusOn = useRef<{ value: string } | { path: string } | null>(null);
  useLayoutEffect(() => {
    const wanted = focusOn.current;
    if (wanted === null) return;
    const isAwaited = 'value' in wanted && !record.values.some(({ id }) => id === wanted.value);
    if (isAwaited) return;
    focusOn.current = null;
    const row =
      'value' in wanted
        ? document.getElementById(`value-${wanted.value}`)
        : part.current?.querySelector<HTMLElement>(`[data-path="${wanted.path}"]`);
    // A row that is not shown now: on from where it was added.
    (row ?? part.current?.querySelector('summary'))?.focus();
  }, [adding, record]);
  const close = () => {
    if (adding && !focusOn.current) focusOn.current = { path: adding.path };
    setAdding(null);
    setFailure(null);
  };
  if (record.missing.length === 0) return null;
  return (
    <details ref={part} className="tools missing" id={`missing-${record.id}`}>
      <summary>
        {words('missing.title')} ({format.number(record.missing.length)})
      </summary>
      <div className="tools-body">
        {adding ? (
          <div role="group" aria-labelledby={`adding-${record.id}`}>
            <p className="value-name" id={`adding-${record.id}`}>
              {words('missing.add')}: {valueName(adding.path, record)}
            </p>
            {failure && <FailureNote message={failure} />}
            <ValueEditor
              path={adding.path}
              {...BEGIN[adding.form]}
              scheme={adding.scheme}
              isNeeded
              lang={record.sourceLocale}
              name={valueName(adding.path, record)}
              onSave={async (value) => {
                const added = await onAdd(adding.path, value);
                setFailure('failure' in added ? added.failure : null);
                if ('id' in added) focusOn.current = { value: added.id };
                return 'id' in added;
              }}
              onClose={close}
            />
          </div>
        ) : (
          <>
            <p className="field-help">{words('missing.lead')}</p>
            {SECTIONS.map((section) => (
              <Fields
                key={section}
                name={words(`section.${section}`)}
                fields={record.missing.filter((field) => field.section === section)}
                record={record}
                onChoose={setAdding}
              />
            ))}
          </>
        )}
      </div>
    </details>
  );
}

interface FieldsProps {
  name: string;
  fields: readonly MissingField[];
  record: ReadRecord;
  onChoose: (field: MissingField) => void;
}

function Fields({ name, fields, record, onChoose }: FieldsProps) {
  const words = useImportWords();
  const valueName = useValueName();
  if (fields.length === 0) return null;
  return (
    <>
      <p className="side-label">{name}</p>
      <ul className="missing-fields" aria-label={name}>
        {fields.map((field) => (
          <li key={field.path}>
            <button
              type="button"
              className="button button-quiet button-small"
              data-path={field.path}
              aria-label={`${words('missing.add')}: ${valueName(field.path, record)}`}
              onClick={() => onChoose(field)}
            >
              {valueName(field.path, record)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** How a field of each form is filled, and what stands in it before anything is said. */
const BEGIN: Readonly<Record<MissingField['form'], { form: ValueForm; initial: Json }>> = {
  TEXT: { form: 'text', initial: '' },
  PLAIN: { form: 'plain', initial: '' },
  DATE: { form: 'date', initial: '' },
  NUMBER: { form: 'number', initial: '' },
  NAMES: { form: 'words', initial: [] },
  CONCEPT: { form: 'concept', initial: '' },
  CONCEPTS: { form: 'concepts', initial: [] },
  COST: { form: 'cost', initial: { approximate: false } },
  FUNDING: { form: 'funding', initial: [] },
  RECORDS: { form: 'parties', initial: [] },
};
