import type { ImportSection, ReadImportFragment } from '../../gql/graphql';
import { useTranslation } from '../../../i18n/use-translation';
import { useImportWords } from '../use-import-words';
import { ItemTitles } from '../values/item-titles';
import { type Json, type ReadRecord, type ReadValue, shownValues, titleOf } from '../values/read-value';
import { type ValueActions, ValueRow } from '../values/value-row';
import { MergeTarget } from './merge-target';
import { Missing } from './missing';
import { RecordTools } from './record-tools';
import { SECTIONS } from './sections';
import { Unplaced } from './unplaced';
import type { Added } from './use-decisions';

interface RecordPartProps {
  record: ReadRecord;
  read: ReadImportFragment;
  actions: ValueActions | null;
  editing: string | null;
  onlyOpen: boolean;
  /** says what the document does not tell */
  onAdd: (recordId: string, path: string, value: Json) => Promise<Added>;
  onChange: () => void;
}

/** One record that the document could become, section by section. */
export function RecordPart({ record, read, actions, editing, onlyOpen, onAdd, onChange }: RecordPartProps) {
  const words = useImportWords();
  const { t } = useTranslation();
  const { text, lang } = titleOf(record);
  const values = shownValues(record);
  return (
    <section
      id={`record-${record.id}`}
      className={`read-record ${record.parentRef === null ? '' : 'read-part'}`}
      aria-labelledby={`title-${record.id}`}
    >
      <header className="read-header">
        <p className="side-label">{t(`kind.${record.kind}`)}</p>
        <h2 id={`title-${record.id}`} lang={lang}>
          {text || <span lang={undefined}>{words('untitled')}</span>}
        </h2>
        {record.isRejected && <p className="state">{words('leftOut')}</p>}
      </header>
      {!record.isRejected && <MergeTarget record={record} read={read} isReadOnly={actions === null} />}
      {actions && <RecordTools record={record} read={read} onChange={onChange} />}
      {!record.isRejected && (
        <ItemTitles record={record} read={read}>
          {SECTIONS.map((section) => (
            <Values
              key={section}
              section={section}
              record={record}
              values={values.filter((value) => value.section === section)}
              actions={actions}
              editing={editing}
              onlyOpen={onlyOpen}
            />
          ))}
        </ItemTitles>
      )}
      {actions && !record.isRejected && (
        <Missing record={record} onAdd={(path, value) => onAdd(record.id, path, value)} />
      )}
      {!record.isRejected && !onlyOpen && <Unplaced record={record} />}
    </section>
  );
}

interface ValuesProps {
  section: ImportSection;
  record: ReadRecord;
  values: readonly ReadValue[];
  actions: ValueActions | null;
  editing: string | null;
  onlyOpen: boolean;
}

function Values({ section, record, values, actions, editing, onlyOpen }: ValuesProps) {
  const words = useImportWords();
  const open = values.filter(({ decision }) => decision === 'OPEN');
  const shown = onlyOpen
    ? values.filter(({ id }) => open.some((one) => one.id === id) || editing === id)
    : values;
  if (shown.length === 0) return null;
  return (
    <section className="read-section">
      <div className="read-section-head">
        <h3>{words(`section.${section}`)}</h3>
        {actions && open.length > 1 && (
          <button
            type="button"
            className="button button-quiet button-small"
            aria-label={`${words('acceptAll', { count: open.length })}: ${words(`section.${section}`)}`}
            onClick={() =>
              actions.decide(
                open.map(({ id }) => id),
                'ACCEPTED',
              )
            }
          >
            {words('acceptAll', { count: open.length })}
          </button>
        )}
      </div>
      <ul className="values">
        {shown.map((value) => (
          <ValueRow key={value.id} value={value} record={record} actions={actions} editing={editing} />
        ))}
      </ul>
    </section>
  );
}
