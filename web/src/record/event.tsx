import { useTranslation } from '../i18n/use-translation';
import { Facts } from '../ui/facts';
import { useFormat } from '../ui/format';
import { Section, TextSection } from '../ui/section';
import { RecordAnchor } from './links';
import { usePeriod } from './period';
import { useSubjectFacts } from './subject-facts';
import type { RecordOf } from './types';
import { webLinks } from './web-links';

export function EventBody({ record }: { record: RecordOf<'Event'> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const period = usePeriod();
  const subject = useSubjectFacts();
  const online = record.online === null ? null : t(record.online ? 'record.online' : 'record.onSite');
  return (
    <>
      <TextSection title={t('field.aims')} value={record.aims} />
      <TextSection title={t('field.outputs')} value={record.outputs} />
      <Section title={t('record.facts')}>
        <Facts
          facts={[
            { term: t('field.date'), value: period(record.start, record.end), isExpected: true },
            {
              term: t('field.place'),
              value: [record.place, online].filter((part) => part !== null).join(', '),
              isExpected: true,
            },
            { term: t('field.eventKind'), value: record.eventKind.label },
            {
              term: t('field.initiative'),
              value: record.initiative && <RecordAnchor record={record.initiative} />,
            },
            { term: t('field.edition'), value: record.edition },
            {
              term: t('field.participants'),
              value: record.participants === null ? null : format.number(record.participants),
              isExpected: true,
            },
            { term: t('field.links'), value: webLinks(record.links) },
            ...subject(record),
          ]}
        />
      </Section>
    </>
  );
}
