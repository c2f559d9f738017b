import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readDemo } from './demo-documents';
import { readImports } from './imports';
import type { BenchEngine } from './bench-engine.type';
import { mean, recallAtTen } from './metrics';
import { meanLine, type TaskResult } from './report';

/** A query and the record that somebody who types it means. */
export interface Pair {
  query: string;
  locale: string;
  record: string;
}

/** Pairs of a file: query, locale, record's slug, a tab between them; empty lines and a heading are left out. */
export function readPairs(path: string): Pair[] {
  return readFileSync(path, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.split('\t').map((cell) => cell.trim()))
    .flatMap(([query = '', locale = '', record = '']) =>
      /^[a-z]{2}$/.test(locale) && query !== '' && record !== '' ? [{ query, locale, record }] : [],
    );
}

/** The committed pairs (`bench/pairs/inflection.<locale>.tsv`). */
export function committedPairs(folder: string): Pair[] {
  return readdirSync(folder)
    .filter((name) => /^inflection\.[a-z]{2}\.tsv$/.test(name))
    .sort()
    .flatMap((name) => readPairs(join(folder, name)));
}

export interface InflectionInput {
  demo: string;
  imports: string;
  pairs: readonly Pair[];
  /** file the pairs are from, where they are not the committed ones */
  source?: string;
}

/** Recall@10 of pairs whose queries are in other word forms than the records' texts. */
export async function inflection(
  input: InflectionInput,
  engines: readonly BenchEngine[],
): Promise<TaskResult[]> {
  const documents = [...readDemo(input.demo), ...readImports(input.imports)];
  const known = new Set(documents.map(({ id }) => id));
  const locales = [...new Set(input.pairs.map(({ locale }) => locale))].sort();
  const missed: string[] = [];
  const columns: Map<string, number>[] = [];
  for (const engine of engines) {
    await engine.index(documents);
    const found = new Map<string, number[]>();
    for (const pair of input.pairs) {
      const recall = recallAtTen(
        await engine.search(`${pair.query} `, pair.locale, 10),
        new Set([pair.record]),
      );
      found.set(pair.locale, [...(found.get(pair.locale) ?? []), recall]);
      if (recall === 0 && engine === engines.at(-1))
        missed.push(`${pair.query} (${pair.locale}) → ${pair.record}`);
    }
    columns.push(new Map([...found].map(([locale, recalls]) => [locale, mean(recalls)])));
  }
  const lines = locales.map((locale) => ({
    label: `${locale}: ${input.pairs.filter((pair) => pair.locale === locale).length} pairs`,
    values: columns.map((column) => column.get(locale) ?? null),
  }));
  const absent = [...new Set(input.pairs.map(({ record }) => record))].filter((record) => !known.has(record));
  return [
    {
      id: 'inflection',
      title: 'Inflection',
      about: `Queries in other word forms than the texts use, over ${documents.length} records of the demo and the imports${input.source === undefined ? '' : `; pairs of ${input.source}`}.`,
      metric: 'recall@10',
      engines: engines.map(({ name }) => name),
      lines: [...lines, meanLine(lines)],
      notes: [
        ...(absent.length > 0 ? [`Not among the records, so never found: ${absent.join(', ')}.`] : []),
        ...(missed.length > 0 ? [`Missed by ${engines.at(-1)?.name ?? ''}: ${missed.join('; ')}.`] : []),
      ],
    },
  ];
}
