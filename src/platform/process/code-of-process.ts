import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../config';

export interface CodeOfProcess {
  file: string;
  /** what the file is started with */
  args: string[];
}

/**
 * What a process or thread of its own is started with.
 * @param folder `__dirname` of who starts it
 * @param name of its file without ending, `reading.process`
 */
export function codeOfProcess(folder: string, name: string): CodeOfProcess {
  const compiled = join(folder, `${name}.js`);
  if (existsSync(compiled)) return { file: compiled, args: [] };
  // Tests and benchmarks run from the sources: there the compiler comes first.
  return {
    file: join(PROJECT_ROOT, 'test/harness/run-typescript.cjs'),
    args: [join(folder, `${name}.ts`)],
  };
}
