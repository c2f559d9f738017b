import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium, type Visit } from './browser';
import { handIn, LONG, PLAN, textFile } from './import-steps';
import { atTheDesk, faultsOf } from './people';
import { type Site, startSite } from './site';

// The page of a whole plan is large, and every rule is tried on it.
jest.setTimeout(90_000);

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

const PHONE = { width: 360, height: 780 };

/** The row of a value in the record that is called so. */
function rowOf(page: Page, record: RegExp, name: string): Locator {
  return page.getByRole('region', { name: record }).getByRole('group', { name, exact: true });
}

describe('a plan on its way from a coordinator to the review queue', () => {
  let coordinator: Visit;
  let expert: Visit;
  beforeAll(async () => {
    coordinator = await atTheDesk(browser, site, 'coordinator');
    expert = await atTheDesk(browser, site, 'expert');
  }, 60_000);
  afterAll(async () => {
    for (const visited of [coordinator, expert]) await visited?.context.close();
  });

  it('is read where people see it, each commitment beside the places that it came from', async () => {
    const { page } = coordinator;
    await handIn(page, textFile('plan.txt', PLAN), 'Genk');
    await page.waitForURL('**/en/desk/imports/*-*');
    await page.getByRole('heading', { level: 2, name: 'A repair street in every district' }).waitFor(LONG);
    await page.getByRole('heading', { level: 2, name: 'A council of young people' }).waitFor();
    const problem = rowOf(page, /repair street/, 'The problem');
    expect(await problem.locator('.value-words').innerText()).toContain('thrown away');
    expect(await problem.locator('blockquote').innerText()).toContain('Things that could be mended');
    expect(await problem.locator('figcaption').innerText()).toMatch(/paragraph 3 · word for word/);
    expect(await problem.locator('blockquote').getAttribute('lang')).toBe('en');
    const start = rowOf(page, /repair street/, 'Start');
    expect(await start.locator('.value-words').innerText()).toBe('March 2025');
    expect(await start.locator('blockquote').innerText()).toContain('March 2025');
    await rowOf(page, /repair street/, 'Milestone 2')
      .getByText('ten people are trained')
      .first()
      .waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/Please log in|Cookie settings|examplova/i);
    expect(await faultsOf(coordinator)).toEqual([]);
  });

  it('says that personal data was kept apart, and releases the file to others when a person says so', async () => {
    const { page } = coordinator;
    const notice = page.locator('.personal');
    await notice.getByText(/kept apart/).waitFor();
    await notice.getByText(/without it/).waitFor();
    await notice.getByRole('button', { name: 'Release the file as it is' }).click();
    await notice.getByText(/A person has released the file/).waitFor();
    await notice.getByRole('button', { name: 'Take the release back' }).click();
    await notice.getByText(/without it/).waitFor();
  });

  it('is looked through by keyboard: a key accepts and goes on, a key leaves out, a key takes back', async () => {
    const { page } = coordinator;
    // Of the row itself: around a focus that is lost stands the whole page, with all names in it.
    const focused = (): Promise<string> =>
      page.evaluate<string>(
        `document.activeElement.closest('[data-value]')?.querySelector('.value-name').textContent ?? ''`,
      );
    await page.getByRole('button', { name: 'Begin looking through' }).focus();
    await page.keyboard.press('Enter');
    const first = await focused();
    expect(first).toBe('Title');
    await page.keyboard.press('a');
    expect(await focused()).not.toBe('Title');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('Title');
    const title = page.locator('[data-value]').first();
    expect(await title.getAttribute('data-decision')).toBe('ACCEPTED');
    await page.keyboard.press('x');
    await page.keyboard.press('k');
    expect(await title.getAttribute('data-decision')).toBe('REJECTED');
    await page.keyboard.press('u');
    expect(await title.getAttribute('data-decision')).toBe('OPEN');
    // In a field the same keys are letters.
    await page.keyboard.press('e');
    await page.keyboard.type(' axe');
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('Title');
    expect(await title.getAttribute('data-decision')).toBe('OPEN');
    // What was decided is the server's, too.
    await page.keyboard.press('a');
    await page.getByText('saving …').waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('[data-value][data-decision=ACCEPTED]').first().waitFor();
  });

  it('is corrected where it was read wrong, a bad date told in a sentence', async () => {
    const { page } = coordinator;
    const start = rowOf(page, /council of young people/, 'Start');
    await start.getByRole('button', { name: 'Change: Start' }).click();
    const field = start.getByRole('textbox');
    await field.fill('spring');
    await start.getByRole('button', { name: 'Save' }).click();
    await start.getByText('Write 2024, 2024-04 or 2024-04-01.').waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
    await field.fill('2025-05');
    await page.keyboard.press('Enter');
    await start.getByText('May 2025').waitFor();
    expect(await start.getAttribute('data-decision')).toBe('EDITED');
    expect(await start.locator('blockquote').innerText()).toContain('April 2025');
    const title = rowOf(page, /council of young people/, 'Title');
    await title.getByRole('button', { name: 'Change: Title' }).click();
    await title.getByRole('textbox').fill('A youth council');
    await title.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 2, name: 'A youth council' }).waitFor();
  });

  it('is completed where it tells nothing, by keyboard; what a person added says so and is removed again', async () => {
    const { page } = coordinator;
    const street = page.getByRole('region', { name: /repair street/ });
    const add = async (name: string): Promise<void> => {
      if ((await street.locator('.missing[open]').count()) === 0) {
        await street.locator('.missing > summary').focus();
        await page.keyboard.press('Enter');
      }
      await street.getByRole('button', { name: `Add: ${name}`, exact: true }).focus();
      await page.keyboard.press('Enter');
    };
    await add('Risks');
    await street.getByRole('textbox', { name: 'Risks' }).waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
    // Nothing is no answer.
    await page.keyboard.press('Control+Enter');
    await street.getByText('Write something, or leave the value out.').waitFor();
    await page.keyboard.type('Too few people have time');
    await page.keyboard.press('Control+Enter');
    await street.locator('[data-value]:focus').filter({ hasText: 'Too few people have time' }).waitFor();
    const risks = rowOf(page, /repair street/, 'Risks');
    await risks.getByText('Not in the document · added by a person').waitFor();
    await add('Source');
    await street.getByRole('textbox', { name: 'Source' }).fill('genk.example');
    await page.keyboard.press('Control+Enter');
    await street.getByText(/the field cannot hold that/).waitFor();
    await street.getByRole('textbox', { name: 'Source' }).fill('https://genk.example/plan');
    await page.keyboard.press('Control+Enter');
    await rowOf(page, /repair street/, 'Source')
      .getByText('https://genk.example/plan')
      .waitFor();
    await add('Level of participation');
    await page.getByRole('checkbox', { name: 'Collaborate' }).check();
    await street.getByRole('button', { name: 'Save' }).click();
    await rowOf(page, /repair street/, 'Level of participation')
      .getByText('added', { exact: true })
      .waitFor();
    await add('A milestone');
    await street.getByRole('textbox', { name: 'A milestone' }).waitFor();
    await page.keyboard.type('a third street is opened');
    await page.keyboard.press('Control+Enter');
    const third = rowOf(page, /repair street/, 'Milestone 3');
    await third.getByText('a third street is opened').waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
    await third.getByRole('button', { name: 'Remove: Milestone 3' }).click();
    await page.getByRole('status').filter({ hasText: 'removed' }).waitFor();
    expect(await third.count()).toBe(0);
    await page.reload();
    await rowOf(page, /repair street/, 'Risks')
      .getByText('Too few people have time')
      .waitFor();
  });

  it('is taken apart and joined again, and an entry left out comes back', async () => {
    const { page } = coordinator;
    const council = page.getByRole('region', { name: 'A youth council' });
    await council.getByText('Leave out, join or take apart').click();
    await council.getByRole('checkbox', { name: 'Milestone 1' }).check();
    await council.getByLabel('Title of the new entry').fill('A first meeting');
    await council.getByRole('button', { name: 'Make a new entry' }).click();
    const meeting = page.getByRole('region', { name: 'A first meeting' });
    await meeting.waitFor();
    await council.getByRole('checkbox', { name: 'A first meeting' }).check();
    await council.getByRole('button', { name: 'Join them' }).click();
    await meeting.getByText('left out', { exact: true }).waitFor();
    await rowOf(page, /youth council/, 'Milestone 1').waitFor();
    const street = page.getByRole('region', { name: /repair street/ });
    await street.getByText('Leave out, join or take apart').click();
    await street.getByRole('button', { name: 'Leave this entry out' }).click();
    await street.getByRole('button', { name: 'Take this entry in again' }).click();
    await rowOf(page, /repair street/, 'The problem').waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
  });

  it('fits a telephone', async () => {
    const { page } = coordinator;
    const before = page.viewportSize();
    await page.setViewportSize(PHONE);
    expect(await faultsOf(coordinator)).toEqual([]);
    await page.goto('/en/desk/imports');
    await page.getByRole('link', { name: 'plan.txt' }).waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
    await page.getByRole('link', { name: 'plan.txt' }).click();
    if (before) await page.setViewportSize(before);
  });

  it('is confirmed, publishes nothing, and an expert has it in the queue', async () => {
    const { page } = coordinator;
    await page.getByRole('button', { name: /^Accept the \d+ that are left/ }).click();
    await page.getByRole('button', { name: 'Confirm and hand in for review' }).click();
    await page.getByRole('heading', { name: 'Confirmed. It waits for review now.' }).waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
    const waiting = page.getByRole('link', { name: /Action plan for open government/ }).first();
    await waiting.click();
    await page.waitForURL('**/en/desk/review/*');
    const work = expert.page;
    await work.goto('/en/desk/review');
    await work.getByRole('link', { name: /Action plan for open government/ }).click();
    await work.getByText('A youth council').first().waitFor();
    await work.getByText('Too few people have time').first().waitFor();
    expect(await work.locator('main').innerText()).toContain('2025-05');
    const published = await page.request.get('/en/search?q=youth+council+repair+street');
    expect(await published.text()).not.toContain('A youth council');
    expect([...coordinator.problems, ...expert.problems]).toEqual([]);
  });
});
