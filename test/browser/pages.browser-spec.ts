import type { Browser, BrowserContextOptions } from 'playwright-core';
import { accessibilityProblems, alive, launchChromium, visit } from './browser';
import { type Site, startSite } from './site';

const LOCALES = ['en', 'nl', 'da', 'es', 'ca', 'pl', 'hu', 'lv', 'ro', 'sk', 'cs', 'nb'];
const KINDS = ['PRACTICE', 'PLAN', 'ACTION', 'EVENT', 'CITY', 'NETWORK', 'ORGANISATION', 'CONTACT'];
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 } };

let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await startSite();
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

/** The slug of some record of a kind. */
async function slugOf(kind: string): Promise<string> {
  const response = await fetch(`${site.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: `query ($kind: String!) {
        search(query: "", filters: [{ facet: KIND, values: [$kind] }], pageSize: 1) { hits { record { slug } } }
      }`,
      variables: { kind },
    }),
  });
  const { data } = (await response.json()) as {
    data: { search: { hits: { record: { slug: string } }[] } };
  };
  const slug = data.search.hits[0]?.record.slug;
  if (!slug) throw new Error(`the demo has no ${kind}`);
  return slug;
}

/** Opens a page and returns what is wrong with it in the browser and for assistive technology. */
async function problemsOf(path: string, options: BrowserContextOptions = {}): Promise<string[]> {
  const { context, page, problems } = await visit(browser, site.url, options);
  try {
    await page.goto(path);
    await alive(page);
    await page.waitForLoadState('networkidle');
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    if (overflow > 0) problems.push(`${path} is ${overflow} px wider than the window`);
    return [...problems, ...(await accessibilityProblems(page))];
  } finally {
    await context.close();
  }
}

describe('a page breaks no rule of accessibility or of its own policy', () => {
  it.each([
    ['/da/'],
    ['/da/search'],
    ['/da/search?q=unge'],
    ['/da/search?q=unge&country=CZ'],
    ['/da/search?q=zzzzqqqq'],
    ['/da/nothing-here'],
  ])('%s', async (path) => {
    expect(await problemsOf(path)).toEqual([]);
    expect(await problemsOf(path, { ...PHONE, colorScheme: 'dark' })).toEqual([]);
  });

  it.each(KINDS)('the record page of kind %s', async (kind) => {
    const path = `/da/r/${await slugOf(kind)}`;
    expect(await problemsOf(path)).toEqual([]);
    expect(await problemsOf(path, { ...PHONE, colorScheme: 'dark' })).toEqual([]);
  });
});

describe('the suggestions', () => {
  it('break no rule while they are open', async () => {
    const { context, page, problems } = await visit(browser, site.url);
    try {
      await page.goto('/da/');
      await alive(page);
      await page.getByRole('combobox').focus();
      await page.keyboard.type('Litom');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('ArrowDown');
      expect([...problems, ...(await accessibilityProblems(page))]).toEqual([]);
    } finally {
      await context.close();
    }
  });
});

describe('in each language', () => {
  it.each(LOCALES)('%s: start page and search speak it, with no key showing', async (locale) => {
    const { context, page, problems } = await visit(browser, site.url, { ...PHONE });
    try {
      for (const path of [`/${locale}/`, `/${locale}/search`]) {
        await page.goto(path);
        await alive(page);
        expect(await page.locator('html').getAttribute('lang')).toBe(locale);
        const text = await page.locator('body').innerText();
        expect(text).not.toMatch(/\b(site|start|search|facet|kind|words|record|field|error)\.[a-zA-Z]+\b/);
        expect(text).not.toContain('{{');
      }
      expect(problems).toEqual([]);
    } finally {
      await context.close();
    }
  });
});
