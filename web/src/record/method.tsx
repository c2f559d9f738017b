import { useTranslation } from '../i18n/use-translation';
import { Facts } from '../ui/facts';
import { Section, TextSection } from '../ui/section';
import { conceptLinks } from './links';
import { useSubjectFacts } from './subject-facts';
import type { RecordOf } from './types';
import { webLinks } from './web-links';

export function MethodBody({ record }: { record: RecordOf<'Method'> }) {
  const { t } = useTranslation();
  const subject = useSubjectFacts();
  return (
    <>
      <TextSection title={t('field.howItWorks')} value={record.howItWorks} />
      <TextSection title={t('field.whenToUse')} value={record.whenToUse} />
      <TextSection title={t('field.limits')} value={record.limits} />
      <Section title={t('record.facts')}>
        <Facts
          facts={[
            { term: t('record.usedIn'), value: conceptLinks('METHOD', [record.concept]) },
            { term: t('field.links'), value: webLinks(record.links) },
            ...subject(record).filter(({ term }) => term !== t('field.methods')),
          ]}
        />
      </Section>
    </>
  );
}
