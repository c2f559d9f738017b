import { useFormat } from '../../../ui/format';
import { FailureNote } from '../../ui/form';
import { useImportWords } from '../use-import-words';
import { useSize } from '../use-size';
import type { UploadState } from './use-upload';

interface UploadProgressProps {
  state: Exclude<UploadState, { phase: 'idle' }>;
  onPause: () => void;
  onGoOn: () => void;
  onCancel: () => void;
}

/** How much of a file has arrived; paused, taken up again or given up where the person wants it. */
export function UploadProgress({ state, onPause, onGoOn, onCancel }: UploadProgressProps) {
  const words = useImportWords();
  const format = useFormat();
  const size = useSize();
  const { phase, file, sent } = state;
  const share = file.size === 0 ? 100 : Math.floor((sent / file.size) * 100);
  const canGoOn = phase === 'paused' || (phase === 'failed' && state.failure.canGoOn);
  return (
    <div className="progress">
      <progress value={share} max={100} aria-label={words('upload.label', { name: file.name })} />
      <p className="work-facts">
        <span>
          {words('upload.share', {
            share: format.percent(share),
            sent: size(sent),
            size: size(file.size),
          })}
        </span>
      </p>
      <p role="status" className={phase === 'sending' ? 'visually-hidden' : ''}>
        {phase !== 'failed' && words(`upload.${phase}`)}
      </p>
      {phase === 'failed' && <FailureNote message={state.failure.message ?? words('upload.broken')} />}
      {phase !== 'done' && (
        <p className="ways">
          {phase === 'sending' && (
            <button type="button" className="button button-quiet" onClick={onPause}>
              {words('upload.pause')}
            </button>
          )}
          {canGoOn && (
            <button type="button" className="button" onClick={onGoOn}>
              {words('upload.goOn')}
            </button>
          )}
          <button type="button" className="button button-quiet" onClick={onCancel}>
            {phase === 'failed' && !canGoOn ? words('upload.another') : words('cancel')}
          </button>
        </p>
      )}
    </div>
  );
}
