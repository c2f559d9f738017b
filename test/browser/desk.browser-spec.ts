import type { Browser } from 'playwright-core';
import { alive, launchChromium, type Visit, visit } from './browser';
import { atTheDesk, faultsOf, focused, settled, tabTo } from './people';
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
    '/da/desk/trail',
    '/da/desk/archive',
    '/da/desk/administrators',
    '/da/desk/places',
    '/da/desk/places/agents-of-co-existence',
    '/da/desk/places/agents-of-co-existence/settings',
    '/da/desk/places/agents-of-co-existence/glossary',
    '/da/desk/records/kekava-resident-engagement',
    '/da/r/kekava-resident-engagement/versions',
    '/da/r/kekava-resident-engagement/versions/1',
  ])('%s', async (path) => {
    await visited.page.goto(path);
    expect(await faultsOf(visited)).toEqual([]);
    // A word that is missing shows as its key.
    expect(await visited.page.locator('main').innerText()).not.toMatch(
      /\b(nav|form|role|account|drafts|review|letters|places|people|rule|network|closing|record|versions|glossary|restore|leaving|archived|administrators|together)\.[a-z]/i,
    );
  });
});

describe('a translator', () => {
  it('puts a machine’s words right, and readers are told that a person did', async () => {
    const translator = await atTheDesk(browser, site, 'translator', 'es');
    try {
      const { page } = translator;
      await page.goto('/es/r/kekava-resident-engagement');
      await alive(page);
      await page.locator('.summary').getByRole('link', { name: 'Corregir estas palabras' }).click();
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

describe('a network’s own people', () => {
  let coordinator: Visit;
  let expert: Visit;
  const RECORD = 'kekava-resident-engagement';
  beforeAll(async () => {
    coordinator = await atTheDesk(browser, site, 'coordinator');
    expert = await atTheDesk(browser, site, 'expert');
  }, 60_000);
  afterAll(async () => {
    for (const visited of [coordinator, expert]) await visited?.context.close();
  });

  it('are invited by their coordinator, who may take it back', async () => {
    const { page } = coordinator;
    await page.goto('/en/desk/places/agents-of-co-existence');
    await page.getByLabel('E-mail address').fill('no address');
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await page.locator('.field-error').first().waitFor();
    await page.getByLabel('E-mail address').fill('somebody.new@example.org');
    await page.getByLabel('As what?').selectOption('EXPERT');
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await page.getByText('on its way to somebody.new@example.org').waitFor();
    await page.getByRole('heading', { name: 'Invited, not yet answered' }).waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
    await page.getByRole('button', { name: 'Withdraw the invitation' }).click();
    await page.getByRole('heading', { name: 'Invited, not yet answered' }).waitFor({ state: 'detached' });
  });

  it('keep a collection, with a note on each record', async () => {
    const { page } = expert;
    await page.goto('/en/desk/collections');
    await page.getByRole('button', { name: 'Begin a collection' }).click();
    await page.getByLabel('Title').fill('First steps for small towns');
    expect(await faultsOf(expert)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'First steps for small towns' }).waitFor();
    await page.goto(`/en/r/${RECORD}`);
    await page.getByRole('link', { name: 'Work on this entry' }).click();
    await page.getByLabel('Your note').fill('Read how they began.');
    await page.getByRole('button', { name: 'Add to a collection' }).click();
    await page.getByText('It is in “First steps for small towns” now.').waitFor();
    expect(await faultsOf(expert)).toEqual([]);
    await page.goto('/en/desk/collections');
    await page.getByRole('link', { name: 'First steps for small towns' }).click();
    await page.getByText('Read how they began.').waitFor();
    expect(await faultsOf(expert)).toEqual([]);
  });

  it('give a label and take it away', async () => {
    const { page } = expert;
    await page.goto(`/en/desk/records/${RECORD}`);
    await page.getByLabel('What is it given for?').fill('Residents decide together with the town.');
    await page.getByRole('button', { name: 'Give the label' }).click();
    const take = page.getByRole('button', { name: /^Take the label away/ });
    await take.click();
    await page.getByText('It carries no label.').waitFor();
    expect(expert.problems).toEqual([]);
  });

  it('propose other words, which the city takes into its draft', async () => {
    const { page } = expert;
    await page.goto(`/en/desk/records/${RECORD}`);
    await page.getByRole('button', { name: 'Change the texts' }).click();
    await page.getByLabel('Summary').fill('Ķekava asks its residents before it decides.');
    expect(await faultsOf(expert)).toEqual([]);
    await page.getByRole('button', { name: 'Send the proposal' }).click();
    await page.getByText('You are told what becomes of it.').waitFor();
    const officer = await atTheDesk(browser, site, 'officer');
    try {
      await officer.page.goto(`/en/desk/records/${RECORD}`);
      await officer.page.locator('ins').first().waitFor();
      expect(await faultsOf(officer)).toEqual([]);
      await officer.page.getByRole('button', { name: /^Take it ?: Summary/ }).click();
      await officer.page.getByText('taken into the draft').waitFor();
      await officer.page.getByRole('button', { name: 'Edit it in a draft' }).click();
      await officer.page.waitForURL('**/en/desk/drafts/*');
      await officer.page.locator('.changes ins').first().waitFor();
      expect(officer.problems).toEqual([]);
    } finally {
      await officer.context.close();
    }
  });

  it('explain their words, which readers find where they stand', async () => {
    const definition = 'Everybody who lives in the city, with or without papers.';
    const desk = coordinator.page;
    await desk.goto('/en/desk/places/agents-of-co-existence');
    await desk.getByRole('link', { name: 'Glossary' }).click();
    await desk.getByRole('button', { name: 'Add a term' }).click();
    await desk.getByLabel('Term', { exact: true }).fill('residents');
    await desk.getByLabel('What it means').fill(definition);
    expect(await faultsOf(coordinator)).toEqual([]);
    await desk.getByRole('button', { name: 'Save', exact: true }).click();
    await desk.getByText(definition).waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
    const reader = await visit(browser, site.url, { viewport: { width: 390, height: 844 } });
    try {
      const { page } = reader;
      await page.goto(`/en/r/${RECORD}`);
      await alive(page);
      const word = page.locator('.term > button').first();
      await word.focus();
      const note = page.getByRole('tooltip').first();
      expect(await note.innerText()).toBe(definition);
      const box = await note.boundingBox();
      expect((box?.x ?? 0) + (box?.width ?? 1_000)).toBeLessThanOrEqual(390);
      expect(await faultsOf(reader)).toEqual([]);
      await word.focus();
      await page.keyboard.press('Escape');
      await note.waitFor({ state: 'hidden' });
    } finally {
      await reader.context.close();
    }
  });
});
