import { Link } from 'react-router';
import { usePage } from '../app/page-context';
import { versionsPath } from '../app/paths';
import { useTranslation } from '../i18n/use-translation';
import { Facts } from '../ui/facts';
import { useFormat } from '../ui/format';
import { RecordAnchor } from './links';
import type { PageRecord } from './types';

/** What an officer asks first: where, is it still true, may I copy it, whom do I ask. */
export function Glance({ record }: { record: PageRecord }) {
  const { t } = useTranslation();
  return (
    <aside className="glance" aria-label={t('record.glance')}>
      <Facts
        facts={[
          { term: t('record.where'), value: <Where record={record} /> },
          { term: t('record.stillTrue'), value: <StillTrue record={record} /> },
          { term: t('record.mayCopy'), value: record.licence ?? t('record.noLicence') },
          { term: t('record.whomAsk'), value: <WhomToAsk record={record} /> },
        ].filter(({ value }) => value !== null)}
      />
    </aside>
  );
}

function Where({ record }: { record: PageRecord }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { cities } = record;
  if (record.__typename === 'City') return format.country(record.countryCode);
  if (cities.length === 0) return <span className="not-reported">{t('record.notReported')}</span>;
  return (
    <ul className="plain-list">
      {cities.map((city) => (
        <li key={city.id}>
          <RecordAnchor record={city} />, {format.country(city.countryCode)}
        </li>
      ))}
    </ul>
  );
}

/** When somebody last said so; never guessed from today's date. */
function StillTrue({ record }: { record: PageRecord }) {
  const { t } = useTranslation();
  const { locale } = usePage();
  const format = useFormat();
  const confirmed = record.__typename === 'Practice' ? record.lastConfirmed : null;
  return (
    <>
      <span className="line">
        {confirmed === null
          ? t('record.neverConfirmed')
          : t('record.confirmed', { date: format.date(confirmed) })}
      </span>
      <span className="line soft">{t('record.updated', { date: format.day(record.updatedAt) })}</span>
      {record.__typename !== 'Contact' && (
        <span className="line">
          <Link to={versionsPath(locale, record.slug)}>{t('versions.link')}</Link>
        </span>
      )}
    </>
  );
}

function WhomToAsk({ record }: { record: PageRecord }) {
  const { t } = useTranslation();
  if (record.askContacts.length === 0) return t('record.noContact');
  return (
    <ul className="plain-list">
      {record.askContacts.map(({ label, email, url }) => (
        <li key={`${label}:${email ?? url ?? ''}`}>
          <span className="line">{label}</span>
          {email !== null && (
            <span className="line">
              <a href={`mailto:${email}`}>{email}</a>
            </span>
          )}
          {url !== null && (
            <span className="line">
              <a href={url} rel="external">
                {hostOf(url)}
              </a>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** An address as readers say it: the host alone. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host.replace(/^www\./, '');
  } catch {
    return url;
  }
}
