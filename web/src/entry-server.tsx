import { ApolloLink, Observable } from '@apollo/client';
import { prerenderStatic } from '@apollo/client/react/ssr';
import { print } from 'graphql';
import { renderToString } from 'react-dom/server';
import { StaticRouter } from 'react-router';
import { App } from './app/app';
import { createClient } from './app/apollo';
import type { PageContextValue, PageHead } from './app/page-context';
import { messagesOf } from './i18n/all-messages';
import { createI18n } from './i18n/messages';
import { type DocumentAssets, renderDocument } from './server/document';
import { describeLocales } from './server/locale-names';

/** Runs one operation of the site against the schema, in this very process. */
export type Execute = (operation: {
  query: string;
  variables: Record<string, unknown>;
}) => Promise<{ data?: Record<string, unknown> | null; errors?: readonly { message: string }[] }>;

export interface RenderRequest {
  /** path with query, e.g. `/da/search?q=unge`; its first step is `locale` */
  url: string;
  /** scheme and host of the site, for absolute addresses */
  origin: string;
  locale: string;
  /** all supported languages: tag and name in itself */
  locales: readonly { tag: string; name: string }[];
  nonce: string;
  assets: DocumentAssets;
  execute: Execute;
}

export interface RenderResult {
  status: number;
  /** the whole document; empty where `redirect` is given */
  html: string;
  /** path of the page that should have been asked for */
  redirect?: string;
}

/** Renders one page, readable without any script. Data that does not come leaves a page that says so, status 503. */
export async function render(request: RenderRequest): Promise<RenderResult> {
  const { url, locale, execute } = request;
  let failed = false;
  const link = new ApolloLink(
    ({ query, variables }) =>
      new Observable((observer) => {
        execute({ query: print(query), variables }).then(
          (result) => {
            failed ||= !result.data;
            observer.next(result);
            observer.complete();
          },
          (error: unknown) => {
            failed = true;
            observer.error(error);
          },
        );
      }),
  );
  const client = createClient({ link, server: true });
  const page: PageContextValue = {
    locale,
    locales: describeLocales(locale, request.locales),
    head: null,
  };
  const words = createI18n(locale, messagesOf(locale));
  const tree = (
    <App
      client={client}
      words={words}
      page={page}
      router={(routes) => <StaticRouter location={url}>{routes}</StaticRouter>}
    />
  );
  const { result } = await prerenderStatic({ tree, renderFunction: renderToString, maxRerenders: 5 });
  const head: PageHead = page.head ?? { title: '' };
  client.stop();
  if (head.redirect && !failed) return { status: 301, html: '', redirect: head.redirect };
  const status = failed ? 503 : (head.status ?? 200);
  const state = { locale, locales: page.locales, data: client.extract() };
  return { status, html: renderDocument({ request, head, body: result, state, direction: words.dir() }) };
}
