import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { alive, launchChromium, type Visit, visit } from './browser';
import { type Site, startSite } from './site';

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

/** Runs a journey and fails on anything that the pages report on the way. */
async function journey(walk: (page: Page, visited: Visit) => Promise<void>, options?: BrowserContextOptions) {
  const visited = await visit(browser, site.url, options);
  try {
    await walk(visited.page, visited);
    expect(visited.problems).toEqual([]);
  } finally {
    await visited.context.close();
  }
}

describe('a newcomer', () => {
  it('switches to Danish, searches "unge" and reads about Litoměřice, with where the words come from', () =>
    journey(async (page) => {
      await page.goto('/');
      await page.waitForURL('**/en/');
      await alive(page);
      await page.locator('.language-menu summary').click();
      await page.locator('.language-menu').getByRole('link', { name: 'Dansk' }).click();
      await page.waitForURL('**/da/');
      await alive(page);
      await page.getByLabel('Hvad leder du efter?').fill('unge');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/da/search?q=unge');
      await page.getByRole('link', { name: 'Litoměřice', exact: true }).first().click();
      await page.waitForURL('**/da/r/**');
      await page.getByRole('heading', { level: 1, name: 'Litoměřice' }).waitFor();
      const words = page.locator('.words-machine').filter({ hasText: /unge/i }).first();
      expect(await words.locator('> [lang]').first().getAttribute('lang')).toBe('da');
      expect(await words.locator('.words-note').innerText()).toMatch(/Crosstown.*maskine \(demo, .*\d{4}\)/);
      const button = words.getByRole('button', { name: /Vis original/ });
      await button.focus();
      await page.keyboard.press('Enter');
      const original = words.locator('.words-original');
      expect(await original.isVisible()).toBe(true);
      expect(await original.getAttribute('lang')).toBe('cs');
      // The next visit to the bare address goes on in Danish.
      await page.goto('/');
      await page.waitForURL('**/da/');
    }));

  it('finds nothing for a word that stands nowhere, and is told so kindly with a way on', () =>
    journey(async (page) => {
      await page.goto('/da/search?q=zzzzqqqq');
      await alive(page);
      await page.getByRole('heading', { name: /Vi fandt intet om/ }).waitFor();
      await page.getByRole('link', { name: 'Se alt, hvad der er' }).click();
      await page.waitForURL('**/da/search');
      await page.locator('.hit').nth(5).waitFor();
    }));
});

describe('by keyboard alone', () => {
  it('the content is one key away, and focus is always seen', () =>
    journey(async (page) => {
      await page.goto('/en/');
      await alive(page);
      await page.keyboard.press('Tab');
      const skip = page.getByRole('link', { name: 'Skip to the content' });
      expect(await page.evaluate('document.activeElement.className')).toBe('skip');
      expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
      await page.keyboard.press('Enter');
      for (let step = 0; step < 8; step += 1) {
        await page.keyboard.press('Tab');
        const outline = await page.evaluate(`(() => {
          const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
          return outlineStyle + ' ' + outlineWidth;
        })()`);
        expect(outline).toBe('solid 3px');
      }
    }));

  it('suggestions open while typing; arrows and Enter lead to one, Escape closes, Enter alone searches', () =>
    journey(async (page) => {
      await page.goto('/en/');
      await alive(page);
      const field = page.getByRole('combobox');
      await field.focus();
      await page.keyboard.type('Litom');
      await page
        .getByRole('option', { name: /Litoměřice/ })
        .first()
        .waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('option').first().waitFor({ state: 'detached' });
      await field.fill('');
      await page.keyboard.type('Litomě');
      await page
        .getByRole('option', { name: /Litoměřice/ })
        .first()
        .waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/en/r/**');
      await page.goto('/en/');
      await alive(page);
      await field.focus();
      await page.keyboard.type('youth');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/en/search?q=youth');
    }));

  it('a filter is ticked, counted aloud and taken away', () =>
    journey(async (page) => {
      await page.goto('/en/search');
      await alive(page);
      const box = page.getByRole('checkbox', { name: /Czechia/ });
      await box.focus();
      await page.keyboard.press('Space');
      await page.waitForURL('**/en/search?country=CZ');
      const chip = page.getByRole('link', { name: 'Remove filter: Czechia' });
      await chip.waitFor();
      expect(await page.locator('.result-count').innerText()).toMatch(/^\d+ entr(y|ies)/);
      await chip.focus();
      await page.keyboard.press('Enter');
      await page.waitForURL('**/en/search');
      await page.locator('input[name=country]:checked').waitFor({ state: 'detached' });
    }));
});

describe('on a phone', () => {
  const phone: BrowserContextOptions = {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  };

  it('filters stay folded until they are asked for', () =>
    journey(async (page) => {
      await page.goto('/en/search?q=youth');
      await alive(page);
      const box = page.getByRole('checkbox').first();
      expect(await box.isVisible()).toBe(false);
      const toggle = page.getByRole('button', { name: /^Filters/ });
      await toggle.tap();
      expect(await box.isVisible()).toBe(true);
      expect(await toggle.getAttribute('aria-expanded')).toBe('true');
    }, phone));
});

describe('without a script', () => {
  const plain: BrowserContextOptions = { javaScriptEnabled: false };

  it('a page is read, a question asked and a filter applied', async () => {
    const context = await browser.newContext({ baseURL: site.url, ...plain });
    try {
      const page = await context.newPage();
      await page.goto('/da/');
      await page.locator('input[name=q]').fill('unge');
      await page.locator('form[role=search] button[type=submit], button[form=search]').first().click();
      await page.waitForURL('**/da/search?q=unge*');
      expect(await page.getByRole('link', { name: 'Litoměřice', exact: true }).count()).toBeGreaterThan(0);
      await page.locator('input[name=kind]').first().check();
      await page.getByRole('button', { name: 'Brug filtre' }).click();
      await page.waitForURL('**/da/search?*kind=*');
      expect(await page.locator('.chip').count()).toBeGreaterThan(0);
    } finally {
      await context.close();
    }
  });
});

describe('a reader who wants no motion', () => {
  it('gets none', () =>
    journey(
      async (page) => {
        await page.goto('/en/search');
        await alive(page);
        const moving = await page.evaluate(`[...document.querySelectorAll('*')].filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          return transitionDuration.split(', ').some((time) => time !== '0s') || animationName !== 'none';
        }).length`);
        expect(moving).toBe(0);
      },
      { reducedMotion: 'reduce' },
    ));
});
