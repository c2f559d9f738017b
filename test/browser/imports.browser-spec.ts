import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { describeIf } from '../harness/skip';
import { launchChromium, type Visit } from './browser';
import { atTheDesk, faultsOf } from './people';
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

const SHARED = process.env['SHARED_DATA'] ?? resolve(__dirname, '..', '..', '..', 'shared', 'data');
const REAL_PLAN = join(SHARED, 'network-documents', 'open-government-action-plan-2024-2026.sk.txt');
const PHONE = { width: 360, height: 780 };

/** A plan of our own making, in the form of a page for public comment. */
const PLAN = `Skip to main content

Cookie settings

Action plan for open government of the city of Genk 2025 – 2027
1. Name of commitment
1

A repair street in every district
Neighbours repair things together.

1.1. Timetable
2

Start of implementation: March 2025
End of implementation: August 2026

1.2. Definition of the problem
3

Things that could be mended are thrown away. Nobody knows whom to ask in their own street.

1.3. Milestones
4

• a first street is opened
• ten people are trained

2. Name of commitment
5

A council of young people

2.1. Timetable
6

Start of implementation: April 2025
End of implementation: September 2027

2.2. Definition of the problem
7

Young people are asked seldom and answered late. They do not come back.

2.3. Milestones
8

• the council meets for the first time

Contact: Demo Examplova, e-mail: demo.examplova@example.org

Please log in

Share
`;

interface File {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const textFile = (name: string, text: string): File => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});

/** Chooses a file, of the disk or made here, and for whom it is. */
async function choose(page: Page, file: File | string, owner: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByLabel('For whom?').selectOption({ label: owner });
}

async function handIn(page: Page, file: File | string, owner: string): Promise<void> {
  await page.goto('/en/desk/imports');
  await choose(page, file, owner);
  await page.getByRole('button', { name: 'Hand it in' }).click();
}

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
    await page.getByRole('heading', { level: 2, name: 'A repair street in every district' }).waitFor();
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
    const focused = (): Promise<string> =>
      page.evaluate<string>(`document.activeElement.querySelector('.value-name')?.textContent ?? ''`);
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
    expect(await work.locator('main').innerText()).toContain('2025-05');
    const published = await page.request.get('/en/search?q=youth+council+repair+street');
    expect(await published.text()).not.toContain('A youth council');
    expect([...coordinator.problems, ...expert.problems]).toEqual([]);
  });
});

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
    await page.getByRole('heading', { name: '2 entries handed in.' }).waitFor();
    expect(await faultsOf(coordinator)).toEqual([]);
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
      await page.locator('.read-record').nth(3).waitFor();
      expect(await page.locator('.read-record').count()).toBe(4);
      expect(await page.locator('.read-part .merge').count()).toBe(3);
      expect(await page.locator('.value-row blockquote:not([lang=sk])').count()).toBe(0);
      expect(await faultsOf(visited)).toEqual([]);
    } finally {
      await visited.context.close();
    }
  });
});
