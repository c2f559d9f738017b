import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Recording {
  from: string;
  to: string;
  /** the model, as the file's name tells it */
  system: string;
  lines: string[];
}

/** A folder of `xx.txt` (a language's sentences) and `xx-yy.<system>.txt` (machine translations), line by line alike. */
export interface Corpus {
  folder: string;
  sentences: ReadonlyMap<string, string[]>;
  recordings: Recording[];
  /** BLEU that the makers of the models published, by `xx-yy.<system>` */
  published: ReadonlyMap<string, number>;
}

/** Throws an Error that names a file whose number of lines differs. */
export function readCorpus(folder: string): Corpus {
  const files = readdirSync(folder).sort();
  const sentences = new Map<string, string[]>();
  const recordings: Recording[] = [];
  for (const file of files) {
    const [, locale] = /^([a-z]{2})\.txt$/.exec(file) ?? [];
    const [, from, to, system] = /^([a-z]{2})-([a-z]{2})\.(.+)\.txt$/.exec(file) ?? [];
    if (locale) sentences.set(locale, linesOf(join(folder, file)));
    if (from && to && system) recordings.push({ from, to, system, lines: linesOf(join(folder, file)) });
  }
  for (const { from, to, system, lines } of recordings) {
    for (const locale of [from, to]) {
      const found = sentences.get(locale)?.length;
      if (found !== lines.length) {
        throw new Error(
          `${from}-${to}.${system}.txt has ${lines.length} lines, ${locale}.txt ${found ?? 'is missing'}`,
        );
      }
    }
  }
  return { folder, sentences, recordings, published: readPublished(join(folder, 'published-bleu.tsv')) };
}

function readPublished(path: string): Map<string, number> {
  if (!existsSync(path)) return new Map();
  const rows = linesOf(path).slice(1);
  return new Map(
    rows.map((row) => {
      const [pair = '', system = '', figure = ''] = row.split('\t');
      return [`${pair}.${system}`, Number(figure)] as const;
    }),
  );
}

/** A line may hold nothing, so only the last line's end is taken off. */
function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
}
