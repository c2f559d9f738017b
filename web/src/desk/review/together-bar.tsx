import { useState } from 'react';
import type { ReviewAct, SubmissionLineFragment } from '../gql/graphql';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import type { Failure } from '../ui/use-action';
import { useDeskWords } from '../use-desk-words';
import { TogetherProgress } from './together-progress';
import { isForTogether, type Selection } from './use-selection';
import { useTogether } from './use-together';

interface TogetherBarProps {
  /** those that the page shows */
  shown: readonly SubmissionLineFragment[];
  selection: Selection;
  /** loads the queue anew */
  onDone: () => Promise<unknown>;
}

const ACTS: readonly ReviewAct[] = ['APPROVE', 'REQUEST_CHANGES', 'REJECT', 'TAKE', 'RELEASE'];
const NEEDS_REASON: readonly ReviewAct[] = ['REQUEST_CHANGES', 'REJECT'];

/** Choosing several submissions of the queue, and what is done to all that are chosen. */
export function TogetherBar({ shown, selection, onDone }: TogetherBarProps) {
  const words = useDeskWords();
  const together = useTogether();
  const [isOpen, setOpen] = useState(false);
  const reload = () => onDone().catch(() => undefined);
  const { chosen, add, keep } = selection;
  const choosable = shown.filter(isForTogether);
  const isAll = choosable.length > 0 && choosable.every(({ id }) => chosen.has(id));
  if (together.run) {
    const { run } = together;
    const close = () => {
      keep(run.waiting);
      setOpen(false);
      together.close();
      void reload();
    };
    return (
      <TogetherProgress
        run={run}
        onStop={together.stop}
        onGoOn={() => void together.goOn().then(reload)}
        onClose={close}
      />
    );
  }
  if (choosable.length === 0 && chosen.size === 0) return null;
  return (
    <section className="together" aria-label={words('together.title')}>
      <div className="together-row">
        <label className="check">
          <input
            type="checkbox"
            checked={isAll}
            onChange={() => {
              if (!isAll) add(choosable);
              else keep([...chosen.values()].filter(({ id }) => choosable.every((one) => one.id !== id)));
            }}
          />
          {words('together.all')}
        </label>
        <p role="status" className="together-count">
          {words('together.selected', { n: chosen.size })}
        </p>
        {chosen.size > 0 && (
          <>
            <button
              type="button"
              className="button"
              aria-expanded={isOpen}
              aria-controls="together-decision"
              onClick={() => setOpen(!isOpen)}
            >
              {words('together.decide')}
            </button>
            <button type="button" className="link-button" onClick={() => keep([])}>
              {words('together.clear')}
            </button>
          </>
        )}
      </div>
      <div id="together-decision">
        {isOpen && chosen.size > 0 && (
          <ActForm
            failure={together.failure}
            isBusy={together.isStarting}
            onSubmit={(act, said) => void together.start(act, said, [...chosen.values()]).then(reload)}
          />
        )}
      </div>
    </section>
  );
}

interface ActFormProps {
  failure: Failure | null;
  isBusy: boolean;
  onSubmit: (act: ReviewAct, said: string) => void;
}

function ActForm({ failure, isBusy, onSubmit }: ActFormProps) {
  const words = useDeskWords();
  const [act, setAct] = useState<ReviewAct>('APPROVE');
  const [said, setSaid] = useState('');
  const isReason = NEEDS_REASON.includes(act);
  return (
    <Form
      onSubmit={() => onSubmit(act, said)}
      submit={words(`together.${act}`)}
      isBusy={isBusy}
      failure={failure}
      fields={['reason', 'note']}
    >
      <fieldset className="field">
        <legend className="visually-hidden">{words('together.decide')}</legend>
        {ACTS.map((each) => (
          <label key={each} className="check">
            <input type="radio" name="act" checked={act === each} onChange={() => setAct(each)} />
            {words(`together.${each}`)}
          </label>
        ))}
      </fieldset>
      {(isReason || act === 'APPROVE') && (
        <Field
          label={words(isReason ? 'decision.reason' : 'decision.note')}
          help={words(isReason ? 'decision.reasonHelp' : 'decision.noteHelp')}
          name="words"
          rows={3}
          value={said}
          onChange={setSaid}
          error={failure?.field ? failure.message : null}
          isRequired={isReason}
        />
      )}
      <p className="field-help">{words('together.each')}</p>
    </Form>
  );
}
