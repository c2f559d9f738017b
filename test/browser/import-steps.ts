import type { Page } from 'playwright-core';

/** A plan of our own making, in the form of a page for public comment. */
export const PLAN = `Skip to main content

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
