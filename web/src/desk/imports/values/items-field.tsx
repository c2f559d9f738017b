import { useId, useState } from 'react';
import type { EditorFieldProps } from './editor-fields';
import { useImportWords } from '../use-import-words';
import { parseValue, type Json } from './read-value';
import { ValueShown } from './value-shown';

/** Things of several parts: each stays or goes as a whole. */
export function ItemsField({ label, value, path, lang, onChange }: EditorFieldProps) {
  const words = useImportWords();
  const id = useId();
  const [all] = useState<Json[]>(() => (Array.isArray(value) ? value : [value]));
  const kept = new Set((Array.isArray(value) ? value : [value]).map((item) => JSON.stringify(item)));
  return (
    <fieldset className="field">
      <legend className="label">{label}</legend>
      <p className="field-help">{words('itemsHelp')}</p>
      {all.map((item, index) => {
        const key = JSON.stringify(item);
        const toggle = () => {
          if (kept.has(key)) kept.delete(key);
          else kept.add(key);
          onChange(
            all
              .map((one) => JSON.stringify(one))
              .filter((one) => kept.has(one))
              .map(parseValue),
          );
        };
        return (
          <div key={index} className="check check-long">
            <input
              type="checkbox"
              checked={kept.has(key)}
              onChange={toggle}
              aria-labelledby={`${id}-${index}`}
            />
            <div id={`${id}-${index}`}>
              <ValueShown path={path} value={[item]} lang={lang} />
            </div>
          </div>
        );
      })}
    </fieldset>
  );
}
