import { memo, useId } from 'react';
import type { ImportDecision } from '../../gql/graphql';
import { useImportWords } from '../use-import-words';
import {
  decidedAs,
  formOfValue,
  isAdded,
  isUnsure,
  languageOf,
  pairsOf,
  parseValue,
  type Json,
  type ReadRecord,
  type ReadValue,
  type Source,
} from './read-value';
import { Quotes, SourceShown, Sureness } from './source-shown';
import { ValueEditor } from './value-editor';
import { useValueName } from './value-name';
import { Item, ValueShown } from './value-shown';

export interface ValueActions {
  decide: (valueIds: readonly string[], decision: ImportDecision) => void;
  /** takes away what a person added */
  withdraw: (valueId: string) => void;
  /** true once it is kept */
  edit: (valueId: string, value: Json) => Promise<boolean>;
  /** begins changing a value; null: ends it */
  setEditing: (valueId: string | null) => void;
}

interface ValueRowProps {
  value: ReadValue;
  record: ReadRecord;
  /** null: looked at only; the same object as long as the page stands, so that what does not change is not drawn again */
  actions: ValueActions | null;
  /** the value that is being changed; null: none */
  editing: string | null;
}

interface RowProps {
  value: ReadValue;
  name: string;
  /** language of its words */
  lang: string;
  actions: ValueActions | null;
  isEditing: boolean;
}

const TONES: Record<ImportDecision, string> = {
  OPEN: 'state-open',
  ACCEPTED: 'state-done',
  EDITED: 'state-done',
  REJECTED: '',
};

/** One value beside the place it was read from, and what a person says to it. */
export function ValueRow({ value, record, actions, editing }: ValueRowProps) {
  const valueName = useValueName();
  return (
    <Row
      value={value}
      name={valueName(value.path, record)}
      lang={languageOf(value, record)}
      actions={actions}
      isEditing={editing === value.id}
    />
  );
}

/** Of the hundred rows of a plan one changes at a key; the others are left as they are. */
const Row = memo(function Row({ value, name, lang, actions, isEditing }: RowProps) {
  const words = useImportWords();
  const id = useId();
  const isOpen = value.decision === 'OPEN';
  const pairs = pairsOf(value);
  return (
    <li>
      <div
        role="group"
        className={`value-row value-${value.decision.toLowerCase()}`}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-state`}
        tabIndex={-1}
        id={`value-${value.id}`}
        data-value={value.id}
        data-decision={value.decision}
        data-unsure={isUnsure(value)}
      >
        <p className="value-head">
          <span className="value-name" id={`${id}-name`}>
            {name}
          </span>
          <span className={isOpen ? 'visually-hidden' : `state ${TONES[value.decision]}`} id={`${id}-state`}>
            {words(
              isAdded(value) && value.decision === 'EDITED' ? 'decision.ADDED' : `decision.${value.decision}`,
            )}
          </span>
        </p>
        {pairs && !isEditing ? (
          <Pairs path={value.path} pairs={pairs} lang={lang} />
        ) : (
          <div className="value-body">
            <div className="value-read">
              {isEditing && actions ? (
                <ValueEditor
                  path={value.path}
                  initial={parseValue(value.value)}
                  form={formOfValue(value)}
                  lang={lang}
                  name={name}
                  onSave={(next) => actions.edit(value.id, next)}
                  onClose={() => actions.setEditing(null)}
                />
              ) : (
                <div className="value-words">
                  <ValueShown path={value.path} value={parseValue(value.value)} lang={lang} />
                </div>
              )}
            </div>
            <SourceShown value={value} lang={lang} />
          </div>
        )}
        {pairs && !isEditing && (
          <p className="source-place">
            <Sureness value={value} />
          </p>
        )}
        {actions && !isEditing && <Ways value={value} name={name} actions={actions} />}
      </div>
    </li>
  );
});

interface WaysProps {
  value: ReadValue;
  name: string;
  actions: ValueActions;
}

/** What can be said to a value. Buttons of many rows say the same; which each is about is heard. */
function Ways({ value, name, actions }: WaysProps) {
  const words = useImportWords();
  const { id, decision } = value;
  const ways = [
    { word: 'accept', isOffered: decision === 'OPEN', act: () => actions.decide([id], 'ACCEPTED') },
    { word: 'edit', isOffered: decision !== 'REJECTED', act: () => actions.setEditing(id) },
    { word: 'reject', isOffered: decision === 'OPEN', act: () => actions.decide([id], 'REJECTED') },
    {
      word: 'undo',
      isOffered: decision !== decidedAs(value, 'OPEN'),
      act: () => actions.decide([id], 'OPEN'),
    },
    { word: 'withdraw', isOffered: isAdded(value), act: () => actions.withdraw(id) },
  ] as const;
  return (
    <p className="value-ways">
      {ways
        .filter(({ isOffered }) => isOffered)
        .map(({ word, act }) => (
          <button
            key={word}
            type="button"
            className={`button button-quiet button-small way-${word}`}
            onClick={act}
            aria-label={`${words(word)}: ${name}`}
          >
            {words(word)}
          </button>
        ))}
    </p>
  );
}

interface PairsProps {
  path: string;
  pairs: readonly { item: Json; source: Source }[];
  lang: string;
}

/** A list whose values each have a place of their own, side by side. */
function Pairs({ path, pairs, lang }: PairsProps) {
  return (
    <ul className="pairs">
      {pairs.map(({ item, source }, index) => (
        <li key={index} className="value-body">
          <div className="value-words">
            <Item path={path} item={item} lang={lang} />
          </div>
          <div className="source">
            <Quotes place={source} quotes={[source.quote]} lang={lang} asWritten={null} />
          </div>
        </li>
      ))}
    </ul>
  );
}
