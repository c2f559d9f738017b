import { useTranslation } from '../i18n/use-translation';
import { Facts } from '../ui/facts';
import { useFormat } from '../ui/format';
import { Section, TextSection } from '../ui/section';
import { Prose } from '../words/prose';
import { hostOf } from './glance';
import { RecordAnchor } from './links';
import { fundingList, useCost } from './money';
import { usePeriod } from './period';
import { useSubjectFacts } from './subject-facts';
import type { RecordOf } from './types';

type Practice = RecordOf<'Practice'>;

export function PracticeBody({ record }: { record: Practice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cost = useCost();
  const period = usePeriod();
  const subject = useSubjectFacts();
  const number = (value: number | null) => (value === null ? null : format.number(value));
  return (
    <>
      <TextSection title={t('field.challenge')} value={record.challenge} />
      <TextSection title={t('field.objectives')} value={record.objectives} />
      <TextSection title={t('field.solution')} value={record.solution} />
      <TextSection title={t('field.participationApproach')} value={record.participationApproach} />
      <TextSection title={t('field.steps')} value={record.steps} />
      <TextSection title={t('field.results')} value={record.results} />
      <Evidence record={record} />
      <TextSection title={t('field.successFactors')} value={record.successFactors} />
      <TextSection title={t('field.limitingFactors')} value={record.limitingFactors} />
      <TextSection title={t('field.whatDidNotWork')} value={record.whatDidNotWork} />
      <TextSection title={t('field.lessons')} value={record.lessons} />
      <TextSection title={t('field.legalBackground')} value={record.legalBackground} />
      <TextSection title={t('field.transferConditions')} value={record.transferConditions} />
      <Section title={t('record.facts')}>
        <Facts
          facts={[
            { term: t('field.status'), value: record.status?.label, isExpected: true },
            { term: t('field.period'), value: period(record.start, record.end), isExpected: true },
            { term: t('field.recurrence'), value: record.recurrence?.label },
            { term: t('field.cost'), value: cost(record.cost), isExpected: true },
            { term: t('field.funding'), value: fundingList(record.funding) },
            { term: t('field.staff'), value: number(record.staff) },
            { term: t('field.volunteers'), value: number(record.volunteers) },
            { term: t('field.participants'), value: number(record.participants) },
            {
              term: t('field.leadOrganisation'),
              value: record.leadOrganisation && <RecordAnchor record={record.leadOrganisation} />,
            },
            { term: t('field.partners'), value: <Partners record={record} /> },
            ...subject(record),
            { term: t('field.tier'), value: record.tier.label },
          ].filter(({ term }) => term !== t('field.partners') || record.partners.length > 0)}
        />
      </Section>
    </>
  );
}

function Partners({ record }: { record: Practice }) {
  return (
    <ul className="plain-list">
      {record.partners.map(({ record: partner, name, role }, index) => (
        <li key={index}>
          {partner ? <RecordAnchor record={partner} /> : name} ({role.label})
        </li>
      ))}
    </ul>
  );
}

/** What was claimed, with the figures and where they come from. */
function Evidence({ record }: { record: Practice }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (record.evidence.length === 0) return null;
  return (
    <Section title={t('field.evidence')}>
      <ul className="items">
        {record.evidence.map((item) => {
          const figure = [item.value, item.unit].filter((part) => part !== null).join(' ');
          const source = item.source ?? (item.sourceUrl === null ? null : hostOf(item.sourceUrl));
          return (
            <li key={item.id}>
              {item.claim && <Prose value={item.claim} />}
              {item.indicator && <Prose value={item.indicator} />}
              <p className="item-facts">
                {figure !== '' && <strong>{figure}</strong>}
                {item.baseline !== null && ` (${t('field.baseline')}: ${item.baseline})`}
                {item.date !== null && ` ${format.date(item.date)}`}
                {item.kind && ` ${item.kind.label}`}
                {source !== null && (
                  <>
                    {' · '}
                    {item.sourceUrl === null ? source : <a href={item.sourceUrl}>{source}</a>}
                  </>
                )}
              </p>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
