import { useTranslation } from '../i18n/use-translation';
import { Facts } from '../ui/facts';
import { useFormat } from '../ui/format';
import { Section, TextSection } from '../ui/section';
import { InlineWords } from '../words/inline-words';
import { conceptLinks, nameList, RecordAnchor } from './links';
import { fundingList, useCost } from './money';
import { usePeriod } from './period';
import { useSubjectFacts } from './subject-facts';
import type { RecordOf } from './types';

type Action = RecordOf<'Action'>;

export function ActionBody({ record }: { record: Action }) {
  const { t } = useTranslation();
  const format = useFormat();
  const cost = useCost();
  const period = usePeriod();
  const subject = useSubjectFacts();
  return (
    <>
      <TextSection title={t('field.shortDescription')} value={record.shortDescription} />
      <TextSection title={t('field.problem')} value={record.problem} />
      <TextSection title={t('field.statusQuo')} value={record.statusQuo} />
      <TextSection title={t('field.description')} value={record.description} />
      <Milestones record={record} />
      <TextSection title={t('field.contribution')} value={record.contribution} />
      <TextSection title={t('field.vision')} value={record.vision} />
      <Indicators record={record} />
      <TextSection title={t('field.risks')} value={record.risks} />
      <TextSection title={t('field.progress')} value={record.progress} />
      <Section title={t('record.facts')}>
        <Facts
          facts={[
            { term: t('field.plan'), value: record.plan && <RecordAnchor record={record.plan} /> },
            { term: t('field.actionKind'), value: record.actionKind.label },
            { term: t('field.status'), value: record.status?.label, isExpected: true },
            {
              term: t('field.progress'),
              value: record.progressPercent === null ? null : format.percent(record.progressPercent),
            },
            { term: t('field.period'), value: period(record.start, record.end), isExpected: true },
            {
              term: t('field.leadDepartments'),
              value: nameList(record.leadDepartments, record.sourceLocale),
            },
            { term: t('field.externalLeads'), value: nameList(record.externalLeads, record.sourceLocale) },
            { term: t('field.otherActors'), value: nameList(record.otherActors, record.sourceLocale) },
            { term: t('field.cost'), value: cost(record.cost), isExpected: true },
            { term: t('field.fundingStatus'), value: record.fundingStatus?.label, isExpected: true },
            { term: t('field.funding'), value: fundingList(record.funding) },
            { term: t('field.ogpValues'), value: conceptLinks('OGP_VALUE', record.values) },
            { term: t('field.policyLinks'), value: policyLinks(record) },
            ...subject(record),
          ]}
        />
      </Section>
    </>
  );
}

/** The steps of the action; what no source tells of them is said once, not beside each. */
function Milestones({ record }: { record: Action }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { milestones } = record;
  const nothingTold = milestones.every(({ due, status }) => due === null && status === null);
  return (
    <Section title={t('field.milestones')}>
      {milestones.length === 0 ? (
        <p>{t('record.noMilestones')}</p>
      ) : (
        <>
          <p className="item-facts">
            {t('record.milestones', { count: milestones.length })}
            {nothingTold && ` · ${t('record.milestonesUnknown')}`}
          </p>
          <ol className="items items-numbered">
            {milestones.map(({ id, title, due, status }) => (
              <li key={id}>
                {title && <InlineWords value={title} />}
                {!nothingTold && (
                  <p className="item-facts">
                    {t('field.due')}: {due === null ? t('record.notReported') : format.date(due)} ·{' '}
                    {t('field.status')}: {status?.label ?? t('record.notReported')}
                  </p>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </Section>
  );
}

function Indicators({ record }: { record: Action }) {
  const { t } = useTranslation();
  if (record.indicators.length === 0) return null;
  return (
    <Section title={t('field.indicators')}>
      <ul className="items">
        {record.indicators.map(({ id, title, unit, baseline, target }) => {
          const figures = [
            baseline === null ? null : `${t('field.baseline')}: ${baseline}`,
            target === null ? null : `${t('field.target')}: ${target}`,
            unit,
          ].filter((figure) => figure !== null);
          return (
            <li key={id}>
              {title && <InlineWords value={title} />}
              {figures.length > 0 && <p className="item-facts">{figures.join(' · ')}</p>}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** Documents and measures stay in the language in which they are written: they are names. */
function policyLinks(record: Action) {
  if (record.policyLinks.length === 0) return null;
  return (
    <ul className="plain-list" lang={record.sourceLocale}>
      {record.policyLinks.map(({ document, measure, page, url }) => (
        <li key={`${document}:${measure}`}>
          {url === null ? document : <a href={url}>{document}</a>}: {measure}
          {page !== null && ` (${page})`}
        </li>
      ))}
    </ul>
  );
}
