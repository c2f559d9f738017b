import { useQuery } from '@apollo/client/react';
import { usePage } from '../../../app/page-context';
import { RecordTitleDocument } from '../../gql/graphql';

/** Title of a record of the site, with its language; null while it is fetched and for one that nobody may see. */
export function useRecordTitle(id: string | null): { text: string; lang: string; slug: string } | null {
  const { locale } = usePage();
  const { data } = useQuery(RecordTitleDocument, { variables: { id: id ?? '', locale }, skip: id === null });
  const record = data?.record;
  return record ? { text: record.title.text, lang: record.title.locale, slug: record.slug } : null;
}
