import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';

/** A context of its own for one test, and all that went wrong in its pages. */
export interface Visit {
  context: BrowserContext;
  page: Page;
  /** reports of the Content-Security-Policy, errors of scripts, requests to other sites */
  problems: string[];
}

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

export async function visit(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ baseURL: origin, locale: 'en-GB', ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) problems.push(`request to ${url}`);
  });
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    // The browser itself says so of every page that is not there; the tests of those pages look at the status.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) problems.push(text);
  });
  await page.exposeFunction('reportViolation', (report: string) => problems.push(report));
  await page.addInitScript(REPORT_VIOLATIONS);
  return { context, page, problems };
}

// What runs in the page is written as text: the server's own types know no document, and should not.
const REPORT_VIOLATIONS = `document.addEventListener('securitypolicyviolation', (event) =>
  window.reportViolation(
    'Content-Security-Policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));`;

/** Waits until the page has come alive, which it must. */
export async function alive(page: Page): Promise<void> {
  await page.waitForSelector('html[data-alive]', { timeout: 15_000 });
}

interface AxeResults {
  violations: { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }[];
}

const AXE = readFileSync(
  join(__dirname, '..', '..', 'web', 'node_modules', 'axe-core', 'axe.min.js'),
  'utf8',
);

/** What axe-core finds wrong on the page, as sentences; rules of WCAG 2.2 A and AA and its best practices. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help} at ${JSON.stringify(target)}: ${failureSummary ?? ''}`,
    ),
  );
}
