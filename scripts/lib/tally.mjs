// Counts what the parts of a test run did, tells skips with their reasons, and writes the closing line.
import { readFileSync } from 'node:fs';

/** Convention of test/harness/skip.ts. */
const REASON = /\s*\[skipped: (.+?)\]/;

export class Tally {
  passed = 0;
  /** @type {string[]} */
  failures = [];
  /** @type {{name: string, reason: string}[]} */
  skips = [];

  pass() {
    this.passed += 1;
  }

  fail(name) {
    this.failures.push(name);
  }

  skip(name, reason) {
    this.skips.push({ name, reason });
  }

  /**
   * Takes over the results of a Jest run.
   * @param {string} part shown before each test's name
   * @param {string} file what `--json --outputFile` wrote
   * @param {number} code exit code of Jest
   */
  addJest(part, file, code) {
    const before = this.failures.length;
    let results;
    try {
      results = JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      this.fail(`${part}: Jest ended with code ${code} before it had results`);
      return;
    }
    for (const suite of results.testResults) {
      // A file that could not be loaded has no tests to count.
      if (suite.status === 'failed' && suite.assertionResults.every(({ status }) => status !== 'failed')) {
        this.fail(`${part}: ${suite.name} could not be run`);
      }
      for (const test of suite.assertionResults) this.addTest(`${part}: ${test.fullName}`, test.status);
    }
    if (code !== 0 && this.failures.length === before) this.fail(`${part}: Jest ended with code ${code}`);
  }

  addTest(title, status) {
    if (status === 'passed') this.pass();
    else if (status === 'failed') this.fail(title);
    else this.skip(title.replace(REASON, ''), REASON.exec(title)?.[1] ?? `no reason given (${status})`);
  }

  /** Writes what failed, what was skipped and why, and last of all the totals. Returns the exit code. */
  close() {
    const lines = [''];
    for (const name of this.failures) lines.push(`failed   ${name}`);
    for (const { name, reason } of this.skips) lines.push(`skipped  ${name}: ${reason}`);
    lines.push('', `${this.passed} passed, ${this.failures.length} failed, ${this.skips.length} skipped`, '');
    // At once and whole: the process may end right after.
    console.log(lines.join('\n').trimEnd());
    return this.failures.length > 0 ? 1 : 0;
  }
}
