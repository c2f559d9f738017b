import { join } from 'node:path';
import { ESLint } from 'eslint';

const ROOT = join(__dirname, '..');

/** Lints a line as if it stood in that file and tells which rules it breaks. */
async function brokenBy(line: string, file: string): Promise<string[]> {
  const eslint = new ESLint({ cwd: ROOT });
  const [result] = await eslint.lintText(`${line}\n`, { filePath: join(ROOT, file) });
  return (result?.messages ?? []).map(({ ruleId }) => String(ruleId));
}

describe('the rooms of the house', () => {
  const refused: [string, string, string][] = [
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
  ];

  it.each(refused)('refuse that %s', async (_case, line, file) => {
    expect(await brokenBy(line, file)).toContain('no-restricted-imports');
  });

  it('let a kind import what lies below it', async () => {
    expect(await brokenBy(`export * from '../records';`, 'src/modules/plans/probe.ts')).toEqual([]);
  });
});
