import { useTranslation } from '../i18n/use-translation';
import { usePage } from '../app/page-context';
import { Facts } from '../ui/facts';
import { useFormat } from '../ui/format';
import { Section, TextSection } from '../ui/section';
import { InlineWords, Plain } from '../words/inline-words';
import { Prose } from '../words/prose';
import { RecordAnchor, recordAnchors } from './links';
import { fundingList, useCost } from './money';
import { usePeriod } from './period';
import { useSubjectFacts } from './subject-facts';
import type { RecordOf } from './types';

type Plan = RecordOf<'Plan'>;

export function PlanBody({ record }: { record: Plan }) {
  const { t } = useTranslation();
  const cost = useCost();
  const period = usePeriod();
  const subject = useSubjectFacts();
  return (
    <>
      <TextSection title={t('field.vision')} value={record.vision} />
      <Actions record={record} />
      <Objectives record={record} />
      <Sections record={record} />
      <TextSection title={t('field.localGroup')} value={record.localGroup} />
      <TextSection title={t('field.governance')} value={record.governance} />
      <TextSection title={t('field.risks')} value={record.risks} />
      <TextSection title={t('field.monitoring')} value={record.monitoring} />
      <TextSection title={t('field.funding')} value={record.fundingText} />
      <Section title={t('record.facts')}>
        <Facts
          facts={[
            { term: t('field.planKind'), value: record.planKind.label },
            { term: t('field.period'), value: period(record.start, record.end), isExpected: true },
            {
              term: t('field.adoption'),
              value: record.adoption && <Adoption record={record} />,
              isExpected: true,
            },
            { term: t('field.ordinal'), value: record.ordinal },
            {
              term: t('field.supersedes'),
              value: record.supersedes && <RecordAnchor record={record.supersedes} />,
            },
            { term: t('field.relatedPlans'), value: recordAnchors(record.relatedPlans) },
            { term: t('field.completeness'), value: record.completeness?.label },
            { term: t('field.cost'), value: cost(record.totalCost), isExpected: true },
            { term: t('field.funding'), value: fundingList(record.funding) },
            { term: t('field.documents'), value: documents(record) },
            ...subject(record),
          ]}
        />
      </Section>
    </>
  );
}

function Adoption({ record }: { record: Plan }) {
  const format = useFormat();
  if (!record.adoption) return null;
  const { state, body, date, reference } = record.adoption;
  const parts = [state.label, body, date === null ? null : format.date(date), reference];
  return parts.filter((part) => part !== null).join(', ');
}

function documents(record: Plan) {
  if (record.documents.length === 0) return null;
  return (
    <ul className="plain-list">
      {record.documents.map(({ title, state, url }) => (
        <li key={title} lang={record.sourceLocale}>
          {url === null ? title : <a href={url}>{title}</a>} <DocumentState label={state.label} />
        </li>
      ))}
    </ul>
  );
}

/** The state is said in the reader's language, though the title beside it is in the plan's. */
function DocumentState({ label }: { label: string }) {
  const { locale } = usePage();
  return (
    <span className="soft" lang={locale}>
      ({label})
    </span>
  );
}

function Actions({ record }: { record: Plan }) {
  const { t } = useTranslation();
  const { totalCount, edges } = record.actions;
  return (
    <Section title={t('field.actions')}>
      {totalCount === 0 ? (
        <p>{t('record.noActions')}</p>
      ) : (
        <ol className="items">
          {edges.map(({ node }) => (
            <li key={node.id}>
              <h3 className="item-title">
                {node.code !== null && <span className="code">{node.code} </span>}
                <RecordAnchor record={node} />
              </h3>
              {node.summary && (
                <p className="item-text" lang={node.summary.locale}>
                  {node.summary.text}
                </p>
              )}
              <p className="item-facts">
                {t('field.status')}: {node.status?.label ?? t('record.notReported')}
                {node.milestones.length > 0 &&
                  ` · ${t('record.milestones', { count: node.milestones.length })}`}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}

function Objectives({ record }: { record: Plan }) {
  const { t } = useTranslation();
  if (record.planObjectives.length === 0) return null;
  return (
    <Section title={t('field.objectives')}>
      <ol className="items">
        {record.planObjectives.map(({ id, code, title, indicators }) => (
          <li key={id}>
            <p>
              {code !== null && <span className="code">{code} </span>}
              {title && <InlineWords value={title} />}
            </p>
            {indicators && (
              <p className="item-facts">
                {t('field.indicators')}: <InlineWords value={indicators} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Sections({ record }: { record: Plan }) {
  const { t } = useTranslation();
  if (record.sections.length === 0) return null;
  return (
    <Section title={t('field.sections')}>
      {record.sections.map(({ id, title, text, pageFrom, pageTo }) => (
        <section key={id} className="subsection">
          <h3>{title && <Plain value={title} />}</h3>
          {pageFrom !== null && (
            <p className="item-facts">{t('record.pages', { from: pageFrom, to: pageTo ?? pageFrom })}</p>
          )}
          {text && <Prose value={text} />}
        </section>
      ))}
    </Section>
  );
}
