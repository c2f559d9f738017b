import { useImportWords } from '../use-import-words';

const KEYS = [
  { keys: ['↓', 'J'], word: 'down' },
  { keys: ['↑', 'K'], word: 'up' },
  { keys: ['N'], word: 'next' },
  { keys: ['A'], word: 'accept' },
  { keys: ['E'], word: 'edit' },
  { keys: ['X'], word: 'reject' },
  { keys: ['U'], word: 'undo' },
  { keys: ['Esc'], word: 'escape' },
] as const;

/** The keys that work on a value, for whoever looks through many. */
export function KeysHelp() {
  const words = useImportWords();
  return (
    <details className="keys">
      <summary>{words('keys.title')}</summary>
      <p>{words('keys.lead')}</p>
      <dl>
        {KEYS.map(({ keys, word }) => (
          <div key={word}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words(`keys.${word}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
