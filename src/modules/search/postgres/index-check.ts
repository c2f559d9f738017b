import type { EntityManager } from 'typeorm';
import { readPostings } from './postings';

/** Lists read at once. */
const BATCH = 5_000;

/** For each number in how many terms' lists it stands. */
export async function countTerms(manager: EntityManager): Promise<Int32Array> {
  const [state]: { end: number }[] = await manager.query('SELECT next_number AS "end" FROM search_state');
  const counts = new Int32Array(state?.end ?? 0);
  const count = (number: number): void => {
    if (number < counts.length) counts[number] = (counts[number] ?? 0) + 1;
  };
  for (const table of ['search_posting', 'search_posting_recent']) {
    let after = { term: '', segment: -1 };
    for (;;) {
      const lists: { term: string; segment: number; rows: Buffer }[] = await manager.query(
        `SELECT term, segment, rows FROM ${table} WHERE (term, segment) > ($1, $2::integer)
         ORDER BY term, segment LIMIT ${BATCH}`,
        [after.term, after.segment],
      );
      for (const { rows } of lists) readPostings(rows, count);
      const last = lists.at(-1);
      if (!last || lists.length < BATCH) break;
      after = last;
    }
  }
  return counts;
}

/** Counts the words of all records anew. */
export async function countWordsAnew(manager: EntityManager): Promise<void> {
  await manager.query('DELETE FROM search_word');
  await manager.query(
    `INSERT INTO search_word (word, audience, rows)
     SELECT w.word, a.viewer, count(*) FROM search_record r,
       string_to_table(r.words, E'\\f') AS t (row),
       LATERAL (SELECT DISTINCT word FROM regexp_split_to_table(t.row, E'[ \\n]+') AS s (word) WHERE word <> '') w,
       unnest(r.audience) AS a (viewer)
     GROUP BY w.word, a.viewer`,
  );
}
