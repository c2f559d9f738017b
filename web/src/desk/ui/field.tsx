import type { HTMLInputAutoCompleteAttribute, HTMLInputTypeAttribute, ReactNode } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField } from 'react-aria-components/TextField';

interface FieldProps {
  label: string;
  name: string;
  type?: HTMLInputTypeAttribute;
  autoComplete?: HTMLInputAutoCompleteAttribute;
  /** said under the field before anything is wrong */
  help?: ReactNode;
  /** what is wrong with it, in the person's language */
  error?: string | null;
  isRequired?: boolean;
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  /** language of what is written in it */
  lang?: string;
  /** lines; left out: one line */
  rows?: number;
  maxLength?: number;
}

/** A labelled field of text, with its help and its error tied to it. */
export function Field({ label, help, error, rows, lang, autoComplete, maxLength, ...field }: FieldProps) {
  return (
    <TextField
      className="field"
      {...field}
      {...(autoComplete ? { autoComplete } : {})}
      {...(maxLength ? { maxLength } : {})}
      isInvalid={error !== undefined && error !== null}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      {help && (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      {rows ? <TextArea rows={rows} lang={lang} /> : <Input lang={lang} />}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}
