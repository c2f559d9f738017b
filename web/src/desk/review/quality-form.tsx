import { useState } from 'react';
import { AssessSubmissionDocument, type SubmissionPageQuery } from '../gql/graphql';
import { usePerson } from '../me';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { SelectField } from '../ui/select-field';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

type Submission = NonNullable<SubmissionPageQuery['submission']>;

const SCORES = [0, 1, 2, 3, 4, 5];

interface QualityFormProps {
  submission: Submission;
  onDone: () => Promise<unknown>;
}

/** What the network judges by, answered by whoever has the review: a score to each, and why. */
export function QualityForm({ submission: { id, criteria, assessments }, onDone }: QualityFormProps) {
  const words = useDeskWords();
  const me = usePerson();
  const assess = useAction(AssessSubmissionDocument, (answer) => answer.assessSubmission);
  const [isDone, setDone] = useState(false);
  const own = new Map(
    assessments.filter(({ reviewerId }) => reviewerId === me.id).map((each) => [each.criterion, each]),
  );
  const submit = async (values: Record<string, string>) => {
    setDone(false);
    const answers = criteria.flatMap(({ id: criterion }) => {
      const score = values[`score-${criterion}`];
      // Left open is no zero.
      if (!score) return [];
      return [{ criterion, score: Number(score), note: values[`note-${criterion}`]?.trim() || null }];
    });
    const outcome = await assess.run({ id, answers });
    if ('failure' in outcome) return;
    setDone(true);
    await onDone();
  };
  return (
    <section>
      <h2>{words('quality.title')}</h2>
      <p className="desk-lead">{words('quality.lead')}</p>
      <Form
        onSubmit={(values) => void submit(values)}
        submit={words('quality.save')}
        isBusy={assess.isBusy}
        failure={assess.failure}
        done={isDone ? words('form.saved') : null}
      >
        {criteria.map(({ id: criterion, label, required }) => (
          <fieldset key={criterion} className="field quality">
            <legend className="label">
              {label}
              {required && <span className="change-locale"> · {words('quality.required')}</span>}
            </legend>
            <SelectField
              label={words('quality.score')}
              name={`score-${criterion}`}
              defaultValue={own.has(criterion) ? String(own.get(criterion)?.score) : ''}
              options={[
                { value: '', label: words('quality.open') },
                ...SCORES.map((score) => ({
                  value: String(score),
                  label: words(`quality.scores.${score as 0 | 1 | 2 | 3 | 4 | 5}`),
                })),
              ]}
            />
            <Field
              label={words('quality.note')}
              name={`note-${criterion}`}
              rows={2}
              maxLength={2_000}
              defaultValue={own.get(criterion)?.note ?? ''}
            />
          </fieldset>
        ))}
      </Form>
    </section>
  );
}

/** What reviewers said so far, for everybody who sees the submission. */
export function QualityAnswers({ submission: { criteria, assessments } }: { submission: Submission }) {
  const words = useDeskWords();
  if (assessments.length === 0) return null;
  const labels = new Map(criteria.map(({ id, label }) => [id, label]));
  return (
    <section>
      <h2>{words('quality.title')}</h2>
      <ul className="work-list">
        {assessments.map(({ criterion, reviewerId, score, note }) => (
          <li key={`${criterion} ${reviewerId}`}>
            <p className="work-facts">
              <strong>{labels.get(criterion) ?? criterion}</strong>
              <span>{words(`quality.scores.${score as 0 | 1 | 2 | 3 | 4 | 5}`)}</span>
            </p>
            {note && <p className="comment-text">{note}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
