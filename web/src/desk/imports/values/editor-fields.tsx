import type { ComponentType } from 'react';
import { Field } from '../../ui/field';
import { SelectField } from '../../ui/select-field';
import { useImportWords } from '../use-import-words';
import { schemeOf, useConcepts } from './concepts';
import { FundingField } from './funding-field';
import { useObjectives } from './item-titles';
import { ItemsField } from './items-field';
import { PartiesField, PartyField } from './party-field';
import { isConcept, isObject, type Json, type ValueForm } from './read-value';

export interface EditorFieldProps {
  label: string;
  value: Json;
  path: string;
  /** scheme of the vocabulary that its concepts are of; null where what is chosen tells it */
  scheme: string | null;
  /** language of its words */
  lang: string;
  /** what is wrong with it, in the reader's language */
  problem: string | null;
  onChange: (value: Json) => void;
}

/** Keys of the words that say what is wrong. */
type Problem = 'wrong.date' | 'wrong.number' | 'wrong.empty' | 'wrong.choice' | 'wrong.currency';

interface EditorField {
  Field: ComponentType<EditorFieldProps>;
  problemOf: (value: Json) => Problem | null;
  /** whether it says nothing, where saying nothing is not wrong by itself */
  isNothing?: (value: Json) => boolean;
}

const DATE = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;
/** how many concepts of a scheme an entry has at most */
const MOST: Readonly<Record<string, number>> = {
  theme: 3,
  'participation-level': 1,
  'activity-status': 1,
  scale: 1,
};

const fine = () => null;
const filled = (value: Json): Problem | null =>
  typeof value === 'string' && value.trim() === '' ? 'wrong.empty' : null;
const noneOf = (value: Json): boolean => !Array.isArray(value) || value.length === 0;
const numeric = (value: Json): Problem | null =>
  typeof value === 'number' && Number.isFinite(value) ? null : 'wrong.number';

function TextField({ label, value, lang, problem, onChange }: EditorFieldProps) {
  const text = String(value ?? '');
  const rows = Math.min(14, Math.max(2, Math.ceil(text.length / 60), text.split('\n').length + 1));
  return (
    <Field
      label={label}
      name="value"
      value={text}
      rows={rows}
      lang={lang}
      error={problem}
      onChange={onChange}
    />
  );
}

function DateField({ label, value, problem, onChange }: EditorFieldProps) {
  const words = useImportWords();
  return (
    <Field
      label={label}
      help={words('dateHelp')}
      name="value"
      value={String(value ?? '')}
      error={problem}
      onChange={(text) => onChange(text.trim())}
    />
  );
}

function PlainField({ label, value, lang, problem, onChange }: EditorFieldProps) {
  return (
    <Field
      label={label}
      name="value"
      value={String(value ?? '')}
      lang={lang}
      error={problem}
      onChange={onChange}
    />
  );
}

function NumberField({ label, value, problem, onChange }: EditorFieldProps) {
  return (
    <Field
      label={label}
      name="value"
      value={String(value ?? '')}
      error={problem}
      onChange={(text) => onChange(asNumber(text))}
    />
  );
}

function FlagField({ label, value, onChange }: EditorFieldProps) {
  const words = useImportWords();
  return (
    <SelectField
      label={label}
      value={String(value === true)}
      onChange={(chosen) => onChange(chosen === 'true')}
      options={[
        { value: 'true', label: words('yes') },
        { value: 'false', label: words('no') },
      ]}
    />
  );
}

/** One name a line. */
function WordsField({ label, value, lang, onChange }: EditorFieldProps) {
  const words = useImportWords();
  const lines = Array.isArray(value) ? value.map(String) : [];
  return (
    <Field
      label={label}
      help={words('lineHelp')}
      name="value"
      defaultValue={lines.join('\n')}
      rows={Math.min(14, lines.length + 2)}
      lang={lang}
      onChange={(text) =>
        onChange(
          text
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== ''),
        )
      }
    />
  );
}

function ConceptField({ label, value, scheme, onChange }: EditorFieldProps) {
  const words = useImportWords();
  const concepts = useConcepts(scheme ?? schemeOf(String(value)));
  const options = concepts.map((concept) => ({ value: concept.id, label: concept.label }));
  return (
    <SelectField
      label={label}
      value={String(value)}
      onChange={onChange}
      options={value === '' ? [{ value: '', label: words('choose') }, ...options] : options}
    />
  );
}

