import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeSection } from '../relevance/results-file';
import { asMarkdown, type MutationReport } from './report';

const ROOT = join(__dirname, '..', '..');
const USAGE = `npm run bench:access -- [options]
  --no-write        do not touch bench/RESULTS.md`;

/** The access test runs in Jest, so its mutations do, too; what they found comes back in a file. */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'no-write': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const folder = mkdtempSync(join(tmpdir(), 'crosstown-mutations-'));
  try {
    const path = join(folder, 'report.json');
    const jest = ['--selectProjects', 'e2e', '--testPathPatterns', 'test/access-mutations', '--runInBand'];
    const { status } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'jest.mjs'), ...jest], {
      cwd: ROOT,
      env: { ...process.env, ACCESS_MUTATIONS: path },
      stdio: 'inherit',
    });
    process.exitCode = status ?? 1;
    if (status !== 0) return;
    const text = asMarkdown(JSON.parse(readFileSync(path, 'utf8')) as MutationReport);
    console.log(text);
    if (!values['no-write']) {
      await writeSection(
        join(ROOT, 'bench', 'RESULTS.md'),
        'Access rules taken away',
        'npm run bench:access',
        text,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
