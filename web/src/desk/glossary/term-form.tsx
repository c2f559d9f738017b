import { useState } from 'react';
import { usePage } from '../../app/page-context';
import { type GlossaryLineFragment, SaveGlossaryTermDocument } from '../gql/graphql';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { SelectField } from '../ui/select-field';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import { type TermEntry, withEntry } from './term-entries';

interface TermFormProps {
  networkId: string;
  /** null: a new one */
  term: GlossaryLineFragment | null;
  onSaved: () => Promise<void>;
  onCancel: () => void;
}

/** A term and, one language at a time, its rendering and its meaning. */
export function TermForm({ networkId, term, onSaved, onCancel }: TermFormProps) {
  const words = useDeskWords();
  const { locale, locales } = usePage();
  const save = useAction(SaveGlossaryTermDocument, (answer) => answer.saveGlossaryTerm);
  const [leaveAsIs, setLeaveAsIs] = useState(term?.leaveAsIs ?? false);
  const [entries, setEntries] = useState<TermEntry[]>(() =>
    (term?.entries ?? []).map((entry) => ({
      locale: entry.locale,
      rendering: entry.rendering ?? null,
      definition: entry.definition ?? null,
    })),
  );
  const [shown, setShown] = useState(locale);
  const entry = entries.find((each) => each.locale === shown);
  const submit = async (values: Record<string, string>) => {
    const outcome = await save.run({
      input: {
        id: term?.id ?? null,
        networkId,
        term: values['term'] ?? '',
        locale: values['language'] ?? locale,
        leaveAsIs,
        entries: entries.map((each) => ({
          locale: each.locale,
          rendering: each.rendering?.trim() || null,
          definition: each.definition?.trim() || null,
        })),
      },
    });
    if ('done' in outcome) await onSaved();
  };
  const languages = locales.map(({ tag, name }) => ({ value: tag, label: name }));
  const written = new Set(entries.map((each) => each.locale));
  return (
    <Form
      onSubmit={(values) => void submit(values)}
      submit={words('form.save')}
      isBusy={save.isBusy}
      failure={save.failure}
      fields={['term']}
      ways={
        <button type="button" className="link-button" onClick={onCancel}>
          {words('form.cancel')}
        </button>
      }
    >
      <Field
        label={words('glossary.term')}
        name="term"
        defaultValue={term?.term ?? ''}
        maxLength={200}
        error={save.about('term')}
        isRequired
      />
      <SelectField
        label={words('glossary.language')}
        name="language"
        defaultValue={term?.locale ?? locale}
        options={languages}
      />
      <label className="check">
        <input type="checkbox" checked={leaveAsIs} onChange={() => setLeaveAsIs(!leaveAsIs)} />
        {words('glossary.leave')}
      </label>
      <SelectField
        label={words('glossary.inLanguage')}
        value={shown}
        onChange={setShown}
        options={languages.map(({ value, label }) => ({
          value,
          label: written.has(value) ? `${label} ✓` : label,
        }))}
      />
      <Field
        label={words('glossary.rendering')}
        name="rendering"
        lang={shown}
        value={entry?.rendering ?? ''}
        onChange={(rendering) => setEntries(withEntry(entries, shown, { rendering }))}
        maxLength={200}
      />
      <Field
        label={words('glossary.definition')}
        help={words('glossary.definitionHelp')}
        name="definition"
        lang={shown}
        rows={2}
        value={entry?.definition ?? ''}
        onChange={(definition) => setEntries(withEntry(entries, shown, { definition }))}
        maxLength={1_000}
      />
    </Form>
  );
}
