import { ConfirmImportDocument, type ReadImportFragment } from '../../gql/graphql';
import { FailureNote } from '../../ui/form';
import { useAction } from '../../ui/use-action';
import { useFormat } from '../../../ui/format';
import { useImportWords } from '../use-import-words';
import type { Tally } from '../values/read-value';
import { NotYours, Problems } from './problems';

interface ConfirmProps {
  read: ReadImportFragment;
  tally: Tally;
  isSaving: boolean;
  onAcceptOpen: () => void;
  onChange: () => void;
}

/** What remains to be looked at, what comes along, and the last step. */
export function Confirm({ read, tally, isSaving, onAcceptOpen, onChange }: ConfirmProps) {
  const words = useImportWords();
  const format = useFormat();
  const confirm = useAction(ConfirmImportDocument, (answer) => answer.confirmImport);
  const problems = confirm.failure?.answer?.['problems'];
  const places = Array.isArray(problems) ? problems.map(String) : null;
  const isNotTheirs = confirm.failure?.code === 'FORBIDDEN';
  const isOpen = tally.OPEN > 0;
  const submit = async () => {
    if (confirm.isBusy || isSaving) return;
    const outcome = await confirm.run({ id: read.id });
    if ('done' in outcome) {
      onChange();
      window.scrollTo(0, 0);
    }
  };
  const parts = (['ACCEPTED', 'EDITED', 'REJECTED', 'OPEN'] as const).filter((one) => tally[one] > 0);
  return (
    <section id="confirm" className="confirm">
      <h2>{words('confirmTitle')}</h2>
      <dl className="tally">
        {parts.map((one) => (
          <div key={one}>
            <dt>{words(`tally.${one}`)}</dt>
            <dd>{format.number(tally[one])}</dd>
          </div>
        ))}
      </dl>
      {isOpen && <p>{words('openStays')}</p>}
      <p className="field-help">{words('publishesNothing')}</p>
      {confirm.failure && <FailureNote message={confirm.failure.message} />}
      {places && isNotTheirs && <NotYours refs={places} read={read} />}
      {places && !isNotTheirs && <Problems problems={places} read={read} />}
      <p className="ways">
        {isOpen && (
          <button type="button" className="button" onClick={onAcceptOpen}>
            {words('acceptRest', { count: tally.OPEN })}
          </button>
        )}
        <button
          type="button"
          className={isOpen ? 'button button-quiet' : 'button'}
          aria-disabled={confirm.isBusy || isSaving}
          onClick={() => void submit()}
        >
          {isOpen ? words('confirmRest', { count: tally.OPEN }) : words('confirm')}
        </button>
      </p>
    </section>
  );
}
