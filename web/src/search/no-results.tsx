import { useTranslation } from '../i18n/use-translation';
import { Link } from 'react-router';
import { usePage } from '../app/page-context';
import { EMPTY_SEARCH, type SearchState, searchPath } from '../app/paths';
import { useOverview } from './use-overview';

const THEMES_SHOWN = 12;

/** Nothing was found: says so kindly and opens ways on. */
export function NoResults({ state }: { state: SearchState }) {
  const { t } = useTranslation();
  const { locale } = usePage();
  const { facets } = useOverview();
  const isFiltered = Object.keys(state.filters).length > 0;
  const themes = (facets.THEME ?? []).slice(0, THEMES_SHOWN);
  return (
    <section className="empty">
      <h2>{state.query ? t('search.emptyTitle', { query: state.query }) : t('search.emptyTitleAll')}</h2>
      <p>{t('search.emptyLead')}</p>
      <ul>
        {isFiltered && (
          <li>
            <Link to={searchPath(locale, { ...state, filters: {}, page: 1 })}>
              {t('search.emptyFilters')}
            </Link>
          </li>
        )}
        {state.query !== '' && <li>{t('search.emptyFewer')}</li>}
        <li>
          <Link to={searchPath(locale, EMPTY_SEARCH)}>{t('search.emptyAll')}</Link>
        </li>
      </ul>
      {themes.length > 0 && (
        <>
          <p>{t('search.emptyThemes')}</p>
          <ul className="chips">
            {themes.map(({ value, label }) => (
              <li key={value}>
                <Link
                  className="chip"
                  to={searchPath(locale, { ...EMPTY_SEARCH, filters: { THEME: [value] } })}
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
