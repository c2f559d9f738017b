import { useTranslation } from '../i18n/use-translation';
import type { Fact } from '../ui/facts';
import { useFormat } from '../ui/format';
import { conceptLinks, recordAnchors } from './links';
import type { PageRecord } from './types';

/** What any record may say about its subject: themes, for whom, by which methods, in which networks. */
export function useSubjectFacts(): (record: PageRecord) => Fact[] {
  const { t } = useTranslation();
  const format = useFormat();
  return (record) => [
    { term: t('field.themes'), value: conceptLinks('THEME', record.themes) },
    { term: t('field.targetGroups'), value: conceptLinks('TARGET_GROUP', record.targetGroups) },
    { term: t('field.methods'), value: conceptLinks('METHOD', record.methods) },
    {
      term: t('field.participationLevel'),
      value: record.participationLevel && conceptLinks('PARTICIPATION_LEVEL', [record.participationLevel]),
    },
    { term: t('field.scale'), value: record.scale?.label },
    { term: t('field.sdgs'), value: conceptLinks('SDG', record.sdgs) },
    {
      term: t('field.networks'),
      value: record.__typename === 'City' ? null : recordAnchors(record.networks),
    },
    {
      term: t('field.labels'),
      value:
        record.labels.length === 0 ? null : (
          <ul className="plain-list">
            {record.labels.map(({ label, issuer, date, url }) => (
              <li key={`${label.id}:${issuer}`}>
                {label.label}, {url === null ? issuer : <a href={url}>{issuer}</a>}
                {date !== null && `, ${format.date(date)}`}
              </li>
            ))}
          </ul>
        ),
    },
  ];
}
