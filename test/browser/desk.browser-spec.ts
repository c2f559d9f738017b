import type { Browser, Page } from 'playwright-core';
import { alive, launchChromium, type Visit, visit } from './browser';
import { atTheDesk, faultsOf, settled } from './people';
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

const focused = (page: Page): Promise<string> =>
  page.evaluate<string>('document.activeElement.getAttribute("name") ?? document.activeElement.textContent');

/** Presses Tab until what has the focus is called so; fails where the keyboard does not come there. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not come to ${name}`);
}

describe('signing in', () => {
  let visited: Visit;
  beforeAll(async () => {
    visited = await visit(browser, site.url);
  });
  afterAll(() => visited?.context.close());

  it('is asked for where somebody comes to the desk, and refuses a wrong password in a sentence', async () => {
    const { page } = visited;
    await page.goto('/da/desk/drafts');
    await page.waitForURL('**/da/account/sign-in?next=%2Fda%2Fdesk%2Fdrafts');
    await settled(visited);
    await page.locator('input[name=email]').fill(site.account('officer').email);
    await page.locator('input[name=password]').fill('not the password');
    await page.keyboard.press('Enter');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/adgangskode/i);
    // What was typed as the address is still there; nobody types it twice.
    expect(await page.locator('input[name=email]').inputValue()).toBe(site.account('officer').email);
    expect(await faultsOf(visited)).toEqual([]);
  });

  it('works by keyboard alone, and leads to where the person was going', async () => {
    const { page } = visited;
    const { email, password } = site.account('officer');
    await page.goto('/da/desk/drafts');
    await page.locator('input[name=email]').waitFor();
    await tabTo(page, 'email');
    await page.keyboard.type(email);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('password');
    await page.keyboard.type(password);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/da/desk/drafts');
    await page.getByRole('heading', { level: 1, name: 'Kladder' }).waitFor();
  });

  it('is ended on the account page, after which the desk is closed again', async () => {
    const { page } = visited;
    await page.goto('/en/account');
    await page.getByText('You are signed in as').waitFor();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.waitForURL('**/en/account/sign-in');
    await page.goto('/en/desk');
    await page.waitForURL('**/en/account/sign-in?next=*');
    expect(visited.problems).toEqual([]);
  });
});

describe('an account page', () => {
  it.each([
    '/da/account/sign-in',
    '/da/account/forgotten',
    '/da/account/reset?key=none',
    '/da/account/email?key=none',
    '/da/account/invitation?key=none',
  ])('for everybody breaks no rule: %s', async (path) => {
    const visited = await visit(browser, site.url, { colorScheme: 'dark' });
    try {
      await visited.page.goto(path);
      expect(await faultsOf(visited)).toEqual([]);
    } finally {
      await visited.context.close();
    }
  });
});

describe('a page of the desk breaks no rule', () => {
  let visited: Visit;
  beforeAll(async () => {
    visited = await atTheDesk(browser, site, 'administrator', 'da');
  });
  afterAll(() => visited?.context.close());

  it.each([
    '/da/account',
    '/da/account/notifications',
    '/da/desk',
    '/da/desk/drafts',
    '/da/desk/review',
    '/da/desk/translations',
    '/da/desk/collections',
    '/da/desk/places',
    '/da/desk/places/agents-of-co-existence',
    '/da/desk/places/agents-of-co-existence/settings',
    '/da/desk/records/kekava-resident-engagement',
    '/da/r/kekava-resident-engagement/versions',
    '/da/r/kekava-resident-engagement/versions/1',
  ])('%s', async (path) => {
    await visited.page.goto(path);
    expect(await faultsOf(visited)).toEqual([]);
    // A word that is missing shows as its key.
    expect(await visited.page.locator('main').innerText()).not.toMatch(
      /\b(nav|form|role|account|drafts|review|letters|places|people|rule|network|closing|record|versions)\.[a-z]/i,
    );
  });
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

  /** The network wants both gates; its coordinator says so at the API, as the settings page does. */
  const wantBothGates = async () => {
    const ask = async <T>(query: string, variables: object): Promise<T> => {
      const response = await coordinator.page.request.post('/graphql', {
        headers: { origin: site.url },
        data: { query, variables },
      });
      return ((await response.json()) as { data: T }).data;
    };
    const { record } = await ask<{ record: { id: string } }>(
      'query ($slug: String!) { record(slug: $slug) { id } }',
      { slug: 'agents-of-co-existence' },
    );
    const { rule } = await ask<{ rule: unknown }>(
      'mutation ($rule: ReviewRuleInput!) { rule: setNetworkRule(rule: $rule) { ... on ReviewRule { gates } } }',
      { rule: { scopeId: record.id, gates: ['COORDINATOR', 'EXPERT'] } },
    );
    expect(rule).toEqual({ gates: ['COORDINATOR', 'EXPERT'] });
  };

  it('is begun, saves itself, and is handed in with the last words typed', async () => {
    await wantBothGates();
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
    await page.getByText('Who may come?').waitFor();
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
    await news.first().getByRole('button', { name: 'Mark as read' }).click();
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

describe('a translator', () => {
  it('puts a machine’s words right, and readers are told that a person did', async () => {
    const translator = await atTheDesk(browser, site, 'translator', 'es');
    try {
      const { page } = translator;
      await page.goto('/es/r/kekava-resident-engagement');
      await alive(page);
      await page.getByRole('link', { name: 'Corregir estas palabras' }).first().click();
      await page.waitForURL('**/es/desk/translations/text?*');
      expect(await faultsOf(translator)).toEqual([]);
      const words = page.locator('textarea[name=text]');
      await words.fill('Ķekava pregunta a sus vecinos antes de decidir.');
      await page.locator('.form button[type=submit]').click();
      await page.locator('.notice').waitFor();
      const reader = await visit(browser, site.url);
      try {
        await reader.page.goto('/es/r/kekava-resident-engagement');
        const corrected = reader.page
          .locator('.words')
          .filter({ hasText: 'Ķekava pregunta a sus vecinos antes de decidir.' });
        await corrected.waitFor();
        expect(await corrected.getAttribute('class')).not.toContain('words-machine');
        expect(await corrected.locator('.words-note').innerText()).toMatch(/persona/);
      } finally {
        await reader.context.close();
      }
    } finally {
      await translator.context.close();
    }
  });
});
