import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accessDocument } from '../modules/identity';
import { PROJECT_ROOT } from '../platform/config';
import type { Commands } from './command';

const FILE = join(PROJECT_ROOT, 'docs', 'access.md');

export const ACCESS_COMMANDS: Commands = {
  'access write': { about: 'write docs/access.md from the access table', run: write },
  'access check': { about: 'fail where docs/access.md is not what the access table says', run: check },
};

async function write(): Promise<number> {
  await writeFile(FILE, accessDocument());
  console.log('docs/access.md is written.');
  return 0;
}

async function check(): Promise<number> {
  if ((await readFile(FILE, 'utf8').catch(() => '')) === accessDocument()) return 0;
  console.error('docs/access.md is not what the access table says. Run "npm run cli -- access write".');
  return 1;
}
