import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** Lints lines as if they stood in those files. In a process of its own: Jest loads no configuration that is ESM. */
const LINT = `
  import { ESLint } from 'eslint';
  const eslint = new ESLint();
  const cases = JSON.parse(process.argv[1]);
  const rules = [];
  for (const [line, filePath] of cases) {
    const [result] = await eslint.lintText(line + '\\n', { filePath });
    rules.push(result.messages.map(({ ruleId }) => ruleId));
  }
  console.log(JSON.stringify(rules));
`;

function brokenRules(cases: readonly (readonly [line: string, file: string])[]): string[][] {
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', LINT, JSON.stringify(cases)], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return JSON.parse(output) as string[][];
}

const REFUSED = [
  ['common imports a module', `export * from '../modules/records';`, 'src/common/probe.ts'],
  ['platform imports a module', `export * from '../../modules/records';`, 'src/platform/http/probe.ts'],
  ['records import places', `export * from '../places';`, 'src/modules/records/probe.ts'],
  ['search imports a kind', `export * from '../plans';`, 'src/modules/search/probe.ts'],
  [
    'a module is opened past its index',
    `export * from '../records/record.query';`,
    'src/modules/plans/probe.ts',
  ],
  ['a heavy library leaves its folder', `export * from 'graphile-worker';`, 'src/modules/search/probe.ts'],
] as const;

describe('the rooms of the house', () => {
  const allowed = [`export * from '../records';`, 'src/modules/plans/probe.ts'] as const;
  const rules = brokenRules([...REFUSED.map(([, line, file]) => [line, file] as const), allowed]);

  it.each(REFUSED.map(([name], index) => [name, index] as const))('refuse that %s', (_name, index) => {
    expect(rules[index]).toContain('no-restricted-imports');
  });

  it('let a kind import what lies below it', () => {
    expect(rules[REFUSED.length]).toEqual([]);
  });
});
