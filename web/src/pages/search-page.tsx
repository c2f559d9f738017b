import { useQuery } from '@apollo/client/react';
import { useEffect, useRef } from 'react';
import { useTranslation } from '../i18n/use-translation';
import { useNavigate, useSearchParams } from 'react-router';
import { usePage, usePageHead } from '../app/page-context';
import { readSearch, type SearchState, searchPath, toFacetFilters } from '../app/paths';
import { SearchDocument, type SearchQuery } from '../gql/graphql';
import { ActiveFilters } from '../search/active-filters';
import { bucketsByFacet } from '../search/buckets';
import { Filters } from '../search/filters';
import { Hit } from '../search/hit';
import { NoResults } from '../search/no-results';
import { Pager } from '../search/pager';
import { SearchBox } from '../search/search-box';
import { readForm, SearchForm } from '../search/search-form';
import { SortSelect } from '../search/sort-select';
import { Broken } from '../ui/broken';
import { useFormat } from '../ui/format';

const FORM = 'search';
const PAGE_SIZE = 20;

type Results = SearchQuery['search'];

/** The search: one form of question, filters and order; its address says all of it. */
export function SearchPage() {
  const { t } = useTranslation();
  const { locale } = usePage();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const state = readSearch(parameters);
  const { data, previousData, loading, error, refetch } = useQuery(SearchDocument, {
    variables: {
      query: state.query,
      locale,
      filters: toFacetFilters(state.filters),
      sort: state.sort,
      page: state.page,
      pageSize: PAGE_SIZE,
    },
  });
  usePageHead({
    title: state.query === '' ? t('search.title') : t('search.titleFor', { query: state.query }),
    noIndex: state.query !== '' || Object.keys(state.filters).length > 0,
  });
  const shown = data?.search ?? (loading ? previousData?.search : undefined);

  const resubmit = () => {
    const form = document.getElementById(FORM);
    if (form instanceof HTMLFormElement)
      void navigate(searchPath(locale, readForm(form)), { preventScrollReset: true });
  };

  if (error && !shown) return <Broken onRetry={() => void refetch().catch(() => undefined)} />;
  const facets = bucketsByFacet(shown?.facets ?? []);
  const filterCount = Object.values(state.filters).flat().length;
  const hasFilters = filterCount > 0 || (shown !== undefined && shown.total > 0);
  return (
    <>
      <h1 className="visually-hidden">
        {state.query === '' ? t('search.title') : `${t('search.title')}: ${state.query}`}
      </h1>
      <SearchForm id={FORM}>
        <SearchBox label={t('search.label')} query={state.query} form={FORM} />
      </SearchForm>
      <div className={hasFilters ? 'search-layout' : 'search-layout search-layout-plain'}>
        {hasFilters && (
          <Filters form={FORM} state={state} facets={facets} count={filterCount} onChange={resubmit} />
        )}
        <section className="results" aria-label={t('search.results')} aria-busy={loading}>
          <ResultHead state={state} results={shown} isLoading={loading} onSort={resubmit} facets={facets} />
          {shown && <Notices results={shown} />}
          {shown?.total === 0 && !loading && <NoResults state={state} />}
          {shown && shown.hits.length > 0 && (
            <ol className={loading ? 'hits hits-old' : 'hits'} start={(shown.page - 1) * shown.pageSize + 1}>
              {shown.hits.map((hit) => (
                <li key={hit.record.id}>
                  <Hit hit={hit} />
                </li>
              ))}
            </ol>
          )}
          {shown && <Pager state={state} pages={Math.ceil(shown.total / shown.pageSize)} />}
        </section>
      </div>
    </>
  );
}

interface ResultHeadProps {
  state: SearchState;
  results: Results | undefined;
  isLoading: boolean;
  facets: ReturnType<typeof bucketsByFacet>;
  onSort: () => void;
}

/** How many there are (said aloud when it changes), in which order, and under which filters. */
function ResultHead({ state, results, isLoading, facets, onSort }: ResultHeadProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useTopOnNewPage(state.page, heading);
  const count = results?.total ?? 0;
  const pages = results ? Math.ceil(results.total / results.pageSize) : 0;
  const words = t(state.query === '' ? 'search.countAll' : 'search.count', { count });
  return (
    <div className="result-head">
      <div className="result-line">
        <h2 ref={heading} tabIndex={-1} className="result-count" aria-live="polite">
          {results ? words : t('search.loading')}
          {results && isLoading && <span className="visually-hidden"> {t('search.loading')}</span>}
          {pages > 1 && (
            <span className="result-page">, {t('search.page', { page: state.page, pages })}</span>
          )}
        </h2>
        {count > 1 && <SortSelect form={FORM} sort={state.sort} onChange={onSort} />}
      </div>
      <ActiveFilters state={state} facets={facets} />
    </div>
  );
}

/** Turning a page starts at its first result, for eyes and for screen readers. */
function useTopOnNewPage(page: number, heading: React.RefObject<HTMLHeadingElement | null>): void {
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [page, heading]);
}

/** What the search did with the question, where that is not what was asked. */
function Notices({ results }: { results: Results }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      {results.correctedQuery !== null && (
        <p className="notice">{t('search.corrected', { query: results.correctedQuery })}</p>
      )}
      {results.total > 0 && results.droppedWords.length > 0 && (
        <p className="notice">{t('search.dropped', { words: format.list([...results.droppedWords]) })}</p>
      )}
      {results.degraded && <p className="notice">{t('search.degraded')}</p>}
    </>
  );
}
