import { HttpLink, type NormalizedCacheObject } from '@apollo/client';
import { hydrateRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './app/app';
import { createClient } from './app/apollo';
import type { SiteLocale } from './app/page-context';
import { loadMessages } from './i18n/load-messages';
import { createI18n } from './i18n/messages';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/search.css';
import './styles/words.css';
import './styles/record.css';
import './styles/desk.css';

/** What the server leaves in the page for this script. */
interface PageState {
  locale: string;
  locales: SiteLocale[];
  data: NormalizedCacheObject;
}

async function start(): Promise<void> {
  const root = document.getElementById('app');
  const state = document.getElementById('state')?.textContent;
  if (!root || !state) return;
  const { locale, locales, data } = JSON.parse(state) as PageState;
  const client = createClient({
    link: new HttpLink({ uri: '/graphql', headers: { 'accept-language': locale } }),
    state: data,
  });
  const words = createI18n(locale, await loadMessages(locale));
  hydrateRoot(
    root,
    <App
      client={client}
      words={words}
      page={{ locale, locales, head: null }}
      router={(routes) => <BrowserRouter>{routes}</BrowserRouter>}
    />,
  );
}

void start();
