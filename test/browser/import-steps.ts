import type { Page } from 'playwright-core';
import { planForComment } from '../factories/plan-for-comment';

/** Names whom to ask, so personal data is in it. */
export const PLAN = planForComment('Contact: Demo Examplova, e-mail: demo.examplova@example.org');

/** For what the server reads or writes meanwhile; it may have other work. */
export const LONG = { timeout: 60_000 };

export interface File {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const textFile = (name: string, text: string): File => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});

/** Chooses a file, of the disk or made here, and for whom it is. */
async function choose(page: Page, file: File | string, owner: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByLabel('For whom?').selectOption({ label: owner });
}

/** Hands it in for a city of the demo, on the page. */
export async function handIn(page: Page, file: File | string, owner: string): Promise<void> {
  await page.goto('/en/desk/imports');
  await choose(page, file, owner);
  await page.getByRole('button', { name: 'Hand it in' }).click();
}
