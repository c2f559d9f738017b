import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { usePage } from '../app/page-context';
import { OneTextDocument, RequestTranslationDocument } from '../gql/graphql';
import { useTranslation } from '../i18n/use-translation';
import type { WordsValue } from './provenance';

/** How often, and how many times, the page looks whether a translation has come. */
const LOOK_AFTER_MS = 3_000;
const MOST_LOOKS = 20;

interface Requested {
  /** the text as it stands now */
  shown: WordsValue;
  /** present where the reader may ask a machine for it */
  request: (() => Promise<void>) | null;
  isBusy: boolean;
  isAsked: boolean;
  /** why it could not be asked for, in the reader's language */
  failure: string | null;
}

/** A text that the reader may have translated; once asked for it shows by itself as it comes. */
export function useRequested(value: WordsValue): Requested {
  const client = useApolloClient();
  const { t } = useTranslation();
  const { locale } = usePage();
  const [newer, setNewer] = useState<{ of: WordsValue; text: WordsValue } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const looks = useRef(0);
  const shown = newer?.of === value ? newer.text : value;
  const isAsked = shown !== value;
  const { recordId, field } = value;
  const isAwaited = isAsked && shown.state === 'PENDING';

  useEffect(() => {
    if (!isAwaited || recordId === undefined || field === undefined || looks.current >= MOST_LOOKS) return;
    const timer = window.setTimeout(() => {
      looks.current += 1;
      client
        .query({
          query: OneTextDocument,
          variables: { recordId, field, locale },
          fetchPolicy: 'network-only',
        })
        .then(({ data }) => data?.recordText && setNewer({ of: value, text: data.recordText }))
        // The next look may find it; nobody asked to be told of this one.
        .catch(() => setNewer((before) => before && { ...before }));
    }, LOOK_AFTER_MS);
    return () => window.clearTimeout(timer);
  }, [client, field, isAwaited, locale, newer, recordId, value]);

  if (!shown.viewerCanRequest || recordId === undefined || field === undefined) {
    return { shown, request: null, isBusy, isAsked, failure };
  }
  const request = async () => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      const { data } = await client.mutate({
        mutation: RequestTranslationDocument,
        variables: { recordId, field, locale },
      });
      const answer = data?.requestTranslation;
      if (answer && 'text' in answer) setNewer({ of: value, text: answer.text });
      else setFailure(answer?.message ?? t('words.requestFailed'));
    } catch {
      setFailure(t('words.requestFailed'));
    } finally {
      setBusy(false);
    }
  };
  return { shown, request, isBusy, isAsked, failure };
}
