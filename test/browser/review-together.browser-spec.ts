import type { Browser, Page } from 'playwright-core';
import { launchChromium, type Visit } from './browser';
import { handIn, LONG, textFile } from './import-steps';
import { atTheDesk, faultsOf, tabTo } from './people';
import { type Site, startSite } from './site';

// Dozens of entries are brought in and published.
jest.setTimeout(120_000);

/** More than two requests' worth, with the plan in which the actions stand. */
const ACTIONS = 44;
const ALL = ACTIONS + 1;

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

describe('what a table brought in', () => {
  let coordinator: Visit;
  let officer: Visit;
  beforeAll(async () => {
    coordinator = await atTheDesk(browser, site, 'coordinator');
    officer = await atTheDesk(browser, site, 'officer');
  }, 60_000);
  afterAll(async () => {
    for (const visited of [coordinator, officer]) await visited?.context.close();
  });

  const selected = (page: Page, count: number) =>
    page.getByText(`Selected: ${count}`, { exact: true }).waitFor();
  const box = (page: Page, title: string) => page.getByRole('checkbox', { name: `Select “${title}”` });

  /** Opens the queue and chooses all that came in with the table. */
  async function chooseAll(page: Page): Promise<void> {
    await page.goto('/en/desk/review');
    await page.getByRole('heading', { name: 'Handed in together' }).waitFor();
    await page.getByRole('button', { name: 'Select all of them' }).click();
  }

  it('waits together for the officer of its city', async () => {
    const rows = Array.from(
      { length: ACTIONS },
      (_, index) => `A${index + 1};Bench number ${index + 1};Ķekava`,
    );
    const { page } = coordinator;
    await handIn(page, textFile('benches.csv', ['Code;Title;City', ...rows].join('\n')), 'Ķekava');
    await page.waitForURL('**/en/desk/imports/tables/*');
    await page.getByRole('button', { name: 'Show what each row would do' }).click();
    await page.getByRole('button', { name: `Bring in ${ACTIONS} rows` }).click();
    await page.getByRole('heading', { name: `${ALL} entries handed in.` }).waitFor(LONG);
    await officer.page.goto('/en/desk/review');
    await officer.page.getByText(`${ALL} entries`, { exact: true }).waitFor();
    expect(await faultsOf(officer)).toEqual([]);
  });

  it('is chosen as a whole, and single entries by keyboard', async () => {
    const { page } = officer;
    await chooseAll(page);
    await selected(page, ALL);
    await box(page, 'Bench number 3').focus();
    await page.keyboard.press('Space');
    await selected(page, ALL - 1);
    expect(await box(page, 'Bench number 3').isChecked()).toBe(false);
    expect(await box(page, 'Bench number 4').isChecked()).toBe(true);
    expect(await faultsOf(officer)).toEqual([]);
    await page.getByRole('button', { name: 'Select none' }).click();
    await selected(page, 0);
  });

  it('is not sent back without a reason, which is asked for at its field', async () => {
    const { page } = officer;
    await chooseAll(page);
    await selected(page, ALL);
    await tabTo(page, 'Decide on them');
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: 'Ask for changes' }).check();
    await page.getByRole('button', { name: 'Ask for changes' }).click();
    await page.locator('.field-error').first().waitFor();
    expect(await page.getByLabel('Why?').getAttribute('aria-invalid')).toBe('true');
    await selected(page, ALL);
    expect(await faultsOf(officer)).toEqual([]);
  });

  it('is accepted entry after entry, stopped on the way, gone on with, and told to the end', async () => {
    const { page } = officer;
    await chooseAll(page);
    await selected(page, ALL);
    await box(page, 'Bench number 3').uncheck();
    await selected(page, ALL - 1);
    let asked = 0;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('"ReviewTogether"') && ++asked === 2) await held;
      await route.continue().catch(() => undefined);
    });
    await page.getByRole('button', { name: 'Decide on them' }).click();
    await page.getByRole('button', { name: 'Accept them' }).click();
    await page.getByText(`One after the other: 20 of ${ALL - 1}`).waitFor(LONG);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('It stops after those that are under way.').waitFor();
    release();
    await page.getByText(`Stopped: 40 of ${ALL - 1}.`).waitFor(LONG);
    expect(await faultsOf(officer)).toEqual([]);
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText(`Done: ${ALL - 1}`, { exact: true }).waitFor(LONG);
    expect(asked).toBe(2);
    expect(await page.getByText('Not done').count()).toBe(0);
    expect(await faultsOf(officer)).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    // The one that was left out is the only one that waits.
    await box(page, 'Bench number 4').waitFor({ state: 'detached' });
    await box(page, 'Bench number 3').waitFor();
    expect(await page.getByRole('link', { name: /^Bench number/ }).count()).toBe(1);
    expect(await faultsOf(officer)).toEqual([]);
  });

  it('is told where it was taken back meanwhile, with the reason', async () => {
    const { page } = officer;
    await box(page, 'Bench number 3').check();
    await selected(page, 1);
    const { page: theirs } = coordinator;
    await theirs.goto('/en/desk');
    await theirs.getByRole('link', { name: 'Bench number 3', exact: true }).first().click();
    await theirs.getByRole('button', { name: 'Withdraw it' }).click();
    await theirs.getByText('withdrawn').first().waitFor();
    await page.getByRole('button', { name: 'Decide on them' }).click();
    await page.getByRole('button', { name: 'Accept them' }).click();
    await page.getByRole('heading', { name: 'Not done: 1' }).waitFor(LONG);
    await page.getByText('Something has happened to this submission since you looked at it.').waitFor();
    expect(await faultsOf(officer)).toEqual([]);
    // The list beside it has been brought up to date by itself.
    await page.getByText('Nothing waits to be reviewed.').waitFor();
    expect(await faultsOf(officer)).toEqual([]);
  });
});
