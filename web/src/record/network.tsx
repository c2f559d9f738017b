import { useTranslation } from '../i18n/use-translation';
import { Facts } from '../ui/facts';
import { Section, TextSection } from '../ui/section';
import { AboutRecord } from './about-record';
import { RecordAnchor } from './links';
import { Memberships } from './memberships';
import { fundingList } from './money';
import { usePeriod } from './period';
import { useSubjectFacts } from './subject-facts';
import type { RecordOf } from './types';
import { webLink } from './web-links';

export function NetworkBody({ record }: { record: RecordOf<'Network'> }) {
  const { t } = useTranslation();
  const period = usePeriod();
  const subject = useSubjectFacts();
  return (
    <>
      {record.closed && (
        <p className="notice">
          {t('record.closed')} {record.keeper && <RecordAnchor record={record.keeper} />}
        </p>
      )}
      <TextSection title={t('field.objectives')} value={record.objectives} />
      <TextSection title={t('field.funding')} value={record.fundingText} />
      <Section title={t('field.members')}>
        {record.members.length === 0 ? (
          <p>{t('record.noMembers')}</p>
        ) : (
          <Memberships
            items={record.members.map((membership) => ({
              membership,
              other: membership.member,
              sourceUrl: record.sourceUrl,
            }))}
          />
        )}
      </Section>
      <AboutRecord record={record} facet="NETWORK" />
      <Section title={t('record.facts')}>
        <Facts
          facts={[
            { term: t('field.networkKind'), value: record.networkKindConcept.label },
            { term: t('field.programme'), value: record.programme },
            { term: t('field.parent'), value: record.parent && <RecordAnchor record={record.parent} /> },
            { term: t('field.period'), value: period(record.start, record.end), isExpected: true },
            { term: t('field.keeper'), value: record.keeper && <RecordAnchor record={record.keeper} /> },
            { term: t('field.funding'), value: fundingList(record.funding) },
            { term: t('record.website'), value: webLink(record.website) },
            ...subject(record),
          ]}
        />
      </Section>
    </>
  );
}
