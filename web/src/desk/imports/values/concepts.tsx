import { useQuery } from '@apollo/client/react';
import { usePage } from '../../../app/page-context';
import { SchemeConceptsDocument } from '../../gql/graphql';

/** The concepts of the scheme that an id is of (`theme/youth`), with their labels; empty while they are fetched. */
export function useConcepts(scheme: string): { id: string; label: string }[] {
  const { locale } = usePage();
  const { data } = useQuery(SchemeConceptsDocument, { variables: { locale, scheme }, skip: scheme === '' });
  return data?.concepts ?? [];
}

export const schemeOf = (id: string): string => id.split('/')[0] ?? '';

/** A concept by its label in the reader's language. */
export function ConceptName({ id }: { id: string }) {
  const concepts = useConcepts(schemeOf(id));
  return <>{concepts.find((concept) => concept.id === id)?.label ?? '…'}</>;
}
