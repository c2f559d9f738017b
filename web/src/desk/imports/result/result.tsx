import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReadImportFragment } from '../../gql/graphql';
import { FailureNote } from '../../ui/form';
import { useImportWords } from '../use-import-words';
import { isUnsure, type Json, shownValues, tallyOf } from '../values/read-value';
import type { ValueActions } from '../values/value-row';
import { Confirm } from './confirm';
import { HandedIn } from './handed-in';
import { KeysHelp } from './keys-help';
import { Notes } from './notes';
import { Overview } from './overview';
import { PersonalData } from './personal-data';
import { RecordPart } from './record-part';
import { StateBar } from './state-bar';
import { useDecisions } from './use-decisions';
import { beside, focusNextOpen, rowKeys } from './use-row-keys';

interface ResultProps {
  read: ReadImportFragment;
  onChange: () => void;
}

/** What was read: every value beside its place in the document, to be accepted, changed or left out. */
export function Result({ read, onChange }: ResultProps) {
  const words = useImportWords();
  const { decided, decide, edit, add, withdraw, failure, isSaving } = useDecisions(read);
  const [editing, setEditing] = useState<string | null>(null);
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [heard, setHeard] = useState('');
  const rows = useRef<HTMLDivElement>(null);
  // A button of the bar takes the focus; the value that had it before is where to go on from.
  const lastFocused = useRef<string | null>(null);
  const isReadOnly = decided.state !== 'READY';
  const values = useMemo(
    () => decided.records.filter(({ isRejected }) => !isRejected).flatMap(shownValues),
    [decided],
  );
  const tally = tallyOf(values);
  const moveOn = (from: string | null = null, options?: { onlyUnsure: boolean }) => {
    const row = from === null ? null : document.getElementById(`value-${from}`);
    if (rows.current) focusNextOpen(rows.current, row, options);
  };
  const said: ValueActions = {
    decide: (ids, decision) => {
      const [id] = ids;
      decide(ids, decision);
      setHeard(
        `${words(`decision.${decision}`)}. ${words('remaining', { count: openAfter(values, ids, decision) })}`,
      );
      // Where only open values are shown the row goes, and with it the focus.
      if (onlyOpen && decision !== 'OPEN' && id !== undefined) moveOn(id);
    },
    edit: async (id, value: Json) => {
      const isDone = await edit(id, value);
      if (isDone) setHeard(words('decision.EDITED'));
      return isDone;
    },
    withdraw: (id) => {
      // The row goes, and with it the focus: on with the one after it, or before.
      const next = beside(rows.current, id);
      void withdraw(id).then((isDone) => {
        if (!isDone) return;
        setHeard(words('withdrawn'));
        next?.focus();
      });
    },
    setEditing,
  };
  const lastEdited = useRef<string | null>(null);
  // The row that was changed has the focus again in the moment in which its form goes: the next key is for it.
  useLayoutEffect(() => {
    if (editing === null && lastEdited.current !== null)
      document.getElementById(`value-${lastEdited.current}`)?.focus();
    lastEdited.current = editing;
  }, [editing]);
  const latest = useRef(said);
  useEffect(() => {
    latest.current = said;
  });
  const actions = useMemo<ValueActions>(
    () => ({
      decide: (ids, decision) => latest.current.decide(ids, decision),
      edit: (id, value) => latest.current.edit(id, value),
      withdraw: (id) => latest.current.withdraw(id),
      setEditing: (id) => latest.current.setEditing(id),
    }),
    [],
  );
  const addTo = async (recordId: string, path: string, value: Json) => {
    const added = await add(recordId, path, value);
    if ('id' in added) setHeard(words('decision.ADDED'));
    return added;
  };
  return (
    <>
      <p className="visually-hidden" role="status">
        {heard}
      </p>
      {decided.state === 'CONFIRMED' && <HandedIn read={decided} />}
      {!isReadOnly && <p className="desk-lead">{words('resultLead')}</p>}
      <PersonalData read={decided} />
      <Notes read={decided} />
      {decided.records.length === 0 ? (
        <p className="notice">{words('nothingFound')}</p>
      ) : (
        <>
          <Overview records={decided.records} />
          {!isReadOnly && (
            <div className="result-ways">
              <button type="button" className="button" onClick={() => moveOn()}>
                {words('beginLooking')}
              </button>
              <label className="check">
                <input
                  type="checkbox"
                  checked={onlyOpen}
                  onChange={({ target }) => setOnlyOpen(target.checked)}
                />
                {words('onlyOpen')}
              </label>
              <KeysHelp />
            </div>
          )}
          <div
            ref={rows}
            className="result"
            onFocus={({ target }) => {
              const row = target.closest<HTMLElement>('[data-value]');
              lastFocused.current = row?.dataset['value'] ?? lastFocused.current;
            }}
            {...(isReadOnly ? {} : { onKeyDown: rowKeys(actions) })}
          >
            {decided.records.map((record) => (
              <RecordPart
                key={record.id}
                record={record}
                read={decided}
                actions={isReadOnly ? null : actions}
                editing={editing}
                onlyOpen={onlyOpen && !isReadOnly}
                onAdd={addTo}
                onChange={onChange}
              />
            ))}
          </div>
          {failure && <FailureNote message={failure} />}
          {!isReadOnly && (
            <>
              <Confirm
                read={decided}
                tally={tally}
                onAcceptOpen={() =>
                  actions.decide(
                    values.filter(({ decision }) => decision === 'OPEN').map(({ id }) => id),
                    'ACCEPTED',
                  )
                }
                isSaving={isSaving}
                onChange={onChange}
              />
              <StateBar
                tally={tally}
                unsure={values.filter(isUnsure).length}
                isSaving={isSaving}
                onNext={() => moveOn(lastFocused.current)}
                onNextUnsure={() => moveOn(lastFocused.current, { onlyUnsure: true })}
              />
            </>
          )}
        </>
      )}
    </>
  );
}

function openAfter(
  values: readonly { id: string; decision: string }[],
  ids: readonly string[],
  decision: string,
): number {
  return values.filter((value) => (ids.includes(value.id) ? decision === 'OPEN' : value.decision === 'OPEN'))
    .length;
}
