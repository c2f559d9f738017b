import type { EntityManager } from 'typeorm';
import { WordCounts } from './posting-segment';
import { readPostings } from './postings';
import { TermNumbers } from './term-numbers';

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

/** The words of all records, counted anew. */
export async function recountWords(manager: EntityManager): Promise<WordCounts> {
  const counts = new WordCounts(new TermNumbers());
  for (let after = -1; ;) {
    const records: { number: number; audience: string[]; words: string }[] = await manager.query(
      `SELECT number, audience, words FROM search_record WHERE number > $1 ORDER BY number LIMIT ${BATCH}`,
      [after],
    );
    for (const { audience, words } of records) counts.addWords(audience, words, 1);
    const last = records.at(-1);
    if (!last || records.length < BATCH) return counts;
    after = last.number;
  }
}
