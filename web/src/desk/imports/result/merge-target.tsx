import { useState } from 'react';
import { Link } from 'react-router';
import { usePage } from '../../../app/page-context';
import { recordPath } from '../../../app/paths';
import { useFormat } from '../../../ui/format';
import { AimImportRecordDocument, type ImportMode, type ReadImportFragment } from '../../gql/graphql';
import { FailureNote } from '../../ui/form';
import { SelectField } from '../../ui/select-field';
import { useAction } from '../../ui/use-action';
import { useImportWords } from '../use-import-words';
import type { ReadRecord } from '../values/read-value';
import { RecordPicker } from '../values/record-picker';
import { useRecordTitle } from '../values/use-record-title';

const MODES: readonly ImportMode[] = ['NEW', 'MERGE', 'LANGUAGE', 'VERSION'];

interface MergeTargetProps {
  record: ReadRecord;
  read: ReadImportFragment;
  isReadOnly: boolean;
}

/** Whether it is something new, or another form of what is here already; and of what. */
export function MergeTarget({ record, read, isReadOnly }: MergeTargetProps) {
  const words = useImportWords();
  const aim = useAction(AimImportRecordDocument, (answer) => answer.aimImportRecord);
  const [isLooking, setLooking] = useState(false);
  const { matches, mode, targetId } = record;
  const target = targetId ?? matches[0]?.id ?? null;
  if (matches.length === 0 && targetId === null && !isLooking) {
    return isReadOnly ? null : (
      <p>
        <button type="button" className="link-button" onClick={() => setLooking(true)}>
          {words('merge.isHere')}
        </button>
      </p>
    );
  }
  const say = async (next: ImportMode, to: string | null) => {
    const targetOf = next === 'NEW' ? null : to;
    await aim.run({ importId: read.id, recordId: record.id, mode: next, targetId: targetOf });
    setLooking(false);
  };
  const others = matches.filter(({ id }) => id !== target);
  return (
    <fieldset className="merge" disabled={isReadOnly}>
      <legend>{words('merge.title')}</legend>
      {target && <Target record={record} id={target} />}
      {target && (
        <SelectField
          label={words('merge.mode')}
          help={words(`mode.${mode}.help`)}
          value={mode}
          options={MODES.map((one) => ({ value: one, label: words(`mode.${one}.label`) }))}
          onChange={(chosen) => void say(MODES.find((one) => one === chosen) ?? 'NEW', target)}
        />
      )}
      {aim.failure && <FailureNote message={aim.failure.message} />}
      {!isReadOnly && (
        <details
          className="tools"
          open={isLooking}
          onToggle={(event) => setLooking(event.currentTarget.open)}
        >
          <summary>{words('merge.other')}</summary>
          {isLooking && (
            <div className="merge-others">
              {others.map(({ id }) => (
                <OtherTarget
                  key={id}
                  id={id}
                  onChoose={() => void say(mode === 'NEW' ? 'MERGE' : mode, id)}
                />
              ))}
              <RecordPicker
                label={words('merge.find')}
                kinds={[record.kind]}
                onPick={({ id }) => void say(mode === 'NEW' ? 'MERGE' : mode, id)}
              />
            </div>
          )}
        </details>
      )}
    </fieldset>
  );
}

function Target({ record, id }: { record: ReadRecord; id: string }) {
  const words = useImportWords();
  const format = useFormat();
  const { locale } = usePage();
  const title = useRecordTitle(id);
  const match = record.matches.find((one) => one.id === id);
  const slug = title?.slug ?? match?.slug;
  return (
    <p className="merge-target">
      {slug && (
        <Link to={recordPath(locale, slug)} lang={title?.lang}>
          {title?.text ?? slug}
        </Link>
      )}
      {match && (
        <span className="source-place">
          {' '}
          {words(match.why.startsWith('same') ? 'merge.sameName' : 'merge.similarName', {
            share: format.percent(Math.round(match.confidence * 100)),
          })}
        </span>
      )}
    </p>
  );
}

function OtherTarget({ id, onChoose }: { id: string; onChoose: () => void }) {
  const words = useImportWords();
  const title = useRecordTitle(id);
  return (
    <button type="button" className="link-button" onClick={onChoose}>
      {words('merge.rather')} <span lang={title?.lang}>{title?.text ?? '…'}</span>
    </button>
  );
}
