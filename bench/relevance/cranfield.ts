import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchDocument } from './bench-engine.type';

export interface Cranfield {
  documents: BenchDocument[];
  queries: { query: string; relevant: ReadonlySet<string> }[];
}

/**
 * The Cranfield collection. Its judgements number the queries by their order in the file, not by the number written
 * there; relevant are grades 1 to 4.
 */
export function readCranfield(folder: string): Cranfield {
  const documents = entries(join(folder, 'cran.all.1400')).map(({ id, parts }) => ({
    id,
    texts: [{ locale: 'en', title: parts.T ?? '', body: withoutTitle(parts.W ?? '', parts.T ?? '') }],
  }));
  const relevant = new Map<number, Set<string>>();
  for (const line of readFileSync(join(folder, 'cranqrel'), 'utf8').split('\n')) {
    const [query, document, grade] = line.trim().split(/\s+/);
    if (!query || !document || !(Number(grade) >= 1 && Number(grade) <= 4)) continue;
    const known = relevant.get(Number(query)) ?? new Set<string>();
    known.add(document);
    relevant.set(Number(query), known);
  }
  const queries = entries(join(folder, 'cran.qry')).map(({ parts }, index) => ({
    query: parts.W ?? '',
    relevant: relevant.get(index + 1) ?? new Set<string>(),
  }));
  return { documents, queries };
}

/** The text of a document repeats its title first. */
function withoutTitle(text: string, title: string): string {
  return text.startsWith(title) ? text.slice(title.length) : text;
}

function entries(path: string): { id: string; parts: Record<string, string> }[] {
  return readFileSync(path, 'utf8')
    .split(/^\.I /m)
    .slice(1)
    .map((entry) => {
      const [first = '', ...rest] = entry.split(/^\.([TABW])\s*\n/m);
      const parts: Record<string, string> = {};
      for (let index = 0; index < rest.length; index += 2)
        parts[rest[index] ?? ''] = (rest[index + 1] ?? '').trim();
      return { id: String(Number(first.trim())), parts };
    });
}
