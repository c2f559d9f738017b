import { createContext, useContext, useEffect } from 'react';

/** True where pages are rendered to text. */
export const IS_SERVER = typeof window === 'undefined';

/** A language that the site speaks; `name` in itself, `label` in the reader's language. */
export interface SiteLocale {
  tag: string;
  name: string;
  label: string;
}

/** What a page tells about itself: the server reads it after rendering, the browser applies it as it changes. */
export interface PageHead {
  title: string;
  description?: string;
  /** HTTP status, 200 where left out */
  status?: number;
  /** where this page really is, as a path */
  redirect?: string;
  /** true for pages that search machines should leave out */
  noIndex?: boolean;
}

export interface PageContextValue {
  locale: string;
  locales: readonly SiteLocale[];
  /** set by the page that is rendered; only the server reads it */
  head: PageHead | null;
}

export const PageContext = createContext<PageContextValue | null>(null);

export function usePage(): PageContextValue {
  const value = useContext(PageContext);
  if (!value) throw new Error('a page is rendered inside PageContext');
  return value;
}

export const SITE_NAME = 'Crosstown';

export function fullTitle(title: string): string {
  return title === '' || title === SITE_NAME ? SITE_NAME : `${title} – ${SITE_NAME}`;
}

/** Declares title, status and the like of the page; call it once in every page component. */
export function usePageHead(head: PageHead): void {
  const page = usePage();
  if (IS_SERVER) page.head = head;
  const title = fullTitle(head.title);
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** The name of a language in the reader's own, or its tag. */
export function useLanguageName(): (tag: string) => string {
  const { locale: reader, locales } = usePage();
  return (tag) => locales.find((locale) => locale.tag === tag)?.label ?? otherLanguage(reader, tag);
}

/** A language that the site is not in; its tag where the engine has no name for it. */
function otherLanguage(reader: string, tag: string): string {
  try {
    return new Intl.DisplayNames([reader], { type: 'language', fallback: 'code' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
