import type { Locale } from '../../src/common/locale';

/** A record as the benchmarks index it: its words in each language it is known in. */
export interface BenchDocument {
  id: string;
  texts: BenchText[];
}

export interface BenchText {
  locale: Locale;
  title?: string;
  summary?: string;
  fields?: string;
  body?: string;
}

/** A search engine under measure. One instance holds one index at a time. */
export interface BenchEngine {
  /** column head in the tables */
  readonly name: string;
  /** puts these documents in the place of whatever was indexed before */
  index(documents: readonly BenchDocument[]): Promise<void>;
  /** ids of the documents found, best first, at most `limit` */
  search(query: string, locale: Locale, limit: number): Promise<string[]>;
  close?(): Promise<void>;
}

/** All words of a document, for engines that know neither fields nor languages. */
export function wholeText(document: BenchDocument): string {
  return document.texts
    .flatMap(({ title, summary, fields, body }) => [title, summary, fields, body])
    .filter((text) => text !== undefined && text !== '')
    .join('\n');
}
