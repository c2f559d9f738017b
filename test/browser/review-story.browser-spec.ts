import type { Browser } from 'playwright-core';
import { alive, launchChromium, type Visit, visit } from './browser';
import { atTheDesk, faultsOf, settled, tabTo } from './people';
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

describe('a practice on its way from an officer to the reader', () => {
  const TITLE = 'Repair evenings in the library';
  let officer: Visit;
  let coordinator: Visit;
  let expert: Visit;
  let draft: string;
  let submission: string;
  beforeAll(async () => {
    officer = await atTheDesk(browser, site, 'officer');
    coordinator = await atTheDesk(browser, site, 'coordinator');
    expert = await atTheDesk(browser, site, 'expert');
  }, 60_000);
  afterAll(async () => {
    for (const visited of [officer, coordinator, expert]) await visited?.context.close();
  });

  it('meets a network whose coordinator wants both gates, and a question answered', async () => {
    const { page } = coordinator;
    await page.goto('/en/desk/places');
    await page.getByRole('link', { name: /Co-existence/ }).click();
    await page.getByRole('link', { name: 'Settings of the network' }).click();
    await page.getByRole('radio', { name: 'a coordinator, then an expert' }).check();
    await page.getByRole('button', { name: 'Add a question' }).click();
    await page.getByLabel('Question 1').fill('Does it reach people who are seldom heard?');
    await page.getByRole('checkbox', { name: 'has to be answered' }).check();
    await page.getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('It holds for what is handed in from now on.').waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
  });

  it('is begun, saves itself, and is handed in with the last words typed', async () => {
    const { page } = officer;
    await page.goto('/en/desk/drafts');
    await page.getByRole('button', { name: 'Begin something new' }).click();
    await page.getByLabel('Title').fill(TITLE);
    await page.getByLabel('In which network?').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Begin', exact: true }).click();
    await page.waitForURL('**/en/desk/drafts/*');
    draft = page.url();
    await page.locator('textarea[name=summary]').fill('Neighbours repair things together.');
    await page.getByLabel('How fully is it told?').selectOption({ index: 1 });
    await page.getByRole('status').filter({ hasText: 'Saved.' }).first().waitFor();
    await page.goto(draft);
    await page.locator('textarea[name=summary]').waitFor();
    expect(await page.locator('textarea[name=summary]').inputValue()).toBe(
      'Neighbours repair things together.',
    );
    expect(await faultsOf(officer)).toEqual([]);
    // Handed in at once: the words of this moment go with it.
    await page.locator('textarea[name=summary]').fill('Neighbours repair things together once a month.');
    await page.getByLabel('Words to the reviewers').fill('First time that we tell it.');
    await page.getByRole('button', { name: 'Hand in' }).click();
    await page.waitForURL('**/en/desk/review/*');
    submission = new URL(page.url()).pathname;
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
    await page.getByText('once a month.').waitFor();
    expect(await faultsOf(officer)).toEqual([]);
  });

  it('passes the coordinator, who decides by keyboard alone', async () => {
    const { page } = coordinator;
    await page.goto('/en/desk/review');
    await page.getByRole('link', { name: TITLE }).click();
    await page.getByText('First time that we tell it.').waitFor();
    await tabTo(page, 'Take this review');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your decision' }).waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
    // Without an answer nothing passes, and the page says why.
    await tabTo(page, 'Accept it');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await page.goto(submission);
    await page.getByRole('heading', { name: 'Your decision' }).waitFor();
    await tabTo(page, 'score-criterion-1');
    await page.keyboard.press('4');
    await tabTo(page, 'Save the answers');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
    await tabTo(page, 'verdict');
    await tabTo(page, 'Accept it');
    await page.keyboard.press('Enter');
    await page.getByText('network coordinator: has said yes').waitFor();
    expect(coordinator.problems).toEqual([]);
  });

  it('is taken by the expert, who comments on one field and asks for a change with a reason', async () => {
    const { page } = expert;
    await page.goto('/en/desk/review');
    await page.getByRole('link', { name: TITLE }).click();
    await page.getByRole('button', { name: 'Take this review' }).click();
    await page.getByRole('heading', { name: 'Your decision' }).waitFor();
    await page.getByLabel('About what?').selectOption({ label: 'Summary' });
    await page.getByLabel('Your comment').fill('Who may come?');
    await page.getByRole('button', { name: 'Add the comment' }).click();
    await page.getByText('on: Summary').waitFor();
    await page.getByRole('radio', { name: 'Ask for changes' }).check();
    await page.getByRole('button', { name: 'Ask for changes' }).click();
    // Without a reason nothing is decided, and the field says so.
    const reason = page.getByLabel('Why?');
    await page.locator('.field-error').first().waitFor();
    expect(await reason.getAttribute('aria-invalid')).toBe('true');
    expect(await faultsOf(expert)).toEqual([]);
    await reason.fill('Readers need to know for whom it is.');
    await page.getByRole('button', { name: 'Ask for changes' }).click();
    await page.getByText('changes asked for').first().waitFor();
    expect(await faultsOf(expert)).toEqual([]);
  });

  it('is answered by the officer at the field, and handed in again', async () => {
    const { page } = officer;
    await page.goto(draft);
    await page.getByText('Readers need to know for whom it is.').waitFor();
    await page.getByText('Demo expert: Who may come?').waitFor();
    await page
      .locator('textarea[name=summary]')
      .fill('Neighbours of every age repair things together once a month.');
    await page.getByRole('button', { name: 'Mark as settled' }).click();
    await page.getByRole('button', { name: 'Open again' }).waitFor();
    await page.getByRole('button', { name: 'Hand in' }).click();
    await page.waitForURL(`**${submission}`);
    await page.getByText('expert: is asked').waitFor();
    expect(officer.problems).toEqual([]);
  });

  it('is published by the expert, and readers find its page', async () => {
    const { page } = expert;
    await page.goto(submission);
    await page.getByRole('button', { name: 'Take this review' }).click();
    await page.getByRole('heading', { name: 'Your decision' }).waitFor();
    await page.getByText('of every age').waitFor();
    await page.getByRole('button', { name: 'Accept it' }).click();
    await page.getByText('published', { exact: true }).first().waitFor();
    expect(await faultsOf(expert)).toEqual([]);
    // Who did what stands in the coordinator's trail.
    await coordinator.page.goto('/en/desk/trail');
    const published = coordinator.page.locator('.work-list > li').filter({ hasText: TITLE });
    await published.filter({ hasText: 'Demo expert' }).filter({ hasText: 'published' }).first().waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
    await page.getByRole('link', { name: 'What readers see now' }).click();
    const reader = await visit(browser, site.url);
    try {
      await reader.page.goto(new URL(page.url()).pathname);
      await alive(reader.page);
      await reader.page.getByRole('heading', { level: 1, name: TITLE }).waitFor();
      await reader.page.getByText('Neighbours of every age repair things').waitFor();
      expect(await faultsOf(reader)).toEqual([]);
    } finally {
      await reader.context.close();
    }
  });

  it('tells the officer so, and whoever worked on it compares the words from before with those of now', async () => {
    const { page } = officer;
    await page.goto('/en/account/notifications');
    const news = page.locator('.work-list > li').filter({ hasText: TITLE });
    await news.first().waitFor();
    expect(await faultsOf(officer)).toEqual([]);
    const count = page.locator('.desk-nav .count');
    const unread = Number(await count.innerText());
    expect(unread).toBeGreaterThan(1);
    await news.first().getByRole('button', { name: 'Mark as read' }).click();
    await count.filter({ hasText: String(unread - 1) }).waitFor();
    await page.goto(submission);
    await page.getByRole('link', { name: 'What readers see now' }).click();
    await page.getByRole('link', { name: 'All versions' }).click();
    await page.waitForURL('**/versions');
    await page.getByLabel('The earlier').selectOption('1');
    await page.getByLabel('The later').selectOption('2');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.waitForURL('**/versions?from=1&to=2');
    await settled(officer);
    expect(await page.locator('.changes ins').allInnerTexts()).toEqual([
      expect.stringContaining('of every age'),
    ]);
    expect(await faultsOf(officer)).toEqual([]);
    await page.getByRole('link', { name: 'Version 1', exact: true }).click();
    await page.waitForURL('**/versions/1');
    await page.getByText('Neighbours repair things together once a month.').waitFor();
    expect(await faultsOf(officer)).toEqual([]);
  });
});
