import type { ReadImportFragment } from '../../gql/graphql';
import { useImportWords } from '../use-import-words';
import { usePlaceWords } from '../values/place';

/** What a person should know about how the document was read. */
export function Notes({ read: { notes, records } }: { read: ReadImportFragment }) {
  const words = useImportWords();
  const placeWords = usePlaceWords();
  if (notes.length === 0) return null;
  return (
    <section className="notes">
      <h2>{words('notes')}</h2>
      <ul className="prose-list">
        {notes.map(({ message, source, ref }, index) => {
          const record = records.find((one) => one.ref === ref);
          const place = source ? placeWords(source) : '';
          return (
            <li key={index}>
              {message}
              {place !== '' && <span className="source-place"> ({place})</span>}
              {record && (
                <>
                  {' '}
                  <a href={`#record-${record.id}`}>{words('toRecord')}</a>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
