import type { Browser, Page } from 'playwright-core';
import { alive, launchChromium, type Visit, visit } from './browser';
import { LONG } from './import-steps';
import { atTheDesk, faultsOf } from './people';
import { type Site, startSite } from './site';

let site: Site;
let browser: Browser;

/** Of the demo's Ķekava, whose officer is one of the demo's people; written in Latvian. */
const RECORD = 'kekava-resident-engagement';
const NEWCOMER = 'second.administrator@example.org';
const PASSWORD = 'seven quails over the harbour';

beforeAll(async () => {
  site = await startSite();
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

/** Says yes to the next question that the browser asks. */
const sayYes = (page: Page) => page.once('dialog', (dialog) => void dialog.accept());

describe('an administrator', () => {
  let administrator: Visit;
  let newcomer: Visit;
  beforeAll(async () => {
    administrator = await atTheDesk(browser, site, 'administrator');
    newcomer = await visit(browser, site.url);
  }, 60_000);
  afterAll(async () => {
    for (const visited of [administrator, newcomer]) await visited?.context.close();
  });

  it('invites another, by letter', async () => {
    const { page } = administrator;
    await page.goto('/en/desk/places');
    await page.getByRole('link', { name: 'The whole site' }).click();
    await page.getByRole('heading', { level: 1, name: 'Administrators' }).waitFor();
    await page.getByText('Demo administrator').first().waitFor();
    await page.getByLabel('E-mail address').fill('no address');
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await page.locator('.field-error').first().waitFor();
    await page.getByLabel('E-mail address').fill(NEWCOMER);
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await page.getByText(`on its way to ${NEWCOMER}`).waitFor();
    await page.getByRole('heading', { name: 'Invited, not yet answered' }).waitFor();
    expect(await faultsOf(administrator)).toEqual([]);
  });

  it('has a colleague once the invitation is accepted', async () => {
    const key = await site.keyFor(NEWCOMER);
    const theirs = newcomer.page;
    await theirs.goto(`/en/account/invitation?key=${key}`);
    await theirs.getByText('Demo administrator invites you to be administrator.').waitFor();
    await theirs.getByLabel('Your name').fill('Demo second administrator');
    await theirs.getByLabel('New password').fill(PASSWORD);
    await theirs.getByRole('button', { name: 'Accept the invitation' }).click();
    await theirs.waitForURL('**/en/desk');
    await theirs.locator('.desk h1').waitFor();
    await theirs.goto('/en/desk/administrators');
    await theirs.getByText('Demo administrator').first().waitFor();
    await theirs.getByText('Demo second administrator').first().waitFor();
    expect(await faultsOf(newcomer)).toEqual([]);
  });

  it('who erases their account is told to give the password, and is gone for good', async () => {
    const { page } = newcomer;
    await page.goto('/en/account');
    const form = page.locator('section').filter({ hasText: 'Erase my account' }).last();
    await form.getByLabel('Present password').fill('not the password');
    sayYes(page);
    await form.getByRole('button', { name: 'Erase my account' }).click();
    await form.locator('.failure, .field-error').first().waitFor();
    expect(await faultsOf(newcomer)).toEqual([]);
    await form.getByLabel('Present password').fill(PASSWORD);
    sayYes(page);
    await form.getByRole('button', { name: 'Erase my account' }).click();
    await page.waitForURL(/\/en\/?$/);
    await page.goto('/en/account/sign-in');
    await page.locator('input[name=email]').fill(NEWCOMER);
    await page.locator('input[name=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await faultsOf(newcomer)).toEqual([]);
    await administrator.page.goto('/en/desk/administrators');
    await administrator.page.getByText('Demo administrator').first().waitFor();
    expect(await administrator.page.getByText('Demo second administrator').count()).toBe(0);
  });

  it('may not lay down the last role of its kind, and is told why', async () => {
    const { page } = administrator;
    sayYes(page);
    await page.getByRole('button', { name: 'Lay it down' }).click();
    await page.getByText('This is the last person with this role. Name another first.').waitFor();
    await page.getByText('Demo administrator').first().waitFor();
  });

  it('closes a network, whose keeper has to have somebody who answers', async () => {
    const { page } = administrator;
    await page.goto('/en/desk/places/urbact-iv/settings');
    await page.getByRole('heading', { name: 'The end of the network' }).waitFor();
    await page.getByLabel('When did it end?').fill('2025-12');
    await page.getByLabel('Keeper').selectOption({ label: 'Breda' });
    sayYes(page);
    await page.getByRole('button', { name: 'Close the network' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('with an officer who can answer');
    // What was filled in is still there.
    expect(await page.getByLabel('When did it end?').inputValue()).toBe('2025-12');
    expect(await faultsOf(administrator)).toEqual([]);
    await page.getByLabel('Keeper').selectOption({ label: 'Ķekava' });
    sayYes(page);
    await page.getByRole('button', { name: 'Close the network' }).click();
    const notice = page.locator('.notice').filter({ hasText: 'This network is closed. Its keeper:' });
    await notice.getByRole('link', { name: 'Ķekava' }).waitFor(LONG);
    expect(await faultsOf(administrator)).toEqual([]);
    const reader = await visit(browser, site.url);
    try {
      await reader.page.goto('/en/r/urbact-iv');
      await alive(reader.page);
      const ended = reader.page.getByText('This network has ended. Its keeper still answers and corrects:');
      await ended.waitFor();
      expect(await ended.innerText()).toContain('Ķekava');
    } finally {
      await reader.context.close();
    }
  });
});

describe('an officer', () => {
  const NOW = 'Ķekava asks before it decides, and says afterwards what came of it.';
  let officer: Visit;
  beforeAll(async () => {
    officer = await atTheDesk(browser, site, 'officer');
  }, 60_000);
  afterAll(() => officer?.context.close());

  it('brings an earlier version back as a draft, which readers do not see before it is published', async () => {
    const { page } = officer;
    await page.goto(`/en/desk/records/${RECORD}`);
    await page.getByRole('button', { name: 'Edit it in a draft' }).click();
    await page.waitForURL('**/en/desk/drafts/*');
    const summary = page.locator('textarea[name=summary]');
    await summary.waitFor();
    const before = await summary.inputValue();
    await summary.fill(NOW);
    await page.getByRole('button', { name: 'Hand in' }).click();
    await page.waitForURL('**/en/desk/review/*');
    const submission = new URL(page.url()).pathname;
    const coordinator = await atTheDesk(browser, site, 'coordinator');
    try {
      await coordinator.page.goto(submission);
      await coordinator.page.getByRole('button', { name: 'Take this review' }).click();
      await coordinator.page.getByRole('button', { name: 'Accept it' }).click();
      await coordinator.page.getByText('published', { exact: true }).first().waitFor();
    } finally {
      await coordinator.context.close();
    }
    await page.goto(`/en/desk/records/${RECORD}`);
    await page.getByRole('heading', { name: 'Earlier versions' }).waitFor();
    expect(await faultsOf(officer)).toEqual([]);
    await page.getByRole('button', { name: /^Bring back as a draft ?: 1$/ }).click();
    await page.waitForURL('**/en/desk/drafts/*');
    await summary.waitFor();
    expect(await summary.inputValue()).toBe(before);
    expect(await faultsOf(officer)).toEqual([]);
    const reader = await visit(browser, site.url);
    try {
      await reader.page.goto(`/lv/r/${RECORD}`);
      await reader.page.getByText(NOW).first().waitFor();
    } finally {
      await reader.context.close();
    }
  });

  it('takes an entry off the pages with a reason, and puts it back', async () => {
    const { page } = officer;
    await page.goto(`/en/desk/records/${RECORD}`);
    await page.getByRole('heading', { name: 'Take it off the pages' }).waitFor();
    await page.getByLabel('Why?').fill('It is being told anew.');
    await page.getByRole('button', { name: 'Take it off the pages' }).click();
    await page.waitForURL('**/en/desk/archive');
    const back = page.getByRole('button', { name: /^Put it back on the pages/ });
    await back.waitFor();
    expect(await faultsOf(officer)).toEqual([]);
    const reader = await visit(browser, site.url);
    try {
      const gone = await reader.page.goto(`/lv/r/${RECORD}`);
      expect(gone?.status()).toBe(404);
      await page.goto('/en/desk/drafts');
      await page.getByRole('link', { name: 'Taken off the pages' }).click();
      await back.click();
      await page.getByRole('status').filter({ hasText: 'is on the pages again.' }).waitFor();
      await page.getByText('Nothing has been taken off the pages.').waitFor();
      expect(await faultsOf(officer)).toEqual([]);
      const there = await reader.page.goto(`/lv/r/${RECORD}`);
      expect(there?.status()).toBe(200);
      await reader.page.getByText(NOW).first().waitFor();
    } finally {
      await reader.context.close();
    }
  });
});
