import { Field } from '../../ui/field';
import { SelectField } from '../../ui/select-field';
import { useImportWords } from '../use-import-words';
import { useConcepts } from './concepts';
import type { EditorFieldProps } from './editor-fields';
import { isObject, type Json, type JsonObject } from './read-value';

/** Who pays, and how much of it in percent where that is told. */
export function FundingField({ label, value, onChange }: EditorFieldProps) {
  const words = useImportWords();
  const sources = useConcepts('funding-source');
  const shares = (Array.isArray(value) ? value : []).filter(isObject);
  const put = (index: number, next: JsonObject | null) =>
    onChange(shares.flatMap((share, at) => (at === index ? (next ?? []) : [share])) as Json);
  return (
    <fieldset className="field">
      <legend className="label">{label}</legend>
      {shares.map((share, index) => (
        <div key={index} className="funding-edit">
          <SelectField
            label={words('funding.source')}
            value={String(share['source'] ?? '')}
            options={sources.map(({ id, label: name }) => ({ value: id, label: name }))}
            onChange={(source) => put(index, { ...share, source })}
          />
          <Field
            label={words('funding.share')}
            name={`share-${index}`}
            value={String(share['share'] ?? '')}
            onChange={(text) => put(index, withShare(share, text))}
          />
          <button type="button" className="link-button" onClick={() => put(index, null)}>
            {words('reject')}
          </button>
        </div>
      ))}
      <p>
        <button
          type="button"
          className="link-button"
          onClick={() => onChange([...shares, { source: sources[0]?.id ?? 'funding-source/other' }])}
        >
          {words('funding.add')}
        </button>
      </p>
    </fieldset>
  );
}

/** A share of 0 to 100; what is no such number is taken as not told. */
function withShare({ share: _, ...others }: JsonObject, text: string): JsonObject {
  const share = Number(text.replace(',', '.'));
  return text.trim() === '' || !(share >= 0 && share <= 100) ? others : { ...others, share };
}
