import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchDocument, BenchText } from './bench-engine.type';

/** What the benchmark reads of a record of the demo (`src/demo/content`). */
interface DemoFile {
  slug: string;
  sourceLocale: string;
  texts: Record<string, { original?: string; translations: Record<string, string> }>;
  actions?: DemoFile[];
}

/** The records of the demo network, each action for itself, with their words in every language they have. */
export function readDemo(folder: string): BenchDocument[] {
  return jsonFiles(folder)
    .flatMap((path) => JSON.parse(readFileSync(path, 'utf8')) as DemoFile | DemoFile[])
    .filter((record) => 'slug' in record && 'texts' in record)
    .flatMap((record) => [record, ...(record.actions ?? [])])
    .map(document);
}

function document(record: DemoFile): BenchDocument {
  const texts = new Map<string, BenchText>();
  for (const [field, { original, translations }] of Object.entries(record.texts)) {
    const words =
      original === undefined ? translations : { ...translations, [record.sourceLocale]: original };
    for (const [locale, text] of Object.entries(words)) {
      const known = texts.get(locale) ?? { locale };
      texts.set(locale, known);
      if (field === 'title') known.title = text;
      else if (field === 'summary') known.summary = text;
      else known.fields = known.fields === undefined ? text : `${known.fields}\n${text}`;
    }
  }
  return { id: record.slug, texts: [...texts.values()] };
}

function jsonFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}
