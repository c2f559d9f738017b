import { useTranslation } from '../i18n/use-translation';
import { Link } from 'react-router';
import { usePage } from '../app/page-context';
import { type SearchState, searchPath } from '../app/paths';

interface PagerProps {
  state: SearchState;
  pages: number;
}

/** Links to the pages of a result: the first, the last, and those around this one. */
export function Pager({ state, pages }: PagerProps) {
  const { t } = useTranslation();
  const { locale } = usePage();
  if (pages < 2) return null;
  const to = (page: number) => searchPath(locale, { ...state, page });
  return (
    <nav className="pager" aria-label={t('search.pager')}>
      <ul>
        {state.page > 1 && (
          <li>
            <Link rel="prev" to={to(state.page - 1)}>
              {t('search.previous')}
            </Link>
          </li>
        )}
        {pagesToShow(state.page, pages).map((page, index, shown) => (
          <li key={page}>
            {index > 0 && page - (shown[index - 1] ?? page) > 1 && <span className="pager-gap">…</span>}
            <Link
              to={to(page)}
              aria-label={t('search.toPage', { page })}
              aria-current={page === state.page ? 'page' : undefined}
            >
              {page}
            </Link>
          </li>
        ))}
        {state.page < pages && (
          <li>
            <Link rel="next" to={to(state.page + 1)}>
              {t('search.next')}
            </Link>
          </li>
        )}
      </ul>
    </nav>
  );
}

export function pagesToShow(current: number, pages: number): number[] {
  const near = [1, current - 1, current, current + 1, pages];
  return [...new Set(near)].filter((page) => page >= 1 && page <= pages).sort((a, b) => a - b);
}
