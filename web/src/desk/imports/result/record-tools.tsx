import { useState } from 'react';
import {
  JoinImportRecordsDocument,
  type ReadImportFragment,
  RejectImportRecordDocument,
  SplitImportRecordDocument,
} from '../../gql/graphql';
import { Field } from '../../ui/field';
import { FailureNote } from '../../ui/form';
import { useAction } from '../../ui/use-action';
import { useImportWords } from '../use-import-words';
import { type ReadRecord, shownValues, titleOf } from '../values/read-value';
import { useValueName } from '../values/value-name';

interface RecordToolsProps {
  record: ReadRecord;
  read: ReadImportFragment;
  onChange: () => void;
}

/** What is done to a proposed record as a whole: left out, joined with others, taken apart. */
export function RecordTools({ record, read, onChange }: RecordToolsProps) {
  const words = useImportWords();
  const reject = useAction(RejectImportRecordDocument, (answer) => answer.rejectImportRecord);
  const others = read.records.filter(
    ({ id, kind, parentRef, isRejected }) =>
      id !== record.id && kind === record.kind && parentRef === record.parentRef && !isRejected,
  );
  const rejectOrTakeBack = async () => {
    await reject.run({ importId: read.id, recordId: record.id, rejected: !record.isRejected });
    onChange();
  };
  const leaveOut = (
    <button
      type="button"
      className="button button-quiet button-small"
      aria-disabled={reject.isBusy}
      onClick={() => void rejectOrTakeBack()}
    >
      {record.isRejected ? words('tools.takeBack') : words('tools.leaveOut')}
    </button>
  );
  const failure = reject.failure && <FailureNote message={reject.failure.message} />;
  if (record.isRejected) {
    return (
      <>
        {failure}
        {leaveOut}
      </>
    );
  }
  return (
    <details className="tools">
      <summary>{words('tools.title')}</summary>
      <div className="tools-body">
        {failure}
        <p>{leaveOut}</p>
        {others.length > 0 && <Join record={record} others={others} importId={read.id} />}
        <Split record={record} importId={read.id} />
      </div>
    </details>
  );
}

interface JoinProps {
  record: ReadRecord;
  others: readonly ReadRecord[];
  importId: string;
}

function Join({ record, others, importId }: JoinProps) {
  const words = useImportWords();
  const join = useAction(JoinImportRecordsDocument, (answer) => answer.joinImportRecords);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <fieldset className="field">
      <legend className="label">{words('tools.join')}</legend>
      <p className="field-help">{words('tools.joinHelp')}</p>
      {others.map((other) => {
        const { text, lang } = titleOf(other);
        return (
          <label key={other.id} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(other.id)}
              onChange={() => setChosen(toggled(chosen, other.id))}
            />
            <span lang={lang}>{text || words('untitled')}</span>
          </label>
        );
      })}
      {join.failure && <FailureNote message={join.failure.message} />}
      <p>
        <button
          type="button"
          className="button button-quiet button-small"
          aria-disabled={join.isBusy || chosen.length === 0}
          onClick={() => {
            if (chosen.length > 0) void join.run({ importId, recordIds: [record.id, ...chosen] });
          }}
        >
          {words('tools.joinDo')}
        </button>
      </p>
    </fieldset>
  );
}

function Split({ record, importId }: { record: ReadRecord; importId: string }) {
  const words = useImportWords();
  const valueName = useValueName();
  const split = useAction(SplitImportRecordDocument, (answer) => answer.splitImportRecord);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [title, setTitle] = useState('');
  const values = shownValues(record).filter(({ path }) => path !== 'texts.title');
  const submit = async () => {
    if (chosen.length === 0 || title.trim() === '') return;
    const outcome = await split.run({ importId, recordId: record.id, valueIds: [...chosen], title });
    if ('done' in outcome) {
      setChosen([]);
      setTitle('');
    }
  };
  return (
    <fieldset className="field">
      <legend className="label">{words('tools.split')}</legend>
      <p className="field-help">{words('tools.splitHelp')}</p>
      <div className="choices">
        {values.map((value) => (
          <label key={value.id} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(value.id)}
              onChange={() => setChosen(toggled(chosen, value.id))}
            />
            {valueName(value.path, record)}
          </label>
        ))}
      </div>
      <Field
        label={words('tools.splitTitle')}
        name="title"
        value={title}
        lang={record.sourceLocale}
        onChange={setTitle}
      />
      {split.failure && <FailureNote message={split.failure.message} />}
      <p>
        <button
          type="button"
          className="button button-quiet button-small"
          aria-disabled={split.isBusy || chosen.length === 0 || title.trim() === ''}
          onClick={() => void submit()}
        >
          {words('tools.splitDo')}
        </button>
      </p>
    </fieldset>
  );
}

const toggled = (chosen: readonly string[], id: string): string[] =>
  chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id];
