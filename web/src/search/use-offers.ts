import { useApolloClient } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { usePage } from '../app/page-context';
import { SuggestDocument, type SuggestQuery } from '../gql/graphql';

export type Offer = SuggestQuery['suggest'][number] & { id: string };

/** Milliseconds without a key before the server is asked. */
const PAUSE = 120;
const SHORTEST = 2;
const LONGEST = 100;

/** What the server offers for what is typed. Errors offer nothing: typing goes on without. */
export function useOffers(text: string, isTyping: boolean): { offers: Offer[]; forget: () => void } {
  const client = useApolloClient();
  const { locale } = usePage();
  const [offers, setOffers] = useState<Offer[]>([]);
  const forget = () => setOffers((before) => (before.length === 0 ? before : []));
  useEffect(() => {
    const asked = text.trim();
    if (!isTyping || asked.length < SHORTEST) {
      forget();
      return undefined;
    }
    let current = true;
    const timer = setTimeout(() => {
      client
        .query({ query: SuggestDocument, variables: { text: asked.slice(0, LONGEST), locale } })
        .then(({ data }) => {
          if (!current) return;
          setOffers(
            (data?.suggest ?? []).map((offer, index) => ({ ...offer, id: `${index}:${offer.text}` })),
          );
        })
        .catch(() => {
          if (current) forget();
        });
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, locale, text, isTyping]);
  return { offers, forget };
}
