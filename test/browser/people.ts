import type { Browser, Page } from 'playwright-core';
import { accessibilityProblems, alive, type Visit, visit } from './browser';
import type { Site } from './site';

/** One of the demo's people at their desk, signed in on the page like anybody. */
export async function atTheDesk(browser: Browser, site: Site, role: string, locale = 'en'): Promise<Visit> {
  const visited = await visit(browser, site.url);
  const { page } = visited;
  const { email, password } = site.account(role);
  await page.goto(`/${locale}/desk`);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('.desk h1').waitFor();
  return visited;
}

/** Waits until nothing on the page is on its way any more. */
export async function settled({ page }: Visit): Promise<void> {
  await alive(page);
  await page.locator('main h1').first().waitFor();
  await page.locator('main [aria-live=polite]').first().waitFor({ state: 'detached' });
}

/** What is wrong with the page as it stands: reports, rules of accessibility, and width on a narrow telephone. */
export async function faultsOf(visited: Visit): Promise<string[]> {
  await settled(visited);
  const { page, problems } = visited;
  const path = new URL(page.url()).pathname;
  const found = [...problems, ...(await accessibilityProblems(page))];
  const wide = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  const over = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  if (over > 0) found.push(`${over} px wider than a telephone of 360`);
  if (wide) await page.setViewportSize(wide);
  return found.map((fault) => `${path}: ${fault}`);
}

/** What has the focus: its name in the form, or its words. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate<string>('document.activeElement.getAttribute("name") ?? document.activeElement.textContent');

/** Presses Tab until what has the focus is called so; fails where the keyboard does not come there. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not come to ${name}`);
}
