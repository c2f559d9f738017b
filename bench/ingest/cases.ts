import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readDocument } from '../../src/modules/documents';
import {
  understand,
  type Understanding,
  type UnderstandingContext,
} from '../../src/modules/ingest/understanding';
import type { ExpectedCase } from './expected.type';
import { type CaseScore, score } from './score';

const SUFFIX = '.expected.json';

export interface Case {
  name: string;
  path: string;
  isThere: boolean;
  expected: ExpectedCase;
}

export interface CaseResult extends CaseScore {
  found: Understanding;
  /** milliseconds of reading the file, and of understanding it */
  readMs: number;
  understandMs: number;
}

/** Every `NAME.expected.json` of a folder, with the document that lies beside it or in another folder. */
export function findCases(expectedIn: string, documentsIn: string = expectedIn): Case[] {
  return readdirSync(expectedIn)
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .map((file) => {
      const name = file.slice(0, -SUFFIX.length);
      const path = resolve(documentsIn, name);
      const expected = JSON.parse(readFileSync(resolve(expectedIn, file), 'utf8')) as ExpectedCase;
      return { name, path, isThere: existsSync(path), expected };
    });
}

export async function runCase({ path, expected }: Case, context: UnderstandingContext): Promise<CaseResult> {
  const begun = performance.now();
  const read = await readDocument(path);
  const readAt = performance.now();
  const found = understand(read, context);
  const done = performance.now();
  return {
    found,
    readMs: Math.round(readAt - begun),
    understandMs: Math.round(done - readAt),
    ...score(expected, found),
  };
}
