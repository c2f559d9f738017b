import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { concatAST, parse, print, separateOperations } from 'graphql';

const FOLDER = join(__dirname, '../../web/src/queries');

/** The documents that the pages really send, by operation name, each with the fragments it uses. */
export function webQueries(): Record<string, string> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.graphql'));
  const all = concatAST(files.map((name) => parse(readFileSync(join(FOLDER, name), 'utf8'))));
  return Object.fromEntries(
    Object.entries(separateOperations(all)).map(([name, document]) => [name, print(document)]),
  );
}
