import { ApolloLink, Observable } from '@apollo/client';
import { configure, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import danishDesk from '../../../i18n/da/desk.json';
import danishImports from '../../../i18n/da/imports.json';
import danish from '../../../i18n/da/web.json';
import englishDesk from '../../../i18n/en/desk.json';
import englishImports from '../../../i18n/en/imports.json';
import english from '../../../i18n/en/web.json';
import { ApolloProvider } from '@apollo/client/react';
import { I18nextProvider } from 'react-i18next';
import { createClient } from '../app/apollo';
import { PageContext, type SiteLocale } from '../app/page-context';
import { createI18n } from '../i18n/messages';

/** What is waited for comes, however busy the machine is; one second is soon over. */
configure({ asyncUtilTimeout: 20_000 });

const LOCALES: SiteLocale[] = [
  { tag: 'en', name: 'English', label: 'English' },
  { tag: 'da', name: 'Dansk', label: 'Danish' },
  { tag: 'sk', name: 'Slovenčina', label: 'Slovak' },
];

type Variables = Record<string, unknown>;

/**
 * Answers of the API by the name of the operation; an Error stands for one that does not come, a function for one that
 * depends on what was asked or takes its time.
 */
export type Answers = Record<string, object | Error | ((variables: Variables) => object | Promise<object>)>;

interface Options {
  locale?: 'en' | 'da';
  path?: string;
  answers?: Answers;
}

/** Renders a part of the site as the browser has it. `asked` collects the variables of every operation. */
export function renderPage(
  children: ReactNode,
  { locale = 'en', path = `/${locale}/`, answers = {} }: Options = {},
) {
  const asked: { name: string; variables: Variables }[] = [];
  const link = new ApolloLink(
    ({ operationName = '', variables }) =>
      new Observable((observer) => {
        asked.push({ name: operationName, variables });
        const answer = answers[operationName];
        if (answer instanceof Error || answer === undefined) {
          observer.error(answer ?? new Error(`no answer for ${operationName}`));
          return;
        }
        const send = (data: object) => {
          observer.next({ data: data as Record<string, unknown> });
          observer.complete();
        };
        if (typeof answer !== 'function') {
          send(answer);
          return;
        }
        const given = answer(variables);
        if (given instanceof Promise) void given.then(send, (error: Error) => observer.error(error));
        else send(given);
      }),
  );
  const words = createI18n(locale, locale === 'da' ? danish : english);
  words.addResourceBundle(locale, 'desk', locale === 'da' ? danishDesk : englishDesk);
  words.addResourceBundle(locale, 'imports', locale === 'da' ? danishImports : englishImports);
  const head = { locale, locales: LOCALES, head: null };
  const view = render(
    <PageContext value={head}>
      <I18nextProvider i18n={words}>
        <ApolloProvider client={createClient({ link })}>
          <MemoryRouter initialEntries={[path]}>{children}</MemoryRouter>
        </ApolloProvider>
      </I18nextProvider>
    </PageContext>,
  );
  return { ...view, asked, answers };
}
