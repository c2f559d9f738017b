import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useApplication } from '../../test/harness/application';
import { signIn } from '../../test/harness/sign-in';
import { Role } from '../common/viewer';
import { IMPORT_COMMANDS } from './import.commands';

const PLAN = `---
title: Town plan
---

# Action plan of the town 2025-2027

## 1. Name of commitment

A repair street

### 1.1. Timetable

Start of implementation: March 2025

### 1.2. Definition of the problem

Things that could be mended are thrown away.

### 1.3. Milestones

- a first street is opened
`;

describe('import on the command line', () => {
  const running = useApplication();
  const said: string[] = [];
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'crosstown-import-'));
    writeFileSync(join(folder, 'plan.md'), PLAN);
    writeFileSync(join(folder, 'broken.pdf'), '%PDF-1.7\nnothing');
    writeFileSync(join(folder, 'left-alone.xyz'), 'x');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => {
    said.length = 0;
    for (const stream of ['log', 'error'] as const) {
      jest
        .spyOn(console, stream)
        .mockImplementation((...lines: unknown[]) => void said.push(lines.join(' ')));
    }
  });
  afterEach(() => jest.restoreAllMocks());

  const run = (...given: string[]): Promise<number | undefined> =>
    Promise.resolve(IMPORT_COMMANDS['import']?.run(running().app, given));
  const imports = async (): Promise<{ state: string }[]> =>
    running().dataSource.query('SELECT state FROM document_import');

  it('says how it is asked, and of whom it cannot be', async () => {
    expect(await run(join(folder, 'plan.md'))).toBe(2);
    expect(said[0]).toContain('--owner <slug>');
    expect(await run(folder, '--owner', 'genk', '--dry-run', '--confirm')).toBe(2);
    await signIn(running().app, running().url, Role.ADMINISTRATOR, null);
    expect(await run(join(folder, 'plan.md'), '--owner', 'atlantis')).toBe(2);
    expect(said.join('\n')).toContain('“atlantis”');
  });

  it('stores nothing in a dry run; a file that cannot be read is named, and the status tells', async () => {
    expect(await run(join(folder, 'plan.md'), '--owner', 'genk', '--dry-run')).toBe(0);
    expect(said.join('\n')).toMatch(/plan\.md: .*nothing was stored/);
    expect(await imports()).toEqual([]);
    expect(await run(folder, '--owner', 'genk')).toBe(1);
    expect(said.join('\n')).toContain('broken.pdf');
    expect(said.join('\n')).toContain('1 of 2 files were read.');
    expect((await imports()).map(({ state }) => state)).toContain('READY');
  });

  it('confirms where it is told to, and knows a file that it has seen', async () => {
    const file = join(folder, 'plan.md');
    expect(await run(file, '--owner', 'genk', '--network', 'agents-of-co-existence', '--confirm')).toBe(0);
    expect(said.join('\n')).toContain('handed in');
    expect(await run(file, '--owner', 'genk', '--confirm')).toBe(0);
    expect(said.join('\n')).toContain('was imported before');
  });
});
