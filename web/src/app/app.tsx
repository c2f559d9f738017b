import type { ApolloClient } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import type { i18n } from 'i18next';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { Route, Routes } from 'react-router';
import { DeskPage } from '../pages/desk-page';
import { NotFoundPage } from '../pages/not-found-page';
import { RecordPage } from '../pages/record-page';
import { SearchPage } from '../pages/search-page';
import { StartPage } from '../pages/start-page';
import { VersionPage } from '../pages/version-page';
import { VersionsPage } from '../pages/versions-page';
import { ErrorBoundary } from './error-boundary';
import { Layout } from './layout';
import { PageContext, type PageContextValue } from './page-context';

interface AppProps {
  client: ApolloClient;
  words: i18n;
  page: PageContextValue;
  /** the router: one for the server, one for the browser */
  router: (routes: ReactNode) => ReactNode;
}

/** The whole site, the same on the server and in the browser. */
export function App({ client, words, page, router }: AppProps) {
  return (
    <PageContext value={page}>
      <I18nextProvider i18n={words}>
        <ApolloProvider client={client}>
          {router(
            <Layout>
              <ErrorBoundary>
                <Routes>
                  <Route path={`/${page.locale}`} element={<StartPage />} />
                  <Route path={`/${page.locale}/search`} element={<SearchPage />} />
                  <Route path={`/${page.locale}/r/:slug`} element={<RecordPage />} />
                  <Route path={`/${page.locale}/r/:slug/versions`} element={<VersionsPage />} />
                  <Route path={`/${page.locale}/r/:slug/versions/:number`} element={<VersionPage />} />
                  <Route path={`/${page.locale}/desk/*`} element={<DeskPage />} />
                  <Route path={`/${page.locale}/account/*`} element={<DeskPage />} />
                  <Route path="*" element={<NotFoundPage />} />
                </Routes>
              </ErrorBoundary>
            </Layout>,
          )}
        </ApolloProvider>
      </I18nextProvider>
    </PageContext>
  );
}
