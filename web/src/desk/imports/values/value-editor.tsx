import { useEffect, useRef, useState } from 'react';
import { useDeskWords } from '../../use-desk-words';
import { useImportWords } from '../use-import-words';
import { FIELDS, nothingSaid, SILENT } from './editor-fields';
import type { Json, ValueForm } from './read-value';

interface ValueEditorProps {
  path: string;
  /** as it is before */
  initial: Json;
  form: ValueForm;
  /** scheme of the vocabulary that its concepts are of, where nothing is chosen yet */
  scheme?: string | null;
  /** nothing is no answer */
  isNeeded?: boolean;
  /** language of its words */
  lang: string;
  name: string;
  onSave: (value: Json) => Promise<boolean>;
  onClose: () => void;
}

/** Says what one value is. Escape leaves everything as it was. */
export function ValueEditor({
  path,
  initial,
  form: valueForm,
  lang,
  name,
  onSave,
  onClose,
  ...asked
}: ValueEditorProps) {
  const words = useImportWords();
  const deskWords = useDeskWords();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<Json>(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('textarea, input, select')?.focus();
  }, []);
  const { Field, problemOf, isNothing } = FIELDS[valueForm];
  const save = async () => {
    const found = asked.isNeeded && isNothing?.(draft) ? nothingSaid(valueForm) : problemOf(draft);
    setProblem(found === null ? null : words(found));
    if (found !== null || isBusy) return;
    setBusy(true);
    const isKept = await onSave(draft);
    setBusy(false);
    if (isKept) onClose();
  };
  return (
    <form
      ref={form}
      className="value-editor"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
      }}
    >
      <Field
        label={name}
        value={draft}
        path={path}
        scheme={asked.scheme ?? null}
        lang={lang}
        problem={problem}
        onChange={setDraft}
      />
      {problem !== null && SILENT.includes(valueForm) && (
        <p className="field-error" role="alert">
          {problem}
        </p>
      )}
      <p className="value-ways">
        <button type="submit" className="button button-small" aria-disabled={isBusy}>
          {deskWords('form.save')}
        </button>
        <button type="button" className="button button-quiet button-small" onClick={onClose}>
          {words('cancel')}
        </button>
      </p>
    </form>
  );
}
