import { useEffect, useRef, useState } from 'react';
import { useFormat } from '../../../ui/format';
import type { CategoryLineFragment } from '../../gql/graphql';
import { Field } from '../../ui/field';
import { useDeskWords } from '../../use-desk-words';
import { useImportWords } from '../use-import-words';
import { schemeOf } from '../values/concepts';
import { FIELDS } from '../values/editor-fields';
import { isConcept, type Json } from '../values/read-value';
import { useFieldNames } from '../values/value-name';

/** Lists of the vocabulary that a source's category can be something of. */
const SCHEMES = ['theme', 'target-group', 'method', 'participation-level', 'sdg'] as const;

const Concepts = FIELDS.concepts.Field;

interface CategoryFormProps {
  /** null: a new one */
  category: CategoryLineFragment | null;
  isBusy: boolean;
  onSave: (category: CategoryLineFragment) => void;
  onCancel: () => void;
}

/** What one word of a source is here: concepts of several lists, or nothing that they have. */
export function CategoryForm({ category, isBusy, onSave, onCancel }: CategoryFormProps) {
  const words = useImportWords();
  const deskWords = useDeskWords();
  const names = useFieldNames();
  const format = useFormat();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState(category?.words ?? '');
  const [conceptIds, setConceptIds] = useState<readonly string[]>(category?.conceptIds ?? []);
  const [isUnnamed, setUnnamed] = useState(false);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, summary')?.focus();
  }, []);
  const ofScheme = (scheme: string) => conceptIds.filter((id) => schemeOf(id) === scheme);
  const choose = (scheme: string, chosen: Json) => {
    const others = conceptIds.filter((id) => schemeOf(id) !== scheme);
    setConceptIds([...others, ...(Array.isArray(chosen) ? chosen.filter(isConcept) : [])]);
  };
  const save = () => {
    const isMissing = name.trim() === '';
    setUnnamed(isMissing);
    if (!isMissing && !isBusy) onSave({ words: name.trim(), conceptIds: [...conceptIds] });
  };
  return (
    <form
      ref={form}
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      {category ? (
        <p className="work-title">{category.words}</p>
      ) : (
        <Field
          label={words('categories.words')}
          help={words('categories.wordsHelp')}
          name="words"
          value={name}
          maxLength={300}
          error={isUnnamed ? words('categories.needsWords') : null}
          onChange={setName}
        />
      )}
      <div role="group" className="category-lists" aria-label={words('categories.chosen')}>
        <p className="label">{words('categories.chosen')}</p>
        <p className="field-help">{words('categories.noneChosen')}</p>
        {SCHEMES.map((scheme) => (
          <details key={scheme} className="tools" open={category !== null && ofScheme(scheme).length > 0}>
            <summary>
              {names(scheme) ?? scheme} ({format.number(ofScheme(scheme).length)})
            </summary>
            <Concepts
              label={names(scheme) ?? scheme}
              value={ofScheme(scheme)}
              path={`concepts.${scheme}`}
              scheme={scheme}
              lang=""
              problem={null}
              onChange={(chosen) => choose(scheme, chosen)}
            />
          </details>
        ))}
      </div>
      <p className="ways">
        <button type="submit" className="button" aria-disabled={isBusy}>
          {deskWords('form.save')}
        </button>
        <button type="button" className="button button-quiet" onClick={onCancel}>
          {words('cancel')}
        </button>
      </p>
    </form>
  );
}
