import { useState } from 'react';
import {
  ApproveSubmissionDocument,
  RejectSubmissionDocument,
  RequestChangesDocument,
  type SubmissionPageQuery,
} from '../gql/graphql';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import { useAction } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';

type Submission = NonNullable<SubmissionPageQuery['submission']>;
type Verdict = 'approve' | 'changes' | 'reject';

const VERDICTS: readonly Verdict[] = ['approve', 'changes', 'reject'];

/** The reviewer's decision. Asking for changes and saying no need a reason; saying yes may have a note. */
export function Decision({ submission, onDone }: { submission: Submission; onDone: () => Promise<unknown> }) {
  const words = useDeskWords();
  const { id, lockVersion } = submission;
  const [verdict, setVerdict] = useState<Verdict>('approve');
  const approve = useAction(ApproveSubmissionDocument, (answer) => answer.approveSubmission);
  const changes = useAction(RequestChangesDocument, (answer) => answer.requestChanges);
  const reject = useAction(RejectSubmissionDocument, (answer) => answer.rejectSubmission);
  const action = { approve, changes, reject }[verdict];
  const submit = async ({ words: said = '' }: Record<string, string>) => {
    const outcome =
      verdict === 'approve'
        ? await approve.run({ id, lockVersion, note: said || null })
        : await (verdict === 'changes' ? changes : reject).run({ id, lockVersion, reason: said });
    if ('done' in outcome) await onDone();
  };
  return (
    <section>
      <h2>{words('decision.title')}</h2>
      <Form
        onSubmit={(values) => void submit(values)}
        submit={words(`decision.${verdict}`)}
        isBusy={action.isBusy}
        failure={action.failure}
        fields={['reason']}
      >
        <fieldset className="field">
          <legend className="visually-hidden">{words('decision.title')}</legend>
          {VERDICTS.map((each) => (
            <label key={each} className="check">
              <input
                type="radio"
                name="verdict"
                checked={verdict === each}
                onChange={() => setVerdict(each)}
              />
              {words(`decision.${each}`)}
            </label>
          ))}
        </fieldset>
        <Field
          label={words(verdict === 'approve' ? 'decision.note' : 'decision.reason')}
          help={words(verdict === 'approve' ? 'decision.noteHelp' : 'decision.reasonHelp')}
          name="words"
          rows={4}
          error={action.about('reason')}
          isRequired={verdict !== 'approve'}
        />
      </Form>
    </section>
  );
}
