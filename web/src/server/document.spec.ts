import { renderDocument } from './document';

const assets = {
  script: '/assets/a.js',
  styles: ['/assets/a.css'],
  modules: [],
  messages: { da: '/assets/da.js' },
  fonts: [],
  icon: '/icon.svg',
};
const request = {
  url: '/da/search?q=unge&page=2',
  origin: 'https://crosstown.example',
  locale: 'da',
  locales: [{ tag: 'en' }, { tag: 'da' }],
  nonce: 'n0nce',
  assets,
};

function documentOf(html: string): Document {
  return new DOMParser().parseFromString(html, 'text/html');
}

describe('the document around a page', () => {
  it('says its language and where it is in every other', () => {
    const page = documentOf(
      renderDocument({ request, head: { title: 'unge' }, body: '', state: {}, direction: 'ltr' }),
    );
    expect(page.documentElement.lang).toBe('da');
    expect(page.title).toBe('unge – Crosstown');
    const alternates = [...page.querySelectorAll('link[rel=alternate]')].map((link) => [
      link.getAttribute('hreflang'),
      link.getAttribute('href'),
    ]);
    expect(alternates).toEqual([
      ['en', 'https://crosstown.example/en/search?q=unge&page=2'],
      ['da', 'https://crosstown.example/da/search?q=unge&page=2'],
      ['x-default', 'https://crosstown.example/en/search?q=unge&page=2'],
    ]);
    expect(page.querySelector('link[rel=modulepreload]')?.getAttribute('href')).toBe('/assets/da.js');
  });

  it('lets no text end the element it stands in', () => {
    const evil = '</script></title><script>alert(1)</script>"><img src=x>';
    const page = documentOf(
      renderDocument({
        request: { ...request, url: `/da/search?q=${evil}` },
        head: { title: evil, description: evil },
        body: '',
        state: { evil },
        direction: 'ltr',
      }),
    );
    expect(page.querySelectorAll('script:not([src]):not([type="application/json"])')).toHaveLength(0);
    expect(page.querySelectorAll('img')).toHaveLength(0);
    expect(page.title).toBe(`${evil} – Crosstown`);
    expect(JSON.parse(page.getElementById('state')?.textContent ?? '')).toEqual({ evil });
  });

  it('that is not there claims no address', () => {
    const html = renderDocument({
      request,
      head: { title: 'x', status: 404, noIndex: true },
      body: '',
      state: {},
      direction: 'ltr',
    });
    expect(html).not.toContain('canonical');
    expect(html).toContain('noindex');
  });
});
