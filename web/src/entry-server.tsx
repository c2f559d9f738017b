import { ApolloLink, Observable } from '@apollo/client';
import { prerenderStatic } from '@apollo/client/react/ssr';
import { type DocumentNode, print } from 'graphql';
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
}) => Promise<ExecutionResult>;

interface ExecutionResult {
  data?: Record<string, unknown> | null;
  errors?: readonly { message: string; extensions?: Record<string, unknown> }[];
}

/** Codes of failures that are the asker's own: an address that names what is not there. */
const OWN_FAULT = new Set(['BAD_USER_INPUT', 'BAD_REQUEST', 'UNKNOWN_LOCALE']);

/** 0 where the data came, 400 where the address asked for what cannot be, else 503. */
function failureStatus({ data, errors }: ExecutionResult): 0 | 400 | 503 {
  if (data && !errors?.length) return 0;
  const codes = (errors ?? []).map(({ extensions }) => String(extensions?.['code']));
  return codes.length > 0 && codes.every((code) => OWN_FAULT.has(code)) ? 400 : 503;
}

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

const printed = new Map<string | undefined, string>();

/** The text of an operation. There are few and they never change, so each is printed for the first reader only. */
function printOnce(name: string | undefined, document: DocumentNode): string {
  const text = printed.get(name) ?? print(document);
  printed.set(name, text);
  return text;
}

/** Renders one page, readable without any script. Data that does not come leaves a page that says so, status 503. */
export async function render(request: RenderRequest): Promise<RenderResult> {
  const { url, locale, execute } = request;
  let failure: 0 | 400 | 503 = 0;
  const link = new ApolloLink(
    ({ query, variables, operationName }) =>
      new Observable((observer) => {
        execute({ query: printOnce(operationName, query), variables }).then(
          (result) => {
            failure = Math.max(failure, failureStatus(result)) as typeof failure;
            observer.next(result);
            observer.complete();
          },
          (error: unknown) => {
            failure = 503;
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
  if (head.redirect && failure === 0) return { status: 301, html: '', redirect: head.redirect };
  const status = failure === 0 ? (head.status ?? 200) : failure;
  const state = { locale, locales: page.locales, data: client.extract() };
  return { status, html: renderDocument({ request, head, body: result, state, direction: words.dir() }) };
}
