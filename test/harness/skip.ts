/**
 * `describe` where the condition holds; else the same tests skipped, with the reason in their title, where
 * `npm test` reads it for its closing list.
 */
export function describeIf(condition: boolean, reason: string, title: string, body: () => void): void {
  if (condition) describe(title, body);
  else describe.skip(`${title} [skipped: ${reason}]`, body);
}

/** The same for one test. */
export function itIf(condition: boolean, reason: string, title: string, body: () => Promise<void>): void {
  if (condition) it(title, body);
  else it.skip(`${title} [skipped: ${reason}]`, body);
}
