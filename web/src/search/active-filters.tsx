import { useTranslation } from '../i18n/use-translation';
import { Link } from 'react-router';
import { usePage } from '../app/page-context';
import { type SearchState, searchPath } from '../app/paths';
import { type FacetName, facetNames } from './facets';
import type { FacetBuckets } from './filter-panel';

/** The filters that are on, each a link to the same search without it. */
export function ActiveFilters({ state, facets }: { state: SearchState; facets: FacetBuckets }) {
  const { t } = useTranslation();
  const { locale } = usePage();
  const active = facetNames.flatMap((facet) =>
    (state.filters[facet] ?? []).map((value) => ({
      facet,
      value,
      label: facets[facet]?.find((bucket) => bucket.value === value)?.label ?? value,
    })),
  );
  if (active.length === 0) return null;
  return (
    <ul className="chips" aria-label={t('search.filtersActive', { count: active.length })}>
      {active.map(({ facet, value, label }) => (
        <li key={`${facet}:${value}`}>
          <Link className="chip" to={searchPath(locale, withoutFilter(state, facet, value))}>
            <span className="visually-hidden">{t('search.remove')}: </span>
            {label}
            <span aria-hidden="true"> ×</span>
          </Link>
        </li>
      ))}
      {active.length > 1 && (
        <li>
          <Link to={searchPath(locale, { ...state, filters: {}, page: 1 })}>{t('search.clearFilters')}</Link>
        </li>
      )}
    </ul>
  );
}

export function withoutFilter(state: SearchState, facet: FacetName, value: string): SearchState {
  const left = (state.filters[facet] ?? []).filter((other) => other !== value);
  const filters = { ...state.filters };
  if (left.length > 0) filters[facet] = left;
  else delete filters[facet];
  return { ...state, filters, page: 1 };
}