/** One of the plan's own. */
function ObjectiveField({ label, value, onChange }: EditorFieldProps) {
  const options = useObjectives().map(({ id, title }) => ({ value: id, label: title }));
  return <SelectField label={label} value={String(value)} onChange={onChange} options={options} />;
}

function ConceptsField({ label, value, path, onChange }: EditorFieldProps) {
  const chosen = Array.isArray(value) ? value.filter(isConcept) : [];
  const scheme = path.startsWith('concepts.') ? path.slice('concepts.'.length) : schemeOf(chosen[0] ?? '');
  const concepts = useConcepts(scheme);
  const isFull = chosen.length >= (MOST[scheme] ?? Infinity);
  return (
    <fieldset className="field">
      <legend className="label">{label}</legend>
      <div className="choices">
        {concepts.map((concept) => {
          const isChosen = chosen.includes(concept.id);
          return (
            <label key={concept.id} className="check">
              <input
                type="checkbox"
                checked={isChosen}
                disabled={!isChosen && isFull}
                onChange={() =>
                  onChange(isChosen ? chosen.filter((id) => id !== concept.id) : [...chosen, concept.id])
                }
              />
              {concept.label}
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

function CostField({ label, value, problem, onChange }: EditorFieldProps) {
  const words = useImportWords();
  const cost = isObject(value) ? value : {};
  const sum = (name: 'min' | 'max') => ({
    name,
    value: String(cost[name] ?? ''),
    onChange: (text: string) => {
      const others = Object.fromEntries(Object.entries(cost).filter(([key]) => key !== name));
      onChange(text.trim() === '' ? others : { ...others, [name]: asNumber(text) });
    },
  });
  return (
    <fieldset className="cost-field">
      <legend className="label">{label}</legend>
      <Field label={words('cost.min')} {...sum('min')} error={problem} />
      <Field label={words('cost.max')} {...sum('max')} />
      <Field
        label={words('cost.currency')}
        help={words('cost.currencyHelp')}
        name="currency"
        value={String(cost['currency'] ?? '')}
        onChange={(text) => onChange({ ...cost, currency: text.trim().toUpperCase() })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={cost['approximate'] === true}
          onChange={({ target }) => onChange({ ...cost, approximate: target.checked })}
        />
        {words('cost.approximate')}
      </label>
    </fieldset>
  );
}

function costProblem(value: Json): Problem | null {
  if (!isObject(value)) return 'wrong.number';
  const { min, max, currency } = value;
  if ([min, max].some((sum) => sum !== undefined && typeof sum !== 'number')) return 'wrong.number';
  return /^[A-Z]{3}$/.test(String(currency)) ? null : 'wrong.currency';
}

const isNoSum = (value: Json): boolean =>
  isObject(value) && value['min'] === undefined && value['max'] === undefined;

/** "16 000,50" and "16000.5" are the same number; what is none stays as it was typed. */
function asNumber(text: string): Json {
  const plain = text.replace(/[\s\u00a0\u202f]/gu, '').replace(',', '.');
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : text;
}

/** How a value of each form is changed, and what is wrong with it. */
export const FIELDS: Readonly<Record<ValueForm, EditorField>> = {
  text: { Field: TextField, problemOf: filled },
  date: { Field: DateField, problemOf: (value) => (DATE.test(String(value)) ? null : 'wrong.date') },
  number: { Field: NumberField, problemOf: numeric },
  flag: { Field: FlagField, problemOf: fine },
  plain: { Field: PlainField, problemOf: filled },
  words: { Field: WordsField, problemOf: fine, isNothing: noneOf },
  concept: { Field: ConceptField, problemOf: fine, isNothing: (value) => value === '' },
  concepts: { Field: ConceptsField, problemOf: fine, isNothing: noneOf },
  party: { Field: PartyField, problemOf: fine },
  parties: { Field: PartiesField, problemOf: fine, isNothing: noneOf },
  cost: { Field: CostField, problemOf: costProblem, isNothing: isNoSum },
  funding: { Field: FundingField, problemOf: fine, isNothing: noneOf },
  objective: { Field: ObjectiveField, problemOf: fine },
  items: { Field: ItemsField, problemOf: fine },
};

/** Fields that are several things, none of which is wrong when nothing was chosen: the form says it below them. */
export const SILENT: readonly ValueForm[] = ['words', 'concept', 'concepts', 'parties', 'funding'];

/** What is wrong where nothing was said. */
export function nothingSaid(form: ValueForm): Problem {
  if (form === 'words') return 'wrong.empty';
  return form === 'cost' ? 'wrong.number' : 'wrong.choice';
}
