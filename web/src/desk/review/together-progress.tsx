import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { usePage } from '../../app/page-context';
import { deskPath } from '../../app/paths';
import { useDeskWords } from '../use-desk-words';
import type { TogetherRun } from './use-together';

interface TogetherProgressProps {
  run: TogetherRun;
  onStop: () => void;
  onGoOn: () => void;
  onClose: () => void;
}

/** How far it is, what came of each, and ways to stop, to go on and to leave it at that. */
export function TogetherProgress({ run, onStop, onGoOn, onClose }: TogetherProgressProps) {
  const words = useDeskWords();
  const { phase, total, done, refused, waiting } = run;
  const isUnderWay = phase === 'running' || phase === 'stopping';
  const region = useRef<HTMLElement>(null);
  // The button that had the focus is gone: who works by keyboard or listens stays where it goes on.
  useEffect(() => region.current?.focus(), [phase]);
  const isLeft = phase === 'stopped' || phase === 'broken';
  return (
    <section ref={region} className="together" tabIndex={-1} aria-label={words('together.title')}>
      {isUnderWay && (
        <div className="progress">
          <progress value={total - waiting.length} max={total} aria-label={words(`together.${run.act}`)} />
        </div>
      )}
      <div role="status">
        {phase !== 'done' && <p>{words(sentenceOf(phase), { done: total - waiting.length, total })}</p>}
        {!isUnderWay && (
          <p>
            <strong>{words('together.done', { n: done })}</strong>
          </p>
        )}
      </div>
      {refused.length > 0 && <RefusedList refused={refused} />}
      <p className="ways">
        {phase === 'running' && (
          <button type="button" className="button button-quiet" onClick={onStop}>
            {words('together.stop')}
          </button>
        )}
        {isLeft && (
          <button type="button" className="button" onClick={onGoOn}>
            {words('together.goOn')}
          </button>
        )}
        {!isUnderWay && (
          <button type="button" className="button button-quiet" onClick={onClose}>
            {words(isLeft ? 'together.leave' : 'together.close')}
          </button>
        )}
      </p>
    </section>
  );
}

function RefusedList({ refused }: Pick<TogetherRun, 'refused'>) {
  const words = useDeskWords();
  const { locale } = usePage();
  return (
    <>
      <h2>{words('together.refused', { n: refused.length })}</h2>
      <ul className="work-list together-refused">
        {refused.map(({ submission: { id, title, record }, message }) => {
          const shown = title ?? record?.title;
          return (
            <li key={id}>
              <p className="work-title">
                <Link to={deskPath(locale, `review/${id}`)} lang={shown?.locale}>
                  {shown?.text ?? words('drafts.untitled')}
                </Link>
              </p>
              <p>{message}</p>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function sentenceOf(phase: TogetherRun['phase']) {
  switch (phase) {
    case 'stopping':
      return 'together.stopping' as const;
    case 'stopped':
      return 'together.stopped' as const;
    case 'broken':
      return 'together.broken' as const;
    default:
      return 'together.working' as const;
  }
}
