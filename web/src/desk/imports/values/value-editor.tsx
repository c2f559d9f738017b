import { useEffect, useRef, useState } from 'react';
import { useDeskWords } from '../../use-desk-words';
import { useImportWords } from '../use-import-words';
import { FIELDS } from './editor-fields';
import { formOf, type Json, parseValue, type ReadValue } from './read-value';

interface ValueEditorProps {
  value: ReadValue;
  /** language of its words */
  lang: string;
  name: string;
  onSave: (value: Json) => Promise<boolean>;
  onClose: () => void;
}

/** Changes one value; the place that it was read from stays with it. Escape leaves everything as it was. */
export function ValueEditor({ value, lang, name, onSave, onClose }: ValueEditorProps) {
  const words = useImportWords();
  const deskWords = useDeskWords();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState<Json>(() => parseValue(value.value));
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('textarea, input, select')?.focus();
  }, []);
  const { Field, problemOf } = FIELDS[formOf(value.path, parseValue(value.proposed))];
  const save = async () => {
    const found = problemOf(draft);
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
      <Field label={name} value={draft} path={value.path} lang={lang} problem={problem} onChange={setDraft} />
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
