import { useQuery } from '@apollo/client/react';
import { usePage } from '../../app/page-context';
import { ConceptsDocument, type RecordKind } from '../gql/graphql';
import { Field } from '../ui/field';
import { SelectField } from '../ui/select-field';
import { useDeskWords } from '../use-desk-words';
import { type EditedFacts, factOf } from './draft-texts';

const MOST_THEMES = 3;

/** What a kind has to say of itself, chosen from the vocabulary: its place in the document and the scheme. */
const CHOICES: Partial<
  Record<
    RecordKind,
    { path: string; scheme: string; word: 'tier' | 'planKind' | 'eventKind' | 'actionKind' | 'methodConcept' }
  >
> = {
  PRACTICE: { path: 'fields.tier', scheme: 'practice-tier', word: 'tier' },
  PLAN: { path: 'fields.planKind', scheme: 'plan-kind', word: 'planKind' },
  EVENT: { path: 'fields.eventKind', scheme: 'event-kind', word: 'eventKind' },
  ACTION: { path: 'fields.actionKind', scheme: 'action-kind', word: 'actionKind' },
  METHOD: { path: 'fields.concept', scheme: 'method', word: 'methodConcept' },
};

interface DraftFactsProps {
  kind: RecordKind;
  content: Record<string, unknown>;
  edited: EditedFacts;
  onWrite: (path: string, value: string | string[]) => void;
}

/** What is chosen or dated rather than written: kind, themes, period, source. */
export function DraftFacts({ kind, content, edited, onWrite }: DraftFactsProps) {
  const words = useDeskWords();
  const { locale } = usePage();
  const choice = CHOICES[kind];
  const { data } = useQuery(ConceptsDocument, {
    variables: { locale, scheme: choice?.scheme ?? 'theme' },
  });
  const valueOf = (path: string) => edited[path] ?? factOf(content, path);
  const textOf = (path: string) => String(valueOf(path));
  const themes = [valueOf('concepts.theme')].flat().filter((theme) => theme !== '');
  return (
    <section>
      <h2>{words('facts.title')}</h2>
      <div className="form">
        {choice && (
          <SelectField
            label={words(`facts.${choice.word}`)}
            value={textOf(choice.path)}
            onChange={(value) => onWrite(choice.path, value)}
            options={[
              { value: '', label: words('facts.choose') },
              ...(data?.chosen ?? []).map(({ id, label }) => ({ value: id, label })),
            ]}
          />
        )}
        <fieldset className="field">
          <legend className="label">{words('facts.themes')}</legend>
          <div className="choices">
            {(data?.themes ?? []).map(({ id, label }) => {
              const isChosen = themes.includes(id);
              return (
                <label key={id} className="check">
                  <input
                    type="checkbox"
                    checked={isChosen}
                    disabled={!isChosen && themes.length >= MOST_THEMES}
                    onChange={() =>
                      onWrite(
                        'concepts.theme',
                        isChosen ? themes.filter((theme) => theme !== id) : [...themes, id],
                      )
                    }
                  />
                  {label}
                </label>
              );
            })}
          </div>
        </fieldset>
        <Field
          label={words('facts.start')}
          help={words('facts.dateHelp')}
          name="start"
          value={textOf('start')}
          onChange={(value) => onWrite('start', value.trim())}
        />
        <Field
          label={words('facts.end')}
          help={words('facts.dateHelp')}
          name="end"
          value={textOf('end')}
          onChange={(value) => onWrite('end', value.trim())}
        />
        <Field
          label={words('facts.source')}
          name="sourceUrl"
          type="url"
          value={textOf('sourceUrl')}
          onChange={(value) => onWrite('sourceUrl', value.trim())}
        />
      </div>
    </section>
  );
}
