import { useTranslation } from '../i18n/use-translation';
import { Facts } from '../ui/facts';
import { Section } from '../ui/section';
import { nameList, RecordAnchor } from './links';
import { Memberships } from './memberships';
import { useSubjectFacts } from './subject-facts';
import type { RecordOf } from './types';
import { webLink } from './web-links';

export function OrganisationBody({ record }: { record: RecordOf<'Organisation'> }) {
  const { t } = useTranslation();
  const subject = useSubjectFacts();
  return (
    <>
      {record.memberships.length > 0 && (
        <Section title={t('field.memberships')}>
          <Memberships
            items={record.memberships.map((membership) => ({
              membership,
              other: membership.network,
              sourceUrl: membership.network.sourceUrl ?? record.sourceUrl,
            }))}
          />
        </Section>
      )}
      <Section title={t('record.facts')}>
        <Facts
          facts={[
            { term: t('field.organisationKind'), value: record.organisationKind.label },
            { term: t('field.parent'), value: record.parent && <RecordAnchor record={record.parent} /> },
            { term: t('field.city'), value: record.city && <RecordAnchor record={record.city} /> },
            {
              term: t('field.alternativeNames'),
              value: nameList(record.alternativeNames, record.sourceLocale),
            },
            { term: t('record.website'), value: webLink(record.website) },
            {
              term: t('field.mailbox'),
              value: record.functionalMailbox && (
                <a href={`mailto:${record.functionalMailbox}`}>{record.functionalMailbox}</a>
              ),
            },
            ...subject(record),
          ]}
        />
      </Section>
    </>
  );
}
