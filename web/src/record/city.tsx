import { useTranslation } from '../i18n/use-translation';
import { useLanguageName } from '../app/page-context';
import { Facts } from '../ui/facts';
import { useFormat } from '../ui/format';
import { Section } from '../ui/section';
import { AboutRecord } from './about-record';
import { nameList } from './links';
import { Memberships } from './memberships';
import { useSubjectFacts } from './subject-facts';
import type { RecordOf } from './types';
import { webLink } from './web-links';

type City = RecordOf<'City'>;

export function CityBody({ record }: { record: City }) {
  const { t } = useTranslation();
  const languageName = useLanguageName();
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
      <AboutRecord record={record} facet="CITY" />
      <Section title={t('record.facts')}>
        <Facts
          facts={[
            { term: t('field.cityKind'), value: record.cityKindConcept.label },
            { term: t('field.population'), value: <Population record={record} />, isExpected: true },
            { term: t('field.languages'), value: nameList(record.languages.map(languageName)) },
            { term: t('record.website'), value: webLink(record.website) },
            { term: t('field.exonyms'), value: <Exonyms record={record} /> },
            {
              term: t('field.codes'),
              value: [record.lauCode && `LAU ${record.lauCode}`, record.nutsCode && `NUTS ${record.nutsCode}`]
                .filter((code) => code)
                .join(', '),
            },
            ...subject(record),
          ]}
        />
      </Section>
    </>
  );
}

function Population({ record }: { record: City }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (record.population === null) return <span className="not-reported">{t('record.notReported')}</span>;
  const origin = [record.populationYear, record.populationSource].filter((part) => part !== null).join(', ');
  return (
    <>
      {format.number(record.population)}
      {origin !== '' && <span className="soft"> ({origin})</span>}
    </>
  );
}

/** Each different name once, with the languages that use it. */
function Exonyms({ record }: { record: City }) {
  const languageName = useLanguageName();
  const byName = new Map<string, string[]>();
  for (const { name, locale } of record.exonyms) byName.set(name, [...(byName.get(name) ?? []), locale]);
  return (
    <ul className="plain-list">
      {[...byName].map(([name, locales]) => (
        <li key={name}>
          <span lang={locales[0]}>{name}</span>{' '}
          <span className="soft">({locales.map(languageName).join(', ')})</span>
        </li>
      ))}
    </ul>
  );
}
