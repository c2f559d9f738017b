import { useLanguageName } from '../../app/page-context';
import type { ChangeFragment } from '../gql/graphql';
import { useDeskWords } from '../use-desk-words';

/** What became of each field, word by word where it is a text. Said in elements, not in colour alone. */
export function Changes({ changes, empty }: { changes: readonly ChangeFragment[]; empty: string }) {
  const languageName = useLanguageName();
  if (changes.length === 0) return <p className="desk-lead">{empty}</p>;
  return (
    <dl className="changes">
      {changes.map((change) => (
        <div key={`${change.field} ${change.locale ?? ''}`}>
          <dt>
            {change.label}
            {change.locale && <span className="change-locale"> · {languageName(change.locale)}</span>}
          </dt>
          <dd lang={change.locale ?? undefined}>
            <ChangeWords change={change} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ChangeWords({ change }: { change: ChangeFragment }) {
  const words = useDeskWords();
  if (change.pieces.length > 0) {
    return change.pieces.map(({ kind, text }, index) => {
      // Pieces have no name of their own; their order is what they are.
      if (kind === 'ADDED') return <ins key={index}>{text}</ins>;
      if (kind === 'REMOVED') return <del key={index}>{text}</del>;
      return <span key={index}>{text}</span>;
    });
  }
  return (
    <>
      {change.before !== null && change.before !== undefined && (
        <del>
          <span className="visually-hidden">{words('changes.before')}: </span>
          {change.before}
        </del>
      )}{' '}
      {change.after !== null && change.after !== undefined && (
        <ins>
          <span className="visually-hidden">{words('changes.after')}: </span>
          {change.after}
        </ins>
      )}
    </>
  );
}
