import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { describeIf } from '../harness/skip';
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

const SHARED = process.env['SHARED_DATA'] ?? resolve(__dirname, '..', '..', '..', 'shared', 'data');
const REAL_PLAN = join(SHARED, 'network-documents', 'open-government-action-plan-2024-2026.sk.txt');
const PHONE = { width: 360, height: 780 };

describe('a file', () => {
  let coordinator: Visit;
  let folder: string;
  beforeAll(async () => {
    coordinator = await atTheDesk(browser, site, 'coordinator');
    folder = mkdtempSync(join(tmpdir(), 'crosstown-browser-'));
  }, 60_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await coordinator?.context.close();
  });

  it('that is none of those that are read is refused in a sentence, and another can be taken', async () => {
    const { page } = coordinator;
    const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(600, 7)]);
    await handIn(page, { name: 'plan.pdf', mimeType: 'application/pdf', buffer: jpeg }, 'Genk');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.innerText()).toContain('plan.pdf');
    expect(await page.getByRole('button', { name: 'Go on' }).count()).toBe(0);
    expect(await faultsOf(coordinator)).toEqual([]);
    await page.getByRole('button', { name: 'Take another file' }).click();
    await page.getByRole('button', { name: 'Hand it in' }).waitFor();
  });

  it('is paused and goes on where it was, even after its page was left', async () => {
    const { page } = coordinator;
    const pieces: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PATCH') pieces.push(request.headers()['upload-offset'] ?? '');
    });
    // The second piece is held back until the person has paused.
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/uploads/*', async (route) => {
      if (Number(route.request().headers()['upload-offset'] ?? 0) > 0) await held;
      await route.continue().catch(() => undefined);
    });
    // A file of the disk keeps its date, by which it is known again.
    const large = join(folder, 'large.txt');
    writeFileSync(large, `${PLAN}${'\n'.repeat(6_000_000)}`);
    await handIn(page, large, 'Genk');
    await page.getByText(/6[0-9]% handed over/).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused. What has arrived is kept for a day.').waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
    release();
    await page.unroute('**/uploads/*');
    pieces.length = 0;
    await handIn(page, large, 'Genk');
    await page.waitForURL('**/en/desk/imports/*-*');
    // Not from the beginning again.
    expect(pieces[0]).not.toBe('0');
    await page.getByRole('button', { name: 'Cancel: large.txt' }).click();
    await page.getByText('This reading was cancelled.').waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
    await page.goto('/en/desk/imports');
    await page.getByRole('button', { name: 'Read it again: large.txt' }).waitFor();
  });
});

describe('a table', () => {
  let coordinator: Visit;
  beforeAll(async () => {
    coordinator = await atTheDesk(browser, site, 'coordinator');
  }, 60_000);
  afterAll(() => coordinator?.context.close());

  it('is mapped, tried out row by row, and only its good rows come in', async () => {
    const { page } = coordinator;
    const table = [
      'Code;Title;Description;Start;City;Colour',
      'A1;A shared workshop;Neighbours repair things together;2025-04;Genk;green',
      'A2;A garden;They grow food;the first of April;Genk;red',
    ].join('\n');
    await handIn(page, textFile('actions.csv', table), 'Genk');
    await page.waitForURL('**/en/desk/imports/tables/*');
    await page.getByRole('heading', { name: 'What the columns are' }).waitFor();
    const start = page.getByRole('combobox', { name: 'Start', exact: true });
    expect(await start.inputValue()).toBe('start');
    expect(await page.getByRole('combobox', { name: 'Colour' }).inputValue()).toBe('');
    expect(await faultsOf(coordinator)).toEqual([]);
    await page.getByRole('button', { name: 'Show what each row would do' }).click();
    await page.getByText(/Start: .*the first of April/).waitFor();
    expect(await page.getByText('row 3', { exact: true }).count()).toBe(1);
    expect(await faultsOf(coordinator)).toEqual([]);
    await page.setViewportSize(PHONE);
    await page.getByRole('button', { name: 'Bring in only the 1 good row' }).click();
    // The action, and the plan in which it stands.
    await page.getByRole('heading', { name: '2 entries handed in.' }).waitFor(LONG);
    expect(await faultsOf(coordinator)).toEqual([]);
  });

  it('stands in the list of what was brought in, with what became of its rows, and leads back to it', async () => {
    const { page } = coordinator;
    await page.goto('/en/desk/imports');
    const line = page.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'actions.csv' }) });
    await line.getByText('brought in', { exact: true }).waitFor();
    await line.getByText('new: 1').waitFor();
    await line.getByText('refused: 1').waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
    await line.getByRole('link', { name: 'actions.csv' }).click();
    await page.getByRole('heading', { level: 1, name: 'actions.csv' }).waitFor();
    await page.getByRole('heading', { name: '2 entries handed in.' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: '2 entries handed in.' }).waitFor();
  });

  it('goes out with the columns that come in', async () => {
    const { page } = coordinator;
    await page.goto('/en/desk/imports');
    const address = await page.getByRole('link', { name: 'Actions, CSV' }).getAttribute('href');
    const answer = await page.request.get(address ?? '');
    expect(answer.headers()['content-disposition']).toContain('actions.csv');
    expect(await answer.text()).toMatch(/ID.*Title/);
  });
});

describe('the categories of a source', () => {
  let coordinator: Visit;
  beforeAll(async () => {
    coordinator = await atTheDesk(browser, site, 'coordinator');
  }, 60_000);
  afterAll(() => coordinator?.context.close());

  it('are said once on a page of their network, and are known when a table holds them', async () => {
    const { page } = coordinator;
    await page.goto('/en/desk/imports');
    await page.getByRole('link', { name: 'Agents of Co-existence' }).click();
    await page
      .getByRole('heading', { level: 1, name: 'Categories of sources: Agents of Co-existence' })
      .waitFor();
    await page.getByText('Nothing was said here yet.').waitFor();
    await page.getByRole('button', { name: 'Add a category' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Write the source’s word.').waitFor();
    await page.getByLabel('The source’s word').fill('Kleur en smaak');
    await page.getByText('Themes (0)').click();
    await page.getByRole('checkbox', { name: 'Culture and heritage' }).check();
    await page.getByText('Themes (1)').waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('“Kleur en smaak” was saved.').waitFor();
    const line = page.getByRole('listitem').filter({ hasText: 'Kleur en smaak' });
    await line.getByText('Culture and heritage').waitFor();

    await line.getByRole('button', { name: 'Change: Kleur en smaak' }).click();
    await page.getByRole('checkbox', { name: 'Food', exact: true }).check();
    await page.getByText('Themes (2)').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    // The form has the same words in it; once it is closed the line says them.
    await line.getByRole('button', { name: 'Change: Kleur en smaak' }).waitFor();
    await line.getByText('Food', { exact: true }).waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);

    const table = 'Title;Description;Themes\nA tool library;Neighbours lend tools;Kleur en Smaak\n';
    await handIn(page, textFile('practices.csv', table), 'Genk');
    await page.waitForURL('**/en/desk/imports/tables/*');
    await page.getByLabel('What does each row tell of?').selectOption({ label: 'Practices' });
    await page.getByRole('combobox', { name: 'Themes', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Show what each row would do' }).click();
    await page.getByRole('button', { name: 'Bring in 1 row' }).waitFor();
  });

  it('are removed, and taken back in again', async () => {
    const { page } = coordinator;
    await page.goto('/en/desk/imports');
    await page.getByRole('link', { name: 'Agents of Co-existence' }).click();
    await page.getByRole('button', { name: 'Remove: Kleur en smaak' }).click();
    await page.getByText('“Kleur en smaak” was removed.').waitFor();
    await page.getByText('Nothing was said here yet.').waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByText('“Kleur en smaak” was saved.').waitFor();
    await page.getByRole('button', { name: 'Change: Kleur en smaak' }).waitFor();
  });
});

describeIf(existsSync(REAL_PLAN), 'no shared data', 'the plan of Banská Bystrica', () => {
  it('is read into its three commitments, and taken for the one that is here already', async () => {
    const visited = await atTheDesk(browser, site, 'coordinator', 'sk');
    try {
      const { page } = visited;
      await page.goto('/sk/desk/imports');
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: readFileSync(REAL_PLAN) });
      await page.locator('select').first().selectOption({ label: 'Banská Bystrica' });
      await page.locator('form.form button[type=submit]').click();
      await page.waitForURL('**/sk/desk/imports/*-*');
      await page.locator('.read-record').nth(3).waitFor(LONG);
      expect(await page.locator('.read-record').count()).toBe(4);
      expect(await page.locator('.read-part .merge').count()).toBe(3);
      expect(await page.locator('.value-row blockquote:not([lang=sk])').count()).toBe(0);
      expect(await faultsOf(visited)).toEqual([]);
    } finally {
      await visited.context.close();
    }
  });
});
