/** @jest-environment node */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const script = join(process.cwd(), 'scripts', 'check-messages.mjs');

describe('the interface’s words', () => {
  it('are whole in every language', () => {
    expect(execFileSync(process.execPath, [script], { encoding: 'utf8' })).toBe('');
  });

  it('are found wanting where a key, a plural form or a blank is missing', () => {
    const program = `
      import { compareMessages } from ${JSON.stringify(script)};
      const english = { a: { n_one: '{{count}} x', n_other: '{{count}} xs', t: 'hi {{name}}' } };
      const polish = { a: { n_one: '{{count}} y', n_few: 'y', n_many: '{{count}} y', extra: 'z' } };
      console.log(JSON.stringify(compareMessages('pl', polish, english)));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual([
      'pl: a.n_few has other blanks: y',
      'pl: a.n_other is missing',
      'pl: a.t is missing',
      'pl: a.extra is not in English',
    ]);
  });
});
