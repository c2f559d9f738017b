import { createContext, type ReactNode, useContext } from 'react';

interface PageWordsValue {
  /** what was said about the words at the top of the page; texts of the same kind need not say it again */
  said: string;
  /** where the source of the page's words can be read */
  sourceUrl: string | null;
}

const PageWordsContext = createContext<PageWordsValue>({ said: '', sourceUrl: null });

export function PageWords({ said, sourceUrl, children }: PageWordsValue & { children: ReactNode }) {
  return <PageWordsContext value={{ said, sourceUrl }}>{children}</PageWordsContext>;
}

export function usePageWords(): PageWordsValue {
  return useContext(PageWordsContext);
}
