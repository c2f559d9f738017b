import { useFormat } from '../../../ui/format';
import { useImportWords } from '../use-import-words';
import type { Tally } from '../values/read-value';

interface StateBarProps {
  tally: Tally;
  unsure: number;
  isSaving: boolean;
  onNext: () => void;
  onNextUnsure: () => void;
}

/** How far looking through is, always in sight, and the way to the next value. */
export function StateBar({ tally, unsure, isSaving, onNext, onNextUnsure }: StateBarProps) {
  const words = useImportWords();
  const format = useFormat();
  const done = tally.total - tally.OPEN;
  return (
    <div className="state-bar">
      <progress value={done} max={tally.total} aria-label={words('lookedAtLabel')} />
      <p>
        {words('lookedAt', { done: format.number(done), total: format.number(tally.total) })}
        {unsure > 0 && (
          <>
            {' · '}
            <button type="button" className="link-button unsure" onClick={onNextUnsure}>
              {words('unsure', { count: unsure })}
            </button>
          </>
        )}
        <span className="state-bar-saving">{isSaving ? ` · ${words('saving')}` : ''}</span>
      </p>
      {tally.OPEN > 0 ? (
        <button type="button" className="button button-quiet button-small" onClick={onNext}>
          {words('next')}
        </button>
      ) : (
        <a className="button button-small" href="#confirm">
          {words('toConfirm')}
        </a>
      )}
    </div>
  );
}
