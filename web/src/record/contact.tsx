import { useTranslation } from '../i18n/use-translation';
import { useLanguageName } from '../app/page-context';
import { Facts } from '../ui/facts';
import { Section, TextSection } from '../ui/section';
import { nameList, RecordAnchor } from './links';
import { useSubjectFacts } from './subject-facts';
import type { RecordOf } from './types';

export function ContactBody({ record }: { record: RecordOf<'Contact'> }) {
  const { t } = useTranslation();
  const languageName = useLanguageName();
  const subject = useSubjectFacts();
  return (
    <>
      <TextSection title={t('field.role')} value={record.role} />
      <Section title={t('record.facts')}>
        <Facts
          facts={[
            {
              term: t('field.organisation'),
              value: record.organisation && <RecordAnchor record={record.organisation} />,
            },
            { term: t('field.city'), value: record.city && <RecordAnchor record={record.city} /> },
            { term: t('record.speaks'), value: nameList(record.spokenLanguages.map(languageName)) },
            ...subject(record),
          ]}
        />
        <p className="soft">{t('record.askThem')}</p>
      </Section>
    </>
  );
}
