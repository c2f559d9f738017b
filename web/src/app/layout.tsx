import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from '../i18n/use-translation';
import { Link, useLocation } from 'react-router';
import { LanguageLinks, LanguageMenu } from './language-menu';
import { deskPath, EMPTY_SEARCH, searchPath, startPath } from './paths';
import { SITE_NAME, usePage } from './page-context';

/** Header, landmarks and footer around every page. */
export function Layout({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { locale } = usePage();
  const main = useRef<HTMLElement>(null);
  useFocusOnNewPage(main);
  // Tells a living page from one that is only readable yet.
  useEffect(() => {
    document.documentElement.dataset.alive = '';
  }, []);
  return (
    <>
      <a className="skip" href="#main">
        {t('site.skip')}
      </a>
      <header className="site-header">
        <div className="frame">
          <Link className="wordmark" to={startPath(locale)} aria-label={t('site.home')}>
            {SITE_NAME}
          </Link>
          <nav className="site-nav" aria-label={SITE_NAME}>
            <Link to={searchPath(locale, EMPTY_SEARCH)}>{t('site.search')}</Link>
            <Link to={deskPath(locale)}>{t('site.desk')}</Link>
            <LanguageMenu />
          </nav>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <div className="frame">{children}</div>
      </main>
      <footer className="site-footer">
        <div className="frame">
          <p className="footer-words">{t('site.footer')}</p>
          <nav aria-label={t('site.languages')}>
            <LanguageLinks />
          </nav>
          <p className="footer-licence">{t('site.licence')}</p>
        </div>
      </footer>
    </>
  );
}

/** A new page starts at its top, for eyes and for screen readers. A search that only changes its filters is no new page. */
function useFocusOnNewPage(main: React.RefObject<HTMLElement | null>): void {
  const { pathname, hash } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    if (hash !== '') return;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname, hash, main]);
}
