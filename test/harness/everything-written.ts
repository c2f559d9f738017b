import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { TestApplication } from './application';

/** Where something was written, and the text of it. */
export type Written = [place: string, text: string];

/** Every row of every table, those of indexes and jobs included, as text. */
export async function tables({ dataSource }: TestApplication): Promise<Written[]> {
  const names: { name: string }[] = await dataSource.query(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const all: Written[] = [];
  for (const { name } of names) {
    const [row]: [{ text: string | null }] = await dataSource.query(
      `SELECT string_agg(t::text, E'\\n') AS text FROM ${name} t`,
    );
    all.push([`table ${name}`, row.text ?? '']);
  }
  return all;
}

/** What lies in the data folder, but for what is `left` out, which is meant for whom it names. */
export function files({ dataDir }: TestApplication, left: readonly string[]): Written[] {
  return readdirSync(dataDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => !left.some((one) => name.startsWith(one)) && statSync(join(dataDir, name)).isFile())
    .map((name) => [`file ${name}`, readFileSync(join(dataDir, name), 'latin1')]);
}

/** Keeps what the process writes to its output from being seen, until `stop` gives it back. */
export function captureOutput(): { stop(): string } {
  const written: string[] = [];
  const streams = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((chunk: string | Uint8Array) => {
      written.push(String(chunk));
      return true;
    }),
  );
  return {
    stop: () => {
      for (const stream of streams) stream.mockRestore();
      return written.join('');
    },
  };
}

/** Words as they are, and as a table or file may hold them. */
export function formsOf(words: string): string[] {
  const bytes = Buffer.from(words, 'utf8');
  return [words, words.toLowerCase(), bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, '')];
}

/** `<what> in <place>` for everything planted that is found anywhere. */
export function findAll(
  planted: readonly { what: string; words: string }[],
  places: readonly Written[],
): string[] {
  return planted.flatMap(({ what, words }) =>
    places.flatMap(([place, text]) =>
      formsOf(words).some((form) => text.includes(form)) ? [`${what} in ${place}`] : [],
    ),
  );
}
