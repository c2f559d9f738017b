import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { ClearDocumentDocument, type ReadImportFragment } from '../../gql/graphql';
import { usePerson } from '../../me';
import { FailureNote } from '../../ui/form';
import { useDeskWords } from '../../use-desk-words';
import { useImportWords } from '../use-import-words';
import { usePlaceWords } from '../values/place';

const DATA = ['name', 'email', 'telephone'] as const;

/** That something in the document tells who people are, where, and whether readers may have the file as it is. */
export function PersonalData({ read: { document, personalData } }: { read: ReadImportFragment }) {
  const words = useImportWords();
  const deskWords = useDeskWords();
  const placeWords = usePlaceWords();
  const { may } = usePerson();
  const [clear, { loading }] = useMutation(ClearDocumentDocument);
  const [failure, setFailure] = useState<string | null>(null);
  if (document.hasPersonalData !== true) return null;
  const decide = async (cleared: boolean) => {
    setFailure(null);
    try {
      await clear({ variables: { documentId: document.id, cleared } });
    } catch (error) {
      setFailure(error instanceof Error ? error.message : deskWords('failure.network'));
    }
  };
  return (
    <section className="notice personal">
      <h2>{words('personal.title')}</h2>
      <p>{words('personal.lead')}</p>
      <details>
        <summary>{words('personal.count', { count: personalData.length })}</summary>
        <ul className="prose-list">
          {personalData.map(({ datum, becomesContact, source }, index) => (
            <li key={index}>
              {words(`personal.${DATA.find((one) => one === datum) ?? 'name'}`)}
              {placeWords(source) !== '' && ` (${placeWords(source)})`}
              {becomesContact && ` – ${words('personal.contact')}`}
            </li>
          ))}
        </ul>
      </details>
      <p>{document.isCleared ? words('personal.cleared') : words('personal.redacted')}</p>
      {failure && <FailureNote message={failure} />}
      {may.includes('document.clear') && (
        <button
          type="button"
          className="button button-quiet button-small"
          aria-disabled={loading}
          onClick={() => void decide(!document.isCleared)}
        >
          {document.isCleared ? words('personal.takeBack') : words('personal.clear')}
        </button>
      )}
    </section>
  );
}
