import { useQuery } from '@apollo/client/react';
import { Link, useParams, useSearchParams } from 'react-router';
import { usePage, usePageHead } from '../app/page-context';
import { recordPath, versionPath, versionsPath } from '../app/paths';
import { ComparedVersionsDocument, RecordVersionsDocument, type RecordVersionsQuery } from '../gql/graphql';
import { useTranslation } from '../i18n/use-translation';
import { Broken } from '../ui/broken';
import { useFormat } from '../ui/format';
import { Section } from '../ui/section';
import { Changes } from '../words/changes';
import { NotFoundPage } from './not-found-page';

type Versioned = NonNullable<RecordVersionsQuery['record']>;
type Version = Versioned['versions'][number];

/** All versions of a record, and what changed from one to another. The address says which two are compared. */
export function VersionsPage() {
  const { t } = useTranslation();
  const { locale } = usePage();
  const { slug = '' } = useParams();
  const { data, loading, error, refetch } = useQuery(RecordVersionsDocument, { variables: { slug, locale } });
  if (error) return <Broken onRetry={() => void refetch().catch(() => undefined)} />;
  if (loading && !data) {
    return (
      <p className="message" aria-live="polite">
        {t('record.loading')}
      </p>
    );
  }
  return data?.record ? <Listed record={data.record} /> : <NotFoundPage />;
}

function Listed({ record }: { record: Versioned }) {
  const { t } = useTranslation();
  const { locale } = usePage();
  const format = useFormat();
  const [parameters] = useSearchParams();
  const { slug, title, versions } = record;
  const heading = t('versions.title', { title: title.text });
  usePageHead({ title: heading, noIndex: true });
  const chosen = chosenPair(parameters, versions);
  return (
    <div className="desk-page">
      <h1>{heading}</h1>
      <p className="desk-lead">
        {versions.length === 0 ? t('versions.none') : t('versions.lead')}{' '}
        <Link to={recordPath(locale, slug)}>{t('versions.toRecord')}</Link>
      </p>
      <ul className="work-list">
        {versions.map(({ number, kind, createdAt, isCurrent, note }) => (
          <li key={number}>
            <p className="work-title">
              <Link to={versionPath(locale, slug, number)}>{t('versions.one', { number })}</Link>
            </p>
            <p className="work-facts">
              <span>{t(`versions.kind.${kind}`, { day: format.day(createdAt) })}</span>
              {isCurrent && <span className="state state-open">{t('versions.current')}</span>}
            </p>
            {note && <p className="comment-text">{note}</p>}
          </li>
        ))}
      </ul>
      {chosen && (
        <Section title={t('versions.compare')}>
          <form
            action={versionsPath(locale, slug)}
            className="form compare"
            key={`${chosen.from}-${chosen.to}`}
          >
            <Choice name="from" versions={versions} chosen={chosen.from} />
            <Choice name="to" versions={versions} chosen={chosen.to} />
            <p className="ways">
              <button type="submit" className="button">
                {t('versions.show')}
              </button>
            </p>
          </form>
          <Compared recordId={record.id} {...chosen} />
        </Section>
      )}
    </div>
  );
}

interface Pair {
  from: number;
  to: number;
}

/** Which two the address names, the earlier first; else the latest two. Null where there are no two. */
export function chosenPair(
  parameters: URLSearchParams,
  versions: readonly { number: number }[],
): Pair | null {
  const numbers = versions.map(({ number }) => number).sort((one, other) => one - other);
  const [before, last] = numbers.slice(-2);
  if (before === undefined || last === undefined) return null;
  const named = ['from', 'to'].map((name) => Number(parameters.get(name)));
  const [one = 0, other = 0] = named.sort((a, b) => a - b);
  return numbers.includes(one) && numbers.includes(other) && one !== other
    ? { from: one, to: other }
    : { from: before, to: last };
}

function Choice({ name, versions, chosen }: { name: 'from' | 'to'; versions: Version[]; chosen: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="field">
      <label htmlFor={`version-${name}`}>{t(`versions.${name}`)}</label>
      <select id={`version-${name}`} name={name} defaultValue={chosen}>
        {versions.map(({ number, createdAt }) => (
          <option key={number} value={number}>
            {t('versions.one', { number })} · {format.day(createdAt)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Compared({ recordId, from, to }: Pair & { recordId: string }) {
  const { t } = useTranslation();
  const { locale } = usePage();
  const { data, error, refetch } = useQuery(ComparedVersionsDocument, {
    variables: { recordId, from, to, locale },
  });
  if (error) return <Broken onRetry={() => void refetch().catch(() => undefined)} />;
  if (!data) {
    return (
      <p className="desk-lead" aria-live="polite">
        {t('record.loading')}
      </p>
    );
  }
  return (
    <>
      <h3>{t('versions.changed', { from, to })}</h3>
      <Changes changes={data.compareVersions ?? []} empty={t('versions.same')} />
    </>
  );
}
