import { type Site, startSite } from './site';

let site: Site;

beforeAll(async () => {
  site = await startSite();
}, 120_000);

afterAll(async () => {
  await site?.stop();
});

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${site.url}${path}`, { redirect: 'manual', headers: { accept: 'text/html', ...headers } });
}

describe('the bare address', () => {
  it.each([
    ['da, en;q=0.5', undefined, '/da/'],
    ['no', undefined, '/nb/'],
    ['fr', undefined, '/en/'],
    ['da', 'crosstown_locale=sk', '/sk/'],
  ])('leads a reader of %s (cookie: %s) to %s', async (language, cookie, location) => {
    const response = await get('/', { 'accept-language': language, ...(cookie ? { cookie } : {}) });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(location);
    expect(response.headers.get('vary')).toMatch(/Accept-Language/);
  });
});

describe('a page', () => {
  it('comes readable, with its language, its other languages and its policy', async () => {
    const response = await get('/da/search?q=unge');
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-language')).toBe('da');
    expect(html).toContain('<html lang="da"');
    expect(html).toContain('Litoměřice');
    expect(html.match(/<link rel="alternate" hreflang="/g)).toHaveLength(13);
    expect(html).toMatch(/hreflang="nl" href="http[^"]*\/nl\/search\?q=unge"/);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    const nonce = /style-src-elem 'self' 'nonce-([^']+)'/.exec(policy)?.[1];
    expect(html).toContain(`nonce="${nonce}"`);
    expect((await get('/da/')).headers.get('content-security-policy')).not.toContain(`nonce-${nonce}`);
  });

  it('that is not there says so in the reader’s language, with status 404', async () => {
    for (const path of ['/da/r/nothing-of-that-name', '/da/no/such/page']) {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('Siden findes ikke her');
    }
    const outside = await get('/no-such-place', { 'accept-language': 'da' });
    expect(outside.status).toBe(404);
    expect(await outside.text()).toContain('<html lang="da"');
  });

  it('is an error of the API for software that asks for no page', async () => {
    const response = await get('/no-such-place', { accept: 'application/json' });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/json/);
  });

  it.each([
    ['page 0', '/da/search?page=0'],
    ['page 99999', '/da/search?page=99999'],
    ['control characters', '/da/search?sort=x&q=%00%0A'],
    ['a filter that is none', '/da/search?theme=%00&year=abc&kind=NONE'],
    ['a question of 5000 letters', `/da/search?q=${'x'.repeat(5000)}`],
  ])('survives %s', async (_name, path) => {
    expect((await get(path)).status).toBeLessThan(500);
  });
});

describe('a built file', () => {
  it('is kept for good, and comes compressed to who takes that', async () => {
    const html = await (await get('/en/')).text();
    const script = /<script type="module" src="([^"]+)"/.exec(html)?.[1] ?? '';
    const response = await get(script, { 'accept-encoding': 'br' });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toMatch(/immutable/);
    expect(response.headers.get('content-type')).toMatch(/javascript/);
    expect(response.headers.get('content-encoding')).toBe('br');
  });

  it.each([
    '/assets/../package.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/.vite/manifest.json',
    '/assets/none.js',
  ])('is the only kind that can be had: %s', async (path) => {
    expect((await get(path, { accept: '*/*' })).status).toBe(404);
  });
});
