import { useTranslation } from '../i18n/use-translation';
import { Link } from 'react-router';
import { SITE_NAME, usePage, usePageHead } from '../app/page-context';
import { EMPTY_SEARCH, searchPath } from '../app/paths';
import type { FacetName } from '../search/facets';
import type { FacetBuckets } from '../search/filter-panel';
import { SearchBox } from '../search/search-box';
import { SearchForm } from '../search/search-form';
import { useOverview } from '../search/use-overview';
import { useFormat } from '../ui/format';

const FORM = 'search';
const SHOWN = 10;

/** The first page: one question, and what there is by theme, city and network. */
export function StartPage() {
  const { t } = useTranslation();
  const { locale } = usePage();
  const { facets } = useOverview();
  usePageHead({ title: SITE_NAME, description: `${t('site.tagline')}. ${t('start.lead')}` });
  const examples = t('start.examples', { returnObjects: true });
  return (
    <>
      <section className="welcome">
        <p className="tagline">{t('site.tagline')}</p>
        <h1>{t('start.question')}</h1>
        <p className="lead">{t('start.lead')}</p>
        <SearchForm id={FORM}>
          <SearchBox label={t('start.label')} query="" form={FORM} />
        </SearchForm>
        <p className="examples">
          {t('start.examplesLabel')}{' '}
          {examples.map((example, index) => (
            <span key={example}>
              {index > 0 && ' · '}
              <Link to={searchPath(locale, { ...EMPTY_SEARCH, query: example })}>{example}</Link>
            </span>
          ))}
        </p>
      </section>
      <Kinds facets={facets} />
      <div className="entries">
        <EntryList title={t('start.themes')} facet="THEME" facets={facets} />
        <EntryList title={t('start.cities')} facet="CITY" facets={facets} />
        <EntryList title={t('start.networks')} facet="NETWORK" facets={facets} />
      </div>
      <p className="entries-all">
        <Link to={searchPath(locale, EMPTY_SEARCH)}>{t('start.all')}</Link>
      </p>
    </>
  );
}

/** "5 practices, 3 plans …", each a way in. */
function Kinds({ facets }: { facets: FacetBuckets }) {
  const { t } = useTranslation();
  const { locale } = usePage();
  const format = useFormat();
  const kinds = facets.KIND ?? [];
  if (kinds.length === 0) return null;
  return (
    <section className="kinds" aria-labelledby="kinds-title">
      <h2 id="kinds-title" className="visually-hidden">
        {t('start.kinds')}
      </h2>
      <ul>
        {kinds.map(({ value, label, count }) => (
          <li key={value}>
            <Link to={searchPath(locale, { ...EMPTY_SEARCH, filters: { KIND: [value] } })}>
              <span className="kind-label">{label}</span>
              <span className="kind-count">{format.number(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function EntryList({ title, facet, facets }: { title: string; facet: FacetName; facets: FacetBuckets }) {
  const { locale } = usePage();
  const format = useFormat();
  const buckets = (facets[facet] ?? []).slice(0, SHOWN);
  if (buckets.length === 0) return null;
  return (
    <section className="entry-list">
      <h2>{title}</h2>
      <ul>
        {buckets.map(({ value, label, count }) => (
          <li key={value}>
            <Link to={searchPath(locale, { ...EMPTY_SEARCH, filters: { [facet]: [value] } })}>{label}</Link>{' '}
            <span className="entry-count">{format.number(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
