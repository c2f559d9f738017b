import { useQuery } from '@apollo/client/react';
import { useTranslation } from '../i18n/use-translation';
import { Link } from 'react-router';
import { usePage } from '../app/page-context';
import { EMPTY_SEARCH, searchPath } from '../app/paths';
import { AboutRecordDocument, type RecordLinkFragment } from '../gql/graphql';
import { Section } from '../ui/section';
import { RecordAnchor } from './links';

interface AboutRecordProps {
  record: RecordLinkFragment;
  /** under which facet other records name this one */
  facet: 'CITY' | 'NETWORK';
}

const SHOWN = 12;

/** What else there is about a city or network: the first few, and the way to all of them. */
export function AboutRecord({ record, facet }: AboutRecordProps) {
  const { t } = useTranslation();
  const { locale } = usePage();
  const filters = { [facet]: [record.id] };
  const { data } = useQuery(AboutRecordDocument, {
    variables: { locale, filters: [{ facet, values: [record.id] }] },
  });
  const others = (data?.search.hits ?? []).map((hit) => hit.record).filter(({ id }) => id !== record.id);
  if (others.length === 0) return null;
  return (
    <Section title={t('record.related')}>
      <ul className="records">
        {others.slice(0, SHOWN).map((other) => (
          <li key={other.id}>
            <span className="record-kind">{t(`kind.${other.kind}`)}</span>
            <RecordAnchor record={other} />
          </li>
        ))}
      </ul>
      <p className="item-facts">
        <Link to={searchPath(locale, { ...EMPTY_SEARCH, filters })}>
          {t('record.everythingFrom', { name: record.title.text })}
        </Link>
      </p>
    </Section>
  );
}
