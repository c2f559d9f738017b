import { CancelImportDocument, type ImportLineFragment, RetryImportDocument } from '../gql/graphql';
import { FailureNote } from '../ui/form';
import { useAction } from '../ui/use-action';
import { useImportWords } from './use-import-words';

interface ImportStepsProps {
  line: ImportLineFragment;
  onChange: () => void;
}

/** Ends a reading, or has a file read again: what can be done in its state. */
export function ImportSteps({ line: { id, state, document }, onChange }: ImportStepsProps) {
  const words = useImportWords();
  const cancel = useAction(CancelImportDocument, (answer) => answer.cancelImport);
  const retry = useAction(RetryImportDocument, (answer) => answer.retryImport);
  const canCancel = state === 'QUEUED' || state === 'RUNNING';
  const canRetry = state === 'FAILED' || state === 'CANCELLED';
  const failure = cancel.failure ?? retry.failure;
  if (!canCancel && !canRetry) return null;
  const label = canCancel ? words('cancel') : words('retry');
  const go = async (action: typeof cancel | typeof retry) => {
    await action.run({ id });
    onChange();
  };
  return (
    <div>
      {failure && <FailureNote message={failure.message} />}
      <button
        type="button"
        className="button button-quiet"
        aria-label={`${label}: ${document.fileName}`}
        aria-disabled={cancel.isBusy || retry.isBusy}
        onClick={() => void go(canCancel ? cancel : retry)}
      >
        {label}
      </button>
    </div>
  );
}
