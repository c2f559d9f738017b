import { useImportWords } from '../use-import-words';
import { usePlaceWords } from '../values/place';
import type { ReadRecord } from '../values/read-value';

/** Passages that went into no field: nothing that was written is lost. */
export function Unplaced({ record: { unplaced, sourceLocale } }: { record: ReadRecord }) {
  const words = useImportWords();
  const placeWords = usePlaceWords();
  if (unplaced.length === 0) return null;
  return (
    <details className="unplaced">
      <summary>{words('unplaced', { count: unplaced.length })}</summary>
      <ul className="plain-list">
        {unplaced.map(({ heading, text, source }, index) => (
          <li key={index}>
            <blockquote className="source-quote" lang={sourceLocale}>
              {heading && <strong>{heading}: </strong>}
              {text}
            </blockquote>
            <p className="source-place">{placeWords(source)}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
